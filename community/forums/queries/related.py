"""Topics that have to do with a topic: by the words of its title, in the rooms that everybody may enter."""

from datetime import datetime

from sqlalchemy import select

from community.forums.models import EVERYONE, Forum, Topic
from community.forums.queries.index import TopicRow, topics_among
from community.members.models import Guest
from community.search.alike import titled_alike

SHOWN = 5


def related(topic: Topic, now: datetime) -> list[TopicRow]:
    """The same for every reader. Two statements, and now and then one for the languages that there are."""
    public = select(Forum.id).where(Forum.visibility == EVERYONE, Forum.comments_on.is_(None))
    ids = titled_alike(topic.title, kind="topic", scopes=public, leave_out=topic.id, limit=SHOWN)
    rows = {row.id: row for row in topics_among(ids, Guest(), now)}
    return [rows[one] for one in ids if one in rows]
