"""Passwords: changed by those who know the present one, reset by those who can read the mail."""

from sqlalchemy.exc import IntegrityError

from community import audit, jobs
from community.db import db, transaction
from community.errors import Conflict
from community.members import passwords, queries
from community.members.commands import accounts, mails, sessions, tokens
from community.members.models import Member, Token
from community.members.policy import may_sign_in
from community.policy import require


def ask_for_reset(typed: str, *, locale: str | None = None) -> None:
    """Owe a link to whoever signs in as `typed`; known and unknown cost and look the same."""
    with transaction():
        jobs.later(mails.send_reset, typed[:254], locale)


def change_password(member: Member, *, present: str, new: str, session_id: int | None) -> None:
    """Set a new password; every session but this one ends. Raises Invalid."""
    accounts.check_password(member, present, "present_password")
    passwords.check(new, username=member.username, email=member.email or "", field="new_password")
    with transaction():
        _set(member, new, spare=session_id)
        audit.record("member.change_password", member, by=member)


def reset_password(row: Token, member: Member, new: str) -> None:
    """Set a new password by a mailed link, which is used up; every session ends. Raises Invalid, NotFound, NotAllowed.

    Whoever opens the link reads that mailbox, so an address that waited for its proof is proven too.
    """
    require(may_sign_in(queries.suspension_of(member)))
    passwords.check(new, username=member.username, email=row.email, field="new_password")
    try:
        with transaction():
            tokens.use(row)
            _set(member, new, spare=None)
            if member.email is None:
                accounts.prove(member, row.email)
            audit.record("member.reset_password", member, by=member)
    except IntegrityError:
        raise Conflict(accounts.ELSEWHERE) from None


def _set(member: Member, new: str, *, spare: int | None) -> None:
    member.password_hash = passwords.hash_of(new)
    tokens.revoke(member, "reset")
    if member.email is not None:
        # Whoever knew the old password may have begun to move the account to a mailbox of their own.
        tokens.revoke(member)
        member.pending_email = None
    sessions.end_sessions(member, spare=spare)
    jobs.later(mails.tell_password_changed, member.id)
    db.session.flush()
