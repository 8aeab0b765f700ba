"""Tags as search takes them, and as it shows them again: those that something public carries, and no others."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from community.db import db
from community.search import engine
from community.search.documents import Document, Shown
from community.tags.models import Tag, TagAlias

KIND = "tag"


def index_tag(tag_id: int) -> None:
    """A tag is called anew, has another spelling, or came into use or out of it."""
    db.session.flush()
    found = _documents(select(Tag.id, Tag.label).where(Tag.id == tag_id, Tag.uses_count > 0))
    if found:
        engine.index(found[0])
    else:
        forget_tag(tag_id)


def forget_tag(tag_id: int) -> None:
    """The tag is deleted."""
    engine.remove(KIND, [tag_id])


def documents(after_id: int, limit: int) -> tuple[list[Document], int | None]:
    """Tags in the order of their ids, as far as anybody can find them."""
    used = select(Tag.id, Tag.label).where(Tag.uses_count > 0, Tag.id > after_id).order_by(Tag.id).limit(limit)
    found = _documents(used)
    return found, found[-1].object_id if len(found) == limit else None


def tags_found(_viewer, ids: Iterable[int]) -> dict[int, Shown]:
    """Tags among search's hits, with their other spellings. Two statements."""
    rows = db.session.execute(select(Tag.id, Tag.label, Tag.slug).where(Tag.id.in_(ids), Tag.uses_count > 0)).all()
    spellings = _spellings(row.id for row in rows)
    return {row.id: Shown(row.label, f"/tags/{row.slug}", spellings[row.id]) for row in rows}


def _documents(statement) -> list[Document]:
    rows = db.session.execute(statement).all()
    spellings = _spellings(row.id for row in rows)
    return [Document(KIND, row.id, row.label, spellings[row.id]) for row in rows]


def _spellings(tag_ids: Iterable[int]) -> dict[int, str]:
    found = defaultdict(list)
    rows = select(TagAlias.tag_id, TagAlias.label).where(TagAlias.tag_id.in_(list(tag_ids)))
    for row in db.session.execute(rows.order_by(TagAlias.label_key)):
        found[row.tag_id].append(row.label)
    return defaultdict(str, {tag_id: ", ".join(labels) for tag_id, labels in found.items()})
