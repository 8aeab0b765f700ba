"""Roles and single powers: who gave them, when, why."""

from flask_babel import lazy_gettext as _

from community import audit, clock
from community.db import db, insert_once, transaction
from community.errors import Invalid
from community.members import scopes
from community.members.commands.administrators import keep_an_administrator
from community.members.models import ADMINISTRATOR, MEMBER, POWERS, Grant, Member
from community.members.policy import may_change_role, may_grant
from community.policy import require


def change_role(member: Member, *, by, role: str, reason: str) -> None:
    """Make the member an administrator, or no longer one. Raises NotAllowed, also for the last administrator."""
    require(may_change_role(by, member))
    if role not in (ADMINISTRATOR, MEMBER):
        raise Invalid(_("There is no such role."), "role")
    with transaction() as session:
        if role != ADMINISTRATOR:
            keep_an_administrator(session, without=member)
        session.refresh(member, ["role"])
        if member.role == role:
            return
        audit.record("member.change_role", member, by=by, note=reason, before=member.role, after=role)
        member.role = role


def give_power(member: Member, *, by, power: str, scope: str, reason: str) -> None:
    """Give a power, everywhere (scope "") or within one scope; giving it twice changes nothing."""
    require(may_grant(by, member))
    if power not in POWERS or scope not in dict(scopes.choices()):
        raise Invalid(_("There is no such power, or no such place for it."), "power")
    with transaction() as session:
        given = {"given_by_id": by.id, "given_at": clock.now(), "reason": reason}
        if insert_once(Grant, member_id=member.id, power=power, scope=scope, **given):
            audit.record("member.give_power", member, by=by, note=reason, power=power, scope=scope)
        session.expire(member, ["grants"])


def take_power(grant: Grant, *, by, reason: str) -> None:
    """Take a power back."""
    member = db.session.get_one(Member, grant.member_id)
    require(may_grant(by, member))
    with transaction() as session:
        audit.record("member.take_power", member, by=by, note=reason, power=grant.power, scope=grant.scope)
        session.execute(db.delete(Grant).where(Grant.id == grant.id))
        session.expire(member, ["grants"])
