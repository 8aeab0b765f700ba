"""Being signed in: the cookie holds a random token, `login_session` its hash. Ending the row ends it everywhere."""

import hashlib
import secrets
from datetime import timedelta

from flask import g, session
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy.orm import contains_eager

from community import clock, stamps
from community.db import db, transaction
from community.media.models import Media
from community.members.models import Guest, LoginSession, Member, Suspension
from community.web.batch import Batch

SHORT, LONG = timedelta(hours=12), timedelta(days=30)  # without and with "stay signed in"

manager = LoginManager()
manager.anonymous_user = Guest
manager.session_protection = None  # the token is checked on each request; addresses of phones change


def fingerprint(token: str) -> str:
    """What is stored of a secret token."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(member: Member, *, stay: bool, device: str) -> None:
    """Sign the member in on this browser, under a session that did not exist before; the one it had ends."""
    token, now, former = secrets.token_urlsafe(32), clock.now(), session.get("_user_id")
    with transaction(narrow=True) as writing:
        if former:
            _close(writing, str(former))
        lasts = LONG if stay else SHORT
        row = LoginSession(member_id=member.id, token_hash=fingerprint(token), created_at=now, seen_at=now)
        row.expires_at, row.device = now + lasts, device[:120]
        writing.add(row)
    kept = session.get("language")
    _forget()  # nothing planted before signing in outlives it
    session["language"], session.permanent = kept, stay
    member.login_token, member.login_session_id = token, row.id
    login_user(member)


def renew(device: str) -> None:
    """Go on under a new session, for who has just proved who they are: a copy of the old cookie is worthless."""
    begin(me(), stay=session.permanent, device=device)


def end() -> None:
    """Sign out here; a copy of the cookie is worthless afterwards."""
    token = session.get("_user_id")
    if token:
        with transaction(narrow=True) as writing:
            _close(writing, token)
    logout_user()
    _forget()


def _close(session, token: str) -> None:
    gone = db.delete(LoginSession).where(LoginSession.token_hash == fingerprint(token))
    member_id = session.scalar(gone.returning(LoginSession.member_id))
    if member_id is not None:
        stamps.touch("member", member_id)  # no process remembers the session any more


def me():
    """Who asks, as the Member's row itself, or the Guest.

    Commands cannot do with Flask-Login's stand-in, and a page that asks fifty questions about its reader is faster so.
    """
    return current_user._get_current_object()


def _forget() -> None:
    session.clear()
    g.pop("csrf_token", None)  # made for the old session; the page that is answered now needs a new one


@manager.user_loader
def load(token: str) -> Member | None:
    """The member whose session this is, in one statement with their grants' second; None if it ended."""
    row = db.session.execute(
        db.select(LoginSession, Media.token.label("face"))
        .join(LoginSession.member)
        .outerjoin(Media, Media.id == Member.avatar_id)
        .options(contains_eager(LoginSession.member))
        .where(LoginSession.token_hash == fingerprint(str(token)), LoginSession.expires_at > clock.now())
        .where(Member.left_at.is_(None), ~db.exists().where(Suspension.member_id == Member.id, Suspension.in_force()))
    ).first()
    if row is None:
        return None
    member = row.LoginSession.member
    member.login_token, member.login_session_id = token, row.LoginSession.id
    member.login_expires_at = row.LoginSession.expires_at
    member.avatar_url = f"/files/{row.face}/avatar" if row.face else None
    seen.note((member.id, row.LoginSession.id), clock.now())
    return member


def _write_seen(facts: dict) -> None:
    for (member_id, session_id), moment in facts.items():
        db.session.execute(db.update(Member).where(Member.id == member_id).values(last_seen_at=moment))
        db.session.execute(db.update(LoginSession).where(LoginSession.id == session_id).values(seen_at=moment))


seen = Batch(_write_seen, merge=max)
