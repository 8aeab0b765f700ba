"""An entry with all that its deeds and its page ask about: one statement, and one for the categories."""

from sqlalchemy.orm import joinedload, selectinload

from community.forums.models import Topic
from community.resources.models import Resource

FOR_DEEDS = (
    joinedload(Resource.scope),
    joinedload(Resource.topic).options(joinedload(Topic.forum), joinedload(Topic.lock), joinedload(Topic.pin)),
    joinedload(Resource.decision),
    joinedload(Resource.removal),
    joinedload(Resource.links),
    selectinload(Resource.categories),
)

# The author stays out of deeds: reading the row anew would forget the powers of whoever acts on their own entry.
WHOLE = (*FOR_DEEDS, joinedload(Resource.author).raiseload("*"), joinedload(Resource.dimension))
