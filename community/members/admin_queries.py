"""What administrators see of members: the list, one account with its history, the kinds with their use."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, exists, func, or_, select

from community.audit import Entry
from community.db import db
from community.errors import NotFound
from community.members import names
from community.members.cards import Byline, Card
from community.members.models import Grant, Member, StakeholderKind, Suspension
from community.members.profile_queries import unclaimed
from community.web.keyed import KeyedPage, keyed

PER_PAGE = 40
HISTORY = 100


@dataclass(frozen=True)
class MemberRow:
    """A line of the list."""

    id: int
    card: Card
    email: str
    role: str
    kind: str
    joined_at: datetime
    last_seen_at: datetime | None
    posts: int
    powers: int
    is_suspended: bool
    is_unclaimed: bool


PERSON = Byline("person")


def list_members(*, q: str = "", role: str = "", kind: int | None = None, state: str = "") -> KeyedPage:
    """A page of members, the newest first. `state` is "suspended", "unclaimed" or empty."""
    suspended = exists().where(Suspension.member_id == Member.id, Suspension.in_force())
    powers = select(func.count()).where(Grant.member_id == Member.id).scalar_subquery()
    rows = (
        select(
            Member.id, Member.email, Member.pending_email, Member.role, Member.joined_at, Member.last_seen_at,
            Member.posts_count, unclaimed().label("unclaimed"), StakeholderKind.label.label("kind"),
            suspended.label("suspended"), powers.label("powers"),
        )
        .add_columns(*PERSON.columns)
        .outerjoin(StakeholderKind, StakeholderKind.id == Member.kind_id)
        .where(Member.left_at.is_(None))
    )  # fmt: skip
    rows = _chosen(rows, q, role, kind)
    if state:
        rows = rows.where(suspended if state == "suspended" else unclaimed())
    page = keyed(PERSON.join(rows, Member.id), [Member.joined_at, Member.id], lambda r: (r.joined_at, r.id), PER_PAGE)
    return KeyedPage([_row(row) for row in page.rows], page.newer, page.older)


def _chosen(rows: Select, q: str, role: str, kind: int | None) -> Select:
    if q:
        start = q.strip().lower()
        word = Member.display_name.icontains(q.strip(), autoescape=True)
        name = Member.name_key.startswith(names.key(q), autoescape=True) if names.key(q) else word
        address = Member.email.startswith(start, autoescape=True)
        rows = rows.where(or_(word, name, address, Member.pending_email.startswith(start, autoescape=True)))
    if role:
        rows = rows.where(Member.role == role)
    return rows.where(Member.kind_id == kind) if kind else rows


def _row(row) -> MemberRow:
    return MemberRow(
        id=row.id, card=PERSON.card(row), email=row.email or row.pending_email or "", role=row.role,
        kind=row.kind or "", joined_at=row.joined_at, last_seen_at=row.last_seen_at, posts=row.posts_count,
        powers=row.powers, is_suspended=row.suspended, is_unclaimed=row.unclaimed,
    )  # fmt: skip


def member_to_manage(member_id: int) -> Member:
    """The member with their grants. Raises NotFound for one who has left."""
    member = db.session.scalar(select(Member).where(Member.id == member_id, Member.left_at.is_(None)))
    if member is None:
        raise NotFound()
    return member


def grant_of(member: Member, grant_id: int) -> Grant:
    """A power of this member. Raises NotFound."""
    grant = next((grant for grant in member.grants if grant.id == grant_id), None)
    if grant is None:
        raise NotFound()
    return grant


@dataclass(frozen=True)
class Event:
    """A line of a member's history: what was done by whom, when, why."""

    action: str
    at: datetime
    by: Card
    note: str
    facts: dict


BY = Byline("by")


def history_of(member: Member) -> list[Event]:
    """What was done to the account, and with it, newest first."""
    about = and_(Entry.kind == "member", Entry.object_id == member.id)
    rows = select(Entry.action, Entry.at, Entry.note, Entry.facts).add_columns(*BY.columns).where(about)
    found = db.session.execute(BY.join(rows, Entry.by_id).order_by(Entry.id.desc()).limit(HISTORY))
    return [Event(row.action, row.at, BY.card(row), row.note, row.facts) for row in found]


def kinds_with_use() -> list[tuple[StakeholderKind, int]]:
    """Every kind in its order, and how many members have chosen it."""
    used = select(func.count()).where(Member.kind_id == StakeholderKind.id).scalar_subquery()
    rows = select(StakeholderKind, used).order_by(StakeholderKind.position, StakeholderKind.id)
    return [(kind, count or 0) for kind, count in db.session.execute(rows)]


def kind_by_id(kind_id: int) -> StakeholderKind:
    """The kind. Raises NotFound."""
    kind = db.session.get(StakeholderKind, kind_id)
    if kind is None:
        raise NotFound()
    return kind
