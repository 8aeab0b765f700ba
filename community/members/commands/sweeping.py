"""What is thrown away each hour: links and sessions that ended, names that have rested, accounts nobody ever proved."""

from datetime import timedelta

from community import clock
from community.audit import Entry
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
        for member in session.scalars(_never_proven()).all():
            for hook in leaving.on_leave:
                hook(member, remove_posts=False)
            session.delete(member)


def _never_proven():
    """Accounts that somebody opened and never proved; one that was claimed out of an archive was there before."""
    unproven = db.and_(Member.email.is_(None), Member.pending_email.is_not(None), Member.left_at.is_(None))
    idle = db.and_(Member.posts_count == 0, Member.joined_at < clock.now() - UNPROVEN)
    claimed = db.exists().where(Entry.kind == "member", Entry.object_id == Member.id, Entry.action == "member.claim")
    return db.select(Member).where(unproven, idle, ~claimed)
