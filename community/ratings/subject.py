"""A vote as a subject: for the log of who set it aside, and for the copy of a member's own data."""

from sqlalchemy import ColumnElement, true

from community import subjects
from community.ratings import queries
from community.ratings.models import Rating
from community.ratings.policy import may_oversee_ratings
from community.subjects import Kind


def votes_visible_to(viewer) -> ColumnElement[bool]:
    """Single votes are not public: whose it is, and those who oversee ratings."""
    return true() if may_oversee_ratings(viewer) else Rating.member_id == (viewer.id or 0)  # 0: a visitor has none


RATING = Kind(
    name="rating",
    model=Rating,
    load=subjects.plainly(Rating),
    title=lambda vote: f"{vote.value}/5",
    url=lambda vote: "/moderation/ratings",
    visible_to=votes_visible_to,
    author=lambda vote: vote.member_id,
    by_member=queries.votes_of,
)
