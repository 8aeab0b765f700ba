"""Suspensions: a member may not sign in for a while; who decided, when, why, and until when."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import lazy_gettext as _

from community import audit, clock
from community.db import db, transaction
from community.errors import Invalid
from community.members.commands import sessions
from community.members.commands.administrators import keep_an_administrator
from community.members.models import Member, Suspension
from community.members.policy import may_suspend
from community.policy import require

# What other features do when somebody is shut out or let in again: hook(member, by=…, suspension=the row or None),
# inside the transaction. `wiring` fills it.
on_change: list[Callable] = []


def suspend(member: Member, *, by, reason: str, until: datetime | None) -> Suspension:
    """Suspend until a moment, or for good; all sessions end at once. Takes the place of one that runs already."""
    require(may_suspend(by, member))
    now = clock.now()
    if until is not None and until <= now:
        raise Invalid(_("This day is over already."), "until")
    with transaction() as session:
        keep_an_administrator(session, without=member)
        _end(member)
        row = Suspension(member_id=member.id, reason=reason, at=now, until=until, by_id=by.id)
        session.add(row)
        sessions.end_sessions(member)
        _tell(member, by, row)
        audit.record("member.suspend", member, by=by, note=reason, until=until.isoformat() if until else None)
    return row


def lift(member: Member, *, by, reason: str) -> None:
    """Let the member in again before the time."""
    require(may_suspend(by, member))
    with transaction():
        if _end(member):
            _tell(member, by, None)
            audit.record("member.lift_suspension", member, by=by, note=reason)


def _tell(member: Member, by, suspension: Suspension | None) -> None:
    for hook in on_change:
        hook(member, by=by, suspension=suspension)


def _end(member: Member) -> bool:
    theirs = db.update(Suspension).where(Suspension.member_id == member.id, Suspension.lifted_at.is_(None))
    return bool(db.session.scalars(theirs.values(lifted_at=clock.now()).returning(Suspension.id)).all())
