"""An entry with all that its deeds and its page ask about: one statement, and one for the categories."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload, with_expression

from community.forums.models import Conclusion, Topic
from community.ratings.figures import is_counted
from community.ratings.models import Rating
from community.resources.models import KIND, Resource


def _early(figure):
    """A figure of the votes that were given before the entry's last new edition."""
    before = (Rating.kind == KIND, Rating.object_id == Resource.id, Rating.updated_at < Resource.edition_at)
    return select(figure).where(*before, is_counted()).correlate(Resource).scalar_subquery()


FOR_DEEDS = (
    joinedload(Resource.scope),
    joinedload(Resource.topic).options(joinedload(Topic.forum), joinedload(Topic.lock), joinedload(Topic.pin)),
    joinedload(Resource.decision),
    joinedload(Resource.removal),
    joinedload(Resource.links),
    selectinload(Resource.categories),
)

# The author stays out of deeds: reading the row anew would forget the powers of whoever acts on their own entry.
WHOLE = (
    *FOR_DEEDS,
    joinedload(Resource.author).raiseload("*"),
    joinedload(Resource.topic).joinedload(Topic.conclusion).joinedload(Conclusion.by).raiseload("*"),
    joinedload(Resource.dimension),
    with_expression(Resource.early_n, _early(func.count(Rating.id))),
    with_expression(Resource.early_sum, _early(func.sum(Rating.value))),
)
