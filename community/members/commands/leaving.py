"""Leaving: the person goes, the conversation stays readable."""

from collections.abc import Callable
from datetime import timedelta

from community import audit, clock
from community.db import db, transaction
from community.members import finding, names
from community.members.commands import accounts, sessions, tokens
from community.members.commands.administrators import keep_an_administrator
from community.members.models import MEMBER, About, Grant, Member, ReservedName

NAME_RESTS = timedelta(days=90)  # so that nobody is taken for the one who left

# What other features do when somebody leaves: hook(member, remove_posts=bool), inside the transaction.
# `wiring` fills it.
on_leave: list[Callable] = []


def leave(member: Member, *, password: str, remove_posts: bool) -> None:
    """End the account. Its posts stay under "former member", or are removed. Raises Invalid, NotAllowed."""
    accounts.check_password(member, password)
    with transaction() as session:
        keep_an_administrator(session, without=member)
        for hook in on_leave:
            hook(member, remove_posts=remove_posts)
        for key in {member.name_key, *names.keys(member.username)}:
            session.merge(ReservedName(name_key=key, until=clock.now() + NAME_RESTS))
        _empty(member)
        finding.index_member(member.id)
        for model in (About, Grant):
            session.execute(db.delete(model).where(model.member_id == member.id))
        sessions.end_sessions(member)
        tokens.revoke(member)
        audit.record("member.leave", member, by=member, remove_posts=remove_posts)


def _empty(member: Member) -> None:
    member.left_at, member.role = clock.now(), MEMBER
    member.username = member.name_key = f"former-{member.id}"  # no key of a chosen name holds a hyphen
    member.display_name = member.organisation = ""
    member.email = member.pending_email = member.email_confirmed_at = member.password_hash = None
    member.kind_id = member.country_id = member.city_id = member.avatar_id = None
    member.locale = member.timezone = member.last_seen_at = None
    member.languages = member.reads = []


def sweep() -> None:
    """Let rested names go (periodic)."""
    db.session.execute(db.delete(ReservedName).where(ReservedName.until <= clock.now()))
