"""Tags as subjects: what search may know of them."""

from community.db import db
from community.subjects import Kind
from community.tags import finding, policy
from community.tags.models import Tag

TAG = Kind(
    name=finding.KIND, model=Tag, load=lambda tag_id: db.session.get(Tag, tag_id), title=lambda tag: tag.label,
    url=lambda tag: f"/tags/{tag.slug}", visible_to=policy.may_see_tag,
    documents=finding.documents, found=finding.tags_found,
)  # fmt: skip
