"""Tags as subjects: what search may know of them."""

from community import subjects
from community.subjects import Kind
from community.tags import finding, policy
from community.tags.models import Tag

TAG = Kind(
    name=finding.KIND, model=Tag, load=subjects.plainly(Tag), title=lambda tag: tag.label,
    url=lambda tag: f"/tags/{tag.slug}", visible_to=policy.tags_visible_to,
    documents=finding.documents, found=finding.tags_found,
)  # fmt: skip
