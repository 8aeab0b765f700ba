"""Resources as a kind of subject: what ratings, tags, files, exports and audit may know of them."""

from sqlalchemy import select

from community.db import db
from community.resources import finding, policy
from community.resources.addresses import list_url, resource_url
from community.resources.models import KIND, Resource
from community.resources.queries import lists
from community.resources.queries.entry import load_resource, state_of
from community.resources.words import PLURAL
from community.subjects import Kind, Line


def resources_of(member) -> list[dict]:
    """Every entry a member posted, for the member's own export; hidden ones too, since they wrote them."""
    mine = select(Resource.id).where(Resource.author_id == member.id).order_by(Resource.id)
    rows = map(load_resource, db.session.scalars(mine).all())
    return [_exported(resource) for resource in rows if resource is not None]


def _exported(resource: Resource) -> dict:
    state = state_of(resource)
    return {
        "address": resource_url(resource), "title": resource.title, "kind": resource.kind, "text": resource.source,
        "posted": resource.created_at.isoformat(), "state": str(state.word) if state else "",
        "categories": [shelf.label for shelf in resource.categories], "links": [link.url for link in resource.links],
        "publisher": resource.publisher, "authors": resource.authors, "date": resource.issued,
    }  # fmt: skip


def _tagged(viewer, tag_id: int, limit: int) -> list[Line]:
    rows = lists.tagged_with(viewer, tag_id, limit)
    return [Line(row.title, row.url, row.at, row.excerpt, _facts_of(row)) for row in rows]


def _facts_of(row) -> tuple:
    return tuple(fact for fact in (row.kind, row.publisher, row.language, row.date) if fact)


RESOURCE = Kind(
    name=KIND, model=Resource, load=load_resource, title=lambda resource: resource.title, url=resource_url,
    visible_to=policy.resources_visible_to, has_comments=True, has_files=True,
    rateable=policy.may_rate_resource, author=lambda resource: resource.author_id,
    plural=PLURAL, tagged=_tagged, count_tagged=lists.count_tagged, all_tagged=lambda slug: list_url(tag=slug),
    by_member=resources_of,
    documents=finding.documents, found=finding.resources_found,
)  # fmt: skip
