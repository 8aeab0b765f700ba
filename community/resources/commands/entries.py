"""Posting and editing a resource."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from community import audit, clock, stamps
from community.db import db, transaction
from community.errors import Conflict, NotFound
from community.forums.commands import comments
from community.forums.commands.once import made_once
from community.forums.commands.topics import comments_room, open_comments, retitle_comments
from community.media import commands as media
from community.media.models import Media
from community.media.queries import of_subject
from community.policy import require
from community.resources import finding, policy
from community.resources.facts import COLUMNS, Facts, check
from community.resources.loading import FOR_DEEDS
from community.resources.models import KIND, Link, Resource, Revision
from community.tags.commands import set_tags
from community.text.columns import write
from community.text.excerpts import excerpt
from community.web.slugs import slug_of

EXCERPT = 240  # characters of the text that lists show


def add_resource(
    *, by, facts: Facts, files: list[Media] | None = None, once=None, at: datetime | None = None, is_demo=False
) -> Resource:
    """Post an entry; it appears at once, or waits for approval where the site wants that. May raise NotAllowed."""
    require(policy.may_add_resource(by))
    check(facts)

    def make(session):
        now = at or clock.now()
        resource = Resource(author_id=by.id, created_at=now, revision=0, once=once, is_demo=is_demo)
        resource.scope_id = comments_room(KIND).id
        resource.published_at = None if policy.needs_approval(by) else now
        resource.categories, resource.links, resource.decision, resource.removal = [], [], None, None
        _write(resource, facts)
        session.add(resource)
        session.flush()
        topic = open_comments(KIND, resource.id, title=facts.title, by=by, is_demo=is_demo)
        resource.topic_id = topic.id
        if resource.published_at is None:
            comments.hide_comments(topic)
        if not facts.comments_open:
            comments.close_comments(topic, by=by)
        _tag(resource, facts, by)
        _attach(resource, files or [], by)
        finding.index_resource(resource)
        stamps.touch(KIND, resource.id)
        audit.record("resource.add", resource, by=by)
        return resource

    return made_once(Resource, by=by, once=once, make=make)


def edit_resource(
    resource: Resource, *, by, facts: Facts, seen: int, reason: str = "", is_edition: bool = False,
    files: list[Media] | None = None, dropped: list[Media] | None = None,
) -> Resource:  # fmt: skip
    """Replace what an entry says; what it said stays as a revision. Raises Conflict if it changed since `seen`.

    An author who edits a refused entry submits it again. After a new edition the page tells older ratings apart.
    """
    check(facts)
    with transaction() as session:
        resource = hold(resource.id)
        require(policy.may_edit_resource(by, resource))
        if resource.revision != seen:
            raise Conflict(_("Somebody changed this entry while you were writing."), theirs=resource)
        _keep_revision(session, resource, facts, reason)
        _write(resource, facts)
        resource.revision, resource.edited_at, resource.edited_by_id = resource.revision + 1, clock.now(), by.id
        if is_edition:
            resource.edition_at = resource.edited_at
        retitle_comments(resource.topic, facts.title)
        _set_comments(resource, facts.comments_open, by)
        if resource.decision and resource.published_at is None and not policy.manages(by):
            resource.decision = None
        _tag(resource, facts, by)
        _attach(resource, files or [], by)
        _detach(resource, dropped or [])
        finding.index_resource(resource)
        stamps.touch(KIND, resource.id)
        audit.record("resource.edit", resource, by=by, note=reason)
    return resource


def hold(resource_id: int) -> Resource:
    """The entry as it stands with all that deeds ask about, held until the transaction ends. Raises NotFound."""
    held = select(Resource).where(Resource.id == resource_id).options(*FOR_DEEDS).with_for_update(of=Resource)
    resource = db.session.scalars(held.execution_options(populate_existing=True)).unique().one_or_none()
    if resource is None:
        raise NotFound()
    return resource


def _write(resource: Resource, facts: Facts) -> None:
    for name in COLUMNS:
        setattr(resource, name, getattr(facts, name))
    resource.slug = slug_of(facts.title)
    rendered = write(resource, facts.body)
    resource.excerpt = excerpt(rendered.html, EXCERPT)
    resource.categories = list(facts.categories)
    resource.links = [
        Link(position=place, url=link.url, title=link.title, language=link.language, note=link.note)
        for place, link in enumerate(facts.links)
    ]


def _keep_revision(session, resource: Resource, facts: Facts, reason: str) -> None:
    """Put what the entry says away before it is replaced: title, text, and the facts that change."""
    old = {name: getattr(resource, name) for name in COLUMNS}
    changed = {name: value for name, value in old.items() if value != getattr(facts, name)}
    session.add(
        Revision(
            resource_id=resource.id, revision=resource.revision, title=resource.title, source=resource.source,
            facts=changed, reason=reason, written_at=resource.edited_at or resource.created_at,
            written_by_id=resource.edited_by_id or resource.author_id,
        )
    )  # fmt: skip


def _set_comments(resource: Resource, are_open: bool, by) -> None:
    """Open or close the comments as the form says, as far as this person may."""
    if not are_open:
        comments.close_comments(resource.topic, by=by)
    elif policy.may_reopen_comments(by, resource):
        comments.reopen_comments(resource.topic)


def _tag(resource: Resource, facts: Facts, by) -> None:
    counted = policy.is_public(resource)
    set_tags(KIND, resource.id, list(facts.tags), is_counted=counted, by=by, is_demo=resource.is_demo)


def _attach(resource: Resource, files: list[Media], by) -> None:
    """Tie uploaded files to the entry; a new picture takes the old one's place."""
    mine = [one for one in files if one.owner_id == by.id and one.kind is None]
    if any(one.role == "picture" for one in mine):
        _detach(resource, [one for one in of_subject(KIND, resource.id) if one.role == "picture"])
    for one in mine:
        media.attach(one, KIND, resource.id)


def _detach(resource: Resource, files: list[Media]) -> None:
    for one in files:
        if one.kind == KIND and one.object_id == resource.id:
            media.detach(one)
