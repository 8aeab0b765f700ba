"""Reminders whose day has come: each is made due once, and written to those who asked for a mail."""

from sqlalchemy import select

from community import clock, jobs, mail
from community.db import db, transaction
from community.members.models import Member
from community.members.queries import suspension_of
from community.shelf import queries
from community.shelf.models import Bookmark

AT_ONCE = 500


def make_due() -> int:
    """Note which reminders have come, and owe their mails (periodic); answers how many."""
    now = clock.now()
    waiting = (Bookmark.remind_at <= now, Bookmark.reminded_at.is_(None), Bookmark.removed_at.is_(None))
    with transaction(narrow=True) as session:
        rows = select(Bookmark).where(*waiting).order_by(Bookmark.remind_at, Bookmark.id).limit(AT_ONCE)
        due = session.scalars(rows.with_for_update(skip_locked=True).execution_options(populate_existing=True)).all()
        for bookmark in due:
            bookmark.reminded_at = now
            if bookmark.remind_by_mail:
                jobs.later(remind, bookmark.id)
    return len(due)


@jobs.job("shelf.remind")
def remind(bookmark_id: int) -> None:
    """Write to the member, unless the reminder was settled meanwhile. What they may not see any more is not named."""
    bookmark = db.session.get(Bookmark, bookmark_id)
    if bookmark is None or bookmark.removed_at or bookmark.reminded_at is None:
        return
    member = db.session.get(Member, bookmark.member_id)
    if member is None or not member.email or not member.email_confirmed_at or suspension_of(member):
        return
    key = (bookmark.kind, bookmark.object_id)
    shown = queries.shown_to(member, [key]).get(key)
    facts = {"title": shown.title if shown else "", "path": shown.url if shown else "", "note": bookmark.note}
    mail.deliver("shelf/mail/reminder", member.email, member.locale, facts | {"name": member.name})
