"""What moderators look at: one thing rated by several members from one address, many votes at once, colleagues' votes.

None of it proves anything: a school has one address, and a mailing brings many readers in an hour.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from community import clock, subjects
from community.db import db
from community.members.cards import Byline, Card
from community.ratings.figures import is_counted
from community.ratings.models import Rating

LOOK_BACK = timedelta(days=30)
AT_ONCE = timedelta(minutes=10)
MANY = 5  # votes on one thing within AT_ONCE that are worth a look
NEWEST = 2_000  # votes that are looked through for bursts
SHOWN = 20  # groups of a kind of finding


@dataclass(frozen=True)
class VoteRow:
    """One vote, as moderators see it."""

    id: int
    member: Card
    value: int
    at: datetime
    kind: str
    object_id: int
    joined_at: datetime | None
    voided_at: datetime | None
    voided_reason: str


@dataclass(frozen=True)
class Group:
    """Votes on one thing that were found together."""

    title: str
    url: str
    votes: list[VoteRow]


@dataclass(frozen=True)
class Report:
    """All findings of the last weeks, newest first."""

    shared: list[Group]
    bursts: list[Group]
    colleagues: list[Group]
    set_aside: list[Group]


def report() -> Report:
    """The findings. One statement for each, and one for each kind of thing that is rated."""
    since = clock.now() - LOOK_BACK
    found = [_shared(since), _bursts(since), _colleagues(since), _set_aside()]
    rows = _rows_of(vote for groups in found for votes in groups for vote in votes)
    return Report(*([_group(votes, rows) for votes in groups if _key(votes[0]) in rows] for groups in found))


def one(vote: Rating) -> Group:
    """A single vote with what it is on, for the page that sets it aside."""
    votes = _read(_votes().where(Rating.id == vote.id))
    rows = _rows_of(votes)
    return _group(votes, rows) if _key(vote) in rows else Group("", "", votes)


def _shared(since: datetime) -> list[list[VoteRow]]:
    together = (
        select(Rating.kind, Rating.object_id, Rating.source_hash)
        .where(Rating.source_hash.is_not(None), Rating.updated_at >= since, is_counted())
        .group_by(Rating.kind, Rating.object_id, Rating.source_hash)
        .having(func.count() > 1)
        .order_by(func.max(Rating.updated_at).desc())
        .limit(SHOWN)
        .subquery()
    )
    same = (
        (Rating.kind == together.c.kind)
        & (Rating.object_id == together.c.object_id)
        & (Rating.source_hash == together.c.source_hash)
    )
    found = _votes().add_columns(Rating.source_hash).join(together, same).where(is_counted())
    return _grouped(found, lambda row: (row.kind, row.object_id, row.source_hash))


def _bursts(since: datetime) -> list[list[VoteRow]]:
    recent = _read(_votes().where(Rating.updated_at >= since, is_counted()).limit(NEWEST))
    things: dict[tuple, list[VoteRow]] = defaultdict(list)
    for vote in recent:
        things[_key(vote)].append(vote)
    return [together for votes in things.values() if (together := _at_once(votes))][:SHOWN]


def _at_once(votes: list[VoteRow]) -> list[VoteRow]:
    """Of one thing's votes, newest first, those that came with many others in a short time."""
    found: set[int] = set()
    for first in range(len(votes) - MANY + 1):
        if votes[first].at - votes[first + MANY - 1].at <= AT_ONCE:
            found.update(range(first, first + MANY))
    return [votes[at] for at in sorted(found)]


def _colleagues(since: datetime) -> list[list[VoteRow]]:
    theirs = _votes().where(Rating.is_colleague, Rating.updated_at >= since, is_counted())
    return _grouped(theirs.limit(SHOWN * MANY), _key)


def _set_aside() -> list[list[VoteRow]]:
    return _grouped(_votes().where(Rating.voided_at.is_not(None)).limit(SHOWN * MANY), _key)


VOTER = Byline("voter")


def _votes() -> Select:
    rows = select(
        Rating.id, Rating.kind, Rating.object_id, Rating.value, Rating.updated_at.label("at"),
        Rating.voided_at, Rating.voided_reason, VOTER.person.joined_at,
    ).add_columns(*VOTER.columns)  # fmt: skip
    return VOTER.join(rows, Rating.member_id).order_by(Rating.updated_at.desc(), Rating.id.desc())


def _read(statement: Select) -> list[VoteRow]:
    return [_vote_row(row) for row in db.session.execute(statement)]


def _grouped(statement: Select, key) -> list[list[VoteRow]]:
    groups: dict[tuple, list[VoteRow]] = defaultdict(list)
    for row in db.session.execute(statement):
        groups[key(row)].append(_vote_row(row))
    return list(groups.values())


def _vote_row(row) -> VoteRow:
    return VoteRow(
        row.id, VOTER.card(row), row.value, row.at, row.kind, row.object_id, row.joined_at,
        row.voided_at, row.voided_reason,
    )  # fmt: skip


def _key(vote) -> tuple[str, int]:
    return vote.kind, vote.object_id


def _rows_of(votes: Iterable[VoteRow]) -> dict[tuple[str, int], object]:
    ids: dict[str, set[int]] = {known.name: set() for known in subjects.kinds() if known.rateable}
    for vote in votes:
        ids.setdefault(vote.kind, set()).add(vote.object_id)
    return {
        (kind, object_id): row
        for kind, some in ids.items()
        for object_id, row in subjects.load_many(kind, some).items()
    }


def _group(votes: list[VoteRow], rows: dict) -> Group:
    known, row = subjects.kind(votes[0].kind), rows[_key(votes[0])]
    return Group(known.title(row), known.url(row), votes)
