"""Whether a resource is seen: approval and refusal, withdrawal, removal and restoring. Each decision is a row."""

from flask_babel import lazy_gettext as _

from community import audit, clock, stamps
from community.db import transaction
from community.errors import Invalid
from community.forums.commands import comments
from community.policy import require
from community.resources import finding, policy
from community.resources.commands.entries import hold
from community.resources.models import APPROVED, KIND, REFUSED, Decision, Removal, Resource
from community.tags.commands import count_in, count_out


def approve_resource(resource: Resource, *, by) -> None:
    """Let a submitted entry appear, now."""
    with transaction() as session:
        resource = hold(resource.id)
        require(policy.may_decide_resource(by, resource))
        _decide(session, resource, APPROVED, by)
        resource.published_at = clock.now()
        _follow(session, resource)
        audit.record("resource.approve", resource, by=by)


def refuse_resource(resource: Resource, *, by, reason: str) -> None:
    """Say no to a submitted entry, and why; its author may edit it and so submit it again."""
    reason = _needed(reason)
    with transaction() as session:
        resource = hold(resource.id)
        require(policy.may_decide_resource(by, resource))
        _decide(session, resource, REFUSED, by, reason)
        stamps.touch(KIND, resource.id)
        audit.record("resource.refuse", resource, by=by, note=reason)


def withdraw_resource(resource: Resource, *, by, reason: str = "") -> None:
    """Take one's own entry back: out of sight with its comments, until one restores it."""
    with transaction() as session:
        resource = hold(resource.id)
        require(policy.may_withdraw_resource(by, resource))
        _take_down(session, resource, by, reason)
        audit.record("resource.withdraw", resource, by=by, note=reason)


def remove_resource(resource: Resource, *, by, reason: str) -> None:
    """Take somebody's entry out of sight with its comments; the author is told why."""
    reason = _needed(reason)
    with transaction() as session:
        resource = hold(resource.id)
        require(policy.may_remove_resource(by, resource))
        _take_down(session, resource, by, reason)
        audit.record("resource.remove", resource, by=by, note=reason)


def restore_resource(resource: Resource, *, by) -> None:
    """Bring an entry back to where it stood; the audit keeps that it was away, and why."""
    with transaction() as session:
        resource = hold(resource.id)
        require(policy.may_restore_resource(by, resource))
        resource.removal = None
        _follow(session, resource)
        audit.record("resource.restore", resource, by=by)


def _needed(reason: str) -> str:
    if not reason.strip():
        raise Invalid(_("Please say why: the author is told."), field="reason")
    return reason.strip()


def _decide(session, resource: Resource, outcome: str, by, reason: str = "") -> None:
    resource.decision = None
    session.flush()
    resource.decision = Decision(outcome=outcome, by_id=by.id, at=clock.now(), reason=reason)


def _take_down(session, resource: Resource, by, reason: str) -> None:
    by_author = by.id == resource.author_id
    resource.removal = Removal(by_id=by.id, by_author=by_author, at=clock.now(), reason=reason)
    _follow(session, resource)


def _follow(session, resource: Resource) -> None:
    """Comments and counts of tags go where the entry goes."""
    session.flush()
    if policy.is_public(resource):
        comments.show_comments(resource.topic)
        count_in(KIND, resource.id)
    else:
        comments.hide_comments(resource.topic)
        count_out(KIND, resource.id)
    finding.index_resource(resource)
    stamps.touch(KIND, resource.id)
