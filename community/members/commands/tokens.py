"""Links sent by mail: random, kept as a hash, good once, and only the newest of its kind."""

import secrets
from datetime import timedelta

from flask_babel import lazy_gettext as _

from community import clock
from community.db import db
from community.errors import NotFound
from community.members.login import fingerprint
from community.members.models import Member, Token

LASTS = {
    "confirm": timedelta(days=3),  # people join on a Friday
    "reset": timedelta(hours=6),  # a stolen mailbox should not hold old keys
    "claim": timedelta(days=14),  # handed over by an administrator, who may have to find the person first
}
OVER = _("This link has been used, is too old, or a newer one was sent. Please ask for a new one.")


def issue(member: Member, purpose: str, email: str = "") -> str:
    """A new token inside the open transaction; older ones for the same purpose end."""
    revoke(member, purpose)
    token = secrets.token_urlsafe(32)
    row = Token(member_id=member.id, purpose=purpose, token_hash=fingerprint(token), email=email)
    row.expires_at = clock.now() + LASTS[purpose]
    db.session.add(row)
    db.session.flush()
    return token


def find(purpose: str, token: str) -> Token:
    """The living row of a token; looking uses nothing up. Raises NotFound."""
    wanted = db.select(Token).where(Token.token_hash == fingerprint(token), Token.purpose == purpose)
    row = db.session.scalar(wanted.where(Token.expires_at > clock.now()))
    if row is None:
        raise NotFound(OVER)
    return row


def use(row: Token) -> None:
    """End the token inside the open transaction. Raises NotFound for the second of two who come at once."""
    ended = db.session.scalar(db.delete(Token).where(Token.id == row.id).returning(Token.id))
    if ended is None:
        raise NotFound(OVER)


def revoke(member: Member, *purposes: str) -> None:
    """End the member's tokens for these purposes, or all of them, inside the open transaction."""
    theirs = db.delete(Token).where(Token.member_id == member.id)
    db.session.execute(theirs.where(Token.purpose.in_(purposes)) if purposes else theirs)


def sweep() -> None:
    """Forget what has expired (periodic)."""
    db.session.execute(db.delete(Token).where(Token.expires_at <= clock.now()))
