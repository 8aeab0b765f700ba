"""What is thrown away each hour: links and sessions that ended, names that have rested, accounts nobody ever proved."""

from datetime import timedelta

from community import clock
from community.db import db, transaction
from community.members.commands import leaving, sessions, tokens
from community.members.models import Member

UNPROVEN = timedelta(days=14)  # after that the name is free again; the member could never have posted


def sweep() -> None:
    """Throw it away (periodic)."""
    with transaction() as session:
        tokens.sweep()
        sessions.sweep()
        leaving.sweep()
        unproven = db.and_(Member.email.is_(None), Member.pending_email.is_not(None), Member.left_at.is_(None))
        idle = db.and_(Member.posts_count == 0, Member.joined_at < clock.now() - UNPROVEN)
        session.execute(db.delete(Member).where(unproven, idle))
