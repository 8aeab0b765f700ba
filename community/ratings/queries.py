"""What pages show of ratings: the figure of one thing for this reader, means for a list, a member's own votes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from community import settings, subjects
from community.db import db
from community.errors import NotFound
from community.policy import Verdict
from community.ratings import sums
from community.ratings.figures import is_counted
from community.ratings.models import Rated, Rating
from community.ratings.policy import may_rate

OPEN_FROM = 3  # votes from which their distribution is shown: fewer would tell who voted how


@dataclass(frozen=True)
class Figure:
    """The rating of one thing as this reader sees it. `mean` is None without votes and while it is hidden."""

    votes: int
    mean: float | None
    counts: tuple[int, ...] | None  # votes of 5, 4, 3, 2, 1; None while they are too few to show
    own: int | None
    may_rate: Verdict
    waits_until: datetime | None = None  # when the reader's own vote begins to count, if it does not yet


def figure(row: Rated, viewer) -> Figure:
    """The figure of a row that the viewer may see; one statement for members, none for visitors."""
    kind, object_id = subjects.key_of(row)
    own = own_vote(viewer, kind, object_id or 0)
    hidden = _is_hidden(own.value if own else None)
    counts = row.ratings_counts if row.ratings_n >= OPEN_FROM and not hidden else None
    return Figure(
        votes=row.ratings_n,
        mean=None if hidden else row.ratings_mean,
        counts=counts,
        own=own.value if own else None,
        may_rate=may_rate(viewer, subjects.kind(kind), row, own),
        waits_until=own.waits_until if own else None,
    )


def means(model, rows, viewer) -> dict[int, float | None]:
    """{id: mean} for a list of rows of `model` (id, ratings_sum, ratings_n), None where it is not for this viewer.

    One statement where the site shows means only to those who have voted, none otherwise.
    """
    voted = {row.id for row in rows}
    if settings.site().rating_hide_mean:
        voted = _voted_by(viewer, subjects.name_of(model), voted)
    return {row.id: sums.mean(row.ratings_sum, row.ratings_n) if row.id in voted else None for row in rows}


def own_vote(member, kind: str, object_id: int) -> Rating | None:
    """The member's vote on a thing, as it stands now."""
    if member.id is None:
        return None
    mine = select(Rating).where(Rating.member_id == member.id, Rating.kind == kind, Rating.object_id == object_id)
    return db.session.scalar(mine.execution_options(populate_existing=True))


def find_rating(rating_id: int) -> Rating:
    """The vote of that number, for those who oversee ratings. Raises NotFound."""
    vote = db.session.get(Rating, rating_id)
    if vote is None:
        raise NotFound()
    return vote


def before(kind: str, object_id: int, moment: datetime) -> tuple[float | None, int]:
    """(mean, votes) of what was rated before a moment, such as a major revision."""
    early = select(func.sum(Rating.value), func.count()).where(
        Rating.kind == kind, Rating.object_id == object_id, Rating.updated_at < moment, is_counted()
    )
    votes_sum, n = db.session.execute(early).one()
    return sums.mean(votes_sum or 0, n), n


def votes_of(member) -> list[dict]:
    """All that a member rated, for the copy of their own data."""
    mine = db.session.scalars(select(Rating).where(Rating.member_id == member.id).order_by(Rating.id))
    return [
        {
            "kind": vote.kind, "id": vote.object_id, "value": vote.value, "given": vote.created_at.isoformat(),
            "changed": vote.updated_at.isoformat(), "set_aside": vote.voided_reason or None,
        }
        for vote in mine
    ]  # fmt: skip


def _is_hidden(own: int | None) -> bool:
    return own is None and settings.site().rating_hide_mean


def _voted_by(viewer, kind: str, ids: set[int]) -> set[int]:
    if viewer.id is None:
        return set()
    mine = select(Rating.object_id).where(Rating.member_id == viewer.id, Rating.kind == kind, Rating.object_id.in_(ids))
    return set(db.session.scalars(mine))
