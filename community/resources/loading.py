"""An entry with all that its page and its deeds ask about: one statement, and one each for links and categories."""

from sqlalchemy.orm import joinedload, selectinload

from community.forums.models import Topic
from community.resources.models import Resource

WHOLE = (
    joinedload(Resource.scope),
    joinedload(Resource.topic).options(joinedload(Topic.forum), joinedload(Topic.lock), joinedload(Topic.pin)),
    joinedload(Resource.decision),
    joinedload(Resource.removal),
    joinedload(Resource.author),
    joinedload(Resource.dimension),
    selectinload(Resource.links),
    selectinload(Resource.categories),
)
