"""What the resources' stories need besides people: entries in one line, and who keeps them."""

from community import clock, settings
from community.db import db, transaction
from community.members.models import Grant
from community.resources.commands import entries
from community.resources.facts import Facts
from community.resources.models import Category, Resource


def entry(by, title: str = "A handbook for front desks", at=None, **facts) -> Resource:
    """An entry that `by` posted; `shelves` are slugs of categories."""
    shelves = facts.pop("shelves", ())
    chosen = db.session.scalars(db.select(Category).where(Category.slug.in_(shelves)).order_by(Category.position))
    given = {"kind": "news", "body": "Worth an hour.", "categories": tuple(chosen)} | facts
    return entries.add_resource(by=by, facts=Facts(title=title, **given), at=at)


def keeps_resources(member):
    """Give the member the power to keep the resources."""
    with transaction():
        member.grants.append(Grant(power="manage_content", scope="resources", given_at=clock.now()))
    return member


def approval_needed(is_needed: bool = True) -> None:
    """The administrators' setting."""
    with transaction():
        settings.change(resources_need_approval=is_needed)


def form(**fields) -> dict:
    """The fields of a short form that is in order."""
    given = {"title": "Rumour log for town halls", "kind": "tool", "body": "Five columns and three rules."}
    return given | {"comments_open": "y", "dimension_id": "0", "access": "free", "document_language": ""} | fields


def address(resource: Resource) -> str:
    """The entry's page."""
    return f"/resources/{resource.id}/{resource.slug}"
