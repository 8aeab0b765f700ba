"""A vote as a subject: for the log of who set it aside, and for the copy of a member's own data."""

from community.db import db
from community.policy import YES, Verdict, no
from community.ratings import queries
from community.ratings.models import Rating
from community.ratings.policy import may_oversee_ratings
from community.subjects import Kind


def may_see_rating(viewer, vote: Rating) -> Verdict:
    """Single votes are not public: whose it is, and those who oversee ratings."""
    own = viewer.id is not None and vote.member_id == viewer.id
    return YES if own or may_oversee_ratings(viewer) else no(None)


RATING = Kind(
    name="rating",
    model=Rating,
    load=lambda rating_id: db.session.get(Rating, rating_id),
    title=lambda vote: f"{vote.value}/5",
    url=lambda vote: "/moderation/ratings",
    visible_to=may_see_rating,
    author=lambda vote: vote.member_id,
    by_member=queries.votes_of,
)
