"""Who may share a page that is kept ready: visitors with visitors, members with those who have the same powers."""

from functools import lru_cache, partial

from flask import render_template, session
from flask_babel import get_locale
from flask_login import current_user

from community import clock
from community.members import login, parts
from community.web import readers
from community.web.keeping import split, tokens_left_out
from community.web.readers import VISITOR, Reader


def reader() -> Reader | None:
    """The person who asks, as far as pages can be shared; None if theirs cannot."""
    if not set(session) <= readers.UNSEEN or parts.asks():
        return None
    if not current_user.is_authenticated:
        return VISITOR
    me, locale = login.me(), str(get_locale())
    powers = sorted((grant.power, grant.scope) for grant in me.grants)
    masthead = _masthead(locale, me.name, me.username, me.id, me.avatar_url, me.role)
    found = Reader(me.id, (me.role, me.timezone or "", *powers), {"me": masthead})
    until, here = me.login_expires_at.timestamp(), partial(_was_here, me.id, me.login_session_id)
    readers.remember(me.login_token, found, locale=locale, until=until, note=here)
    return found


def _was_here(member_id: int, session_id: int) -> None:
    login.seen.note((member_id, session_id), clock.now())


@lru_cache(maxsize=500)
def _masthead(_locale: str, *_facts) -> list:
    """The member's own menu. What it shows is in the arguments, so that a change makes another one."""
    with tokens_left_out():
        return split(render_template("members/_me_alone.html"))
