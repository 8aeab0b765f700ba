"""Who runs the site: never nobody, once there is somebody."""

import hmac
import os
import secrets
from pathlib import Path

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError

from community import audit, clock
from community.db import db, transaction
from community.errors import Invalid, NotAllowed, NotFound
from community.members import passwords, queries
from community.members.commands import accounts
from community.members.models import ADMINISTRATOR, Member, Suspension

CODE = "first-administrator-code"  # the file in the instance folder


def keep_an_administrator(session, without: Member) -> None:
    """Raises NotAllowed if `without` is the last administrator who can act.

    Call it first in the transaction that demotes, suspends or lets go: it locks the rows of all administrators,
    so that of two who race the second sees what the first did.
    """
    if without.role != ADMINISTRATOR:
        return
    theirs = db.select(Member.id).where(Member.role == ADMINISTRATOR, Member.left_at.is_(None))
    session.execute(theirs.order_by(Member.id).with_for_update())
    # A second statement, because only that one is sure to see what was committed while the first waited.
    suspended = db.exists().where(Suspension.member_id == Member.id, Suspension.in_force())
    if session.scalar(theirs.where(Member.id != without.id, ~suspended).limit(1)) is None:
        raise NotAllowed(_("This is the last administrator. Please appoint another one first."))


def create_administrator(*, username: str, email: str, password: str) -> Member:
    """An administrator from the command line or the first page, whose address is taken as given. Raises Invalid."""
    accounts.check_free(username)
    passwords.check(password, username=username, email=email)
    try:
        with transaction():
            proven = {"email": email.lower(), "email_confirmed_at": clock.now()}
            member = accounts.make(username, passwords.hash_of(password), ADMINISTRATOR, **proven)
            audit.record("member.create_administrator", member)
    except IntegrityError:
        raise Invalid(_("There is an account with this address or name already."), "email") from None
    return member


def write_code(instance: str) -> str | None:
    """A code for the first administrator of a site that has none, kept in a file for the operator's eyes; else None."""
    path = Path(instance) / CODE
    path.unlink(missing_ok=True)
    if queries.has_administrator():
        return None
    code = secrets.token_urlsafe(16)
    path.touch(mode=0o600)
    path.write_text(code)
    return code


def is_wanted(instance: str) -> bool:
    """Whether the site waits for its first administrator (a look at a file, so that it costs pages nothing)."""
    return os.path.exists(Path(instance) / CODE)


def become_first(instance: str, *, code: str, username: str, email: str, password: str) -> Member:
    """Make the first administrator for whoever knows the code; it works once. Raises Invalid, NotFound."""
    path = Path(instance) / CODE
    if not path.exists() or queries.has_administrator():
        raise NotFound()
    if not hmac.compare_digest(path.read_text().encode(), code.strip().encode()):
        raise Invalid(_("This is not the code that the site printed when it started."), "code")
    try:
        with transaction():
            member = create_administrator(username=username, email=email, password=password)
            path.unlink()  # the second of two who come at once finds no file, and is undone
    except FileNotFoundError:
        raise NotFound() from None
    return member
