"""Proof that each tag's count is what its links say."""

from sqlalchemy import func, select

from community.counts import Difference
from community.db import db, transaction
from community.tags import keeping
from community.tags.models import Tag, TagLink


def compare() -> list[Difference]:
    """Every tag whose count differs."""
    counted = select(func.count()).where(TagLink.tag_id == Tag.id, TagLink.is_counted).scalar_subquery()
    differing = select(Tag.id, Tag.uses_count, counted).where(Tag.uses_count != counted).order_by(Tag.id)
    return [Difference("tag", tag_id, "uses_count", *figures) for tag_id, *figures in db.session.execute(differing)]


def mend() -> list[Difference]:
    """Count anew where something differs; answers what did."""
    found = compare()
    with transaction():
        for one in found:
            keeping.recount(one.object_id)
    return found
