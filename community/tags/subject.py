"""Tags as subjects: what search may know of them."""

from community.db import db
from community.policy import YES, Verdict, no
from community.subjects import Kind
from community.tags import finding
from community.tags.models import Tag


def may_see_tag(_viewer, tag: Tag) -> Verdict:
    """What something public carries; an unused word may be one of a hidden thing."""
    return YES if tag.uses_count > 0 else no(None)


TAG = Kind(
    name=finding.KIND, model=Tag, load=lambda tag_id: db.session.get(Tag, tag_id), title=lambda tag: tag.label,
    url=lambda tag: f"/tags/{tag.slug}", visible_to=may_see_tag,
    documents=finding.documents, found=finding.tags_found,
)  # fmt: skip
