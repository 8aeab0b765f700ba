"""Being signed in: who may, and ending it."""

import logging

from flask_babel import lazy_gettext as _

from community import clock
from community.db import db, transaction
from community.errors import Invalid
from community.members import passwords, queries
from community.members.models import LoginSession, Member
from community.members.policy import may_sign_in
from community.policy import require

log = logging.getLogger(__name__)

WRONG = _("These do not belong together. Please check the user name or e-mail address, and the password.")


def recognise(typed: str, password: str) -> Member:
    """Who this is. Raises Invalid, with the same words and work for whatever is wrong, or NotAllowed if suspended."""
    known = queries.all_by_login(typed)
    right = [passwords.verify(member.password_hash if member else None, password) for member in known]
    member = next((one for one, is_right in zip(known, right, strict=True) if is_right), None)
    if member is None:
        log.info("a sign-in was refused")
        raise Invalid(WRONG)
    require(may_sign_in(queries.suspension_of(member)))
    if passwords.is_dated(member.password_hash or ""):
        with transaction():
            member.password_hash = passwords.hash_of(password)
    return member


def end_session(row: LoginSession) -> None:
    """Sign the member out of one place."""
    with transaction() as session:
        session.execute(db.delete(LoginSession).where(LoginSession.id == row.id))


def end_sessions(member: Member, *, spare: int | None = None) -> None:
    """Sign the member out everywhere, but for the session `spare`."""
    with transaction() as session:
        theirs = db.delete(LoginSession).where(LoginSession.member_id == member.id)
        session.execute(theirs if spare is None else theirs.where(LoginSession.id != spare))


def sweep() -> None:
    """Forget sessions that have expired (periodic)."""
    db.session.execute(db.delete(LoginSession).where(LoginSession.expires_at <= clock.now()))
