"""What those who run the site look at: figures, failures, the log."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select

from community import subjects
from community.audit import Entry
from community.db import db
from community.forums.models import Post
from community.forums.policy import posts_readable
from community.jobs import ATTEMPTS, Job, Turn
from community.members.cards import Byline, Card
from community.members.models import Member, Suspension
from community.resources.models import Decision, Removal, Resource
from community.text.mentions import key_of
from community.web.keyed import KeyedPage, keyed

WEEK = timedelta(days=7)
ENTRIES = 50
FAILURES = 10


@dataclass(frozen=True)
class Figures:
    """The counts of the dashboard. `checked_at`: when the stored counts were last proved right."""

    members: int
    unconfirmed: int
    suspended: int
    posts: int
    waiting: int
    failed_jobs: int
    checked_at: datetime | None


def figures(now: datetime) -> Figures:
    """How the site is doing. One statement."""
    present = Member.left_at.is_(None)
    suspended = and_(Suspension.lifted_at.is_(None), or_(Suspension.until.is_(None), Suspension.until > now))
    counted = {
        "members": _count(Member.id, present),
        "unconfirmed": _count(
            Member.id, present, Member.password_hash.is_not(None), Member.email_confirmed_at.is_(None)
        ),
        "suspended": _count(Suspension.member_id.distinct(), suspended),
        "posts": _count(Post.id, Post.created_at > now - WEEK, posts_readable()),
        "waiting": _count(
            Resource.id,
            Resource.published_at.is_(None),
            ~exists().where(Decision.resource_id == Resource.id),
            ~exists().where(Removal.resource_id == Resource.id),
        ),
        "failed_jobs": _count(Job.id, Job.attempts >= ATTEMPTS),
        "checked_at": select(Turn.began_at).where(Turn.name == "check.counts").scalar_subquery(),
    }
    row = db.session.execute(select(*(column.label(name) for name, column in counted.items()))).one()
    return Figures(**row._mapping)


def _count(what, *conditions):
    return select(func.count(what)).where(*conditions).scalar_subquery()


def failures() -> list[Job]:
    """The newest jobs that were given up."""
    given_up = select(Job).where(Job.attempts >= ATTEMPTS).order_by(Job.id.desc()).limit(FAILURES)
    return list(db.session.scalars(given_up))


@dataclass(frozen=True)
class LogRow:
    """A deed in the log; `url` leads to what it was done to, as far as there is a page of it."""

    id: int
    at: datetime
    action: str
    kind: str
    object_id: int | None
    note: str
    facts: dict
    who: Card
    has_page: bool


DOER = Byline("doer")


def log(action: str = "", member: str = "") -> KeyedPage:
    """A page of the log, newest first, of one action or of one member's deeds if named."""
    deed = (Entry.id, Entry.at, Entry.action, Entry.kind, Entry.object_id, Entry.note, Entry.facts)
    rows = DOER.join(select(*deed, *DOER.columns), Entry.by_id)
    if action:
        rows = rows.where(Entry.action == action)
    if member:
        rows = rows.where(DOER.person.username_key == key_of(member))
    page = keyed(rows, [Entry.at, Entry.id], lambda row: (row.at, row.id), ENTRIES)
    return KeyedPage([_log_row(row) for row in page.rows], page.newer, page.older)


def _log_row(row) -> LogRow:
    has_page = row.object_id is not None and row.kind in {kind.name for kind in subjects.kinds()}
    return LogRow(
        row.id, row.at, row.action, row.kind, row.object_id, row.note, row.facts or {}, DOER.card(row), has_page
    )  # fmt: skip


def actions() -> list[str]:
    """The words of all deeds in the log."""
    return list(db.session.scalars(select(Entry.action).distinct().order_by(Entry.action)))
