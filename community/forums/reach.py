"""Which topics and posts somebody can come to, as conditions of the statement that reads them.

What they may not see is then no row at all: it costs, and answers, what a number that never was would.
"""

from sqlalchemy import ColumnElement, and_, exists, or_

from community import subjects
from community.forums.models import Post, Topic
from community.forums.policy import topics_visible_to


def topics(viewer) -> ColumnElement[bool]:
    """A condition on Topic: the viewer may see it, and what it is about, where it is about something."""
    return and_(topics_visible_to(viewer), or_(Topic.about_kind.is_(None), *_abouts(viewer)))


def posts(viewer) -> ColumnElement[bool]:
    """The same on Post: a removed one stays visible as a tombstone, its text is `may_read_post`'s matter."""
    return exists().where(Topic.id == Post.topic_id, topics(viewer)).correlate(Post)


def _abouts(viewer) -> list[ColumnElement[bool]]:
    """A moderator of a room of comments sees them in any state, but not always what they are about."""
    kinds = [kind for kind in subjects.kinds() if kind.has_comments]
    return [and_(Topic.about_kind == kind.name, _sees(kind, viewer)) for kind in kinds]


def _sees(kind: subjects.Kind, viewer) -> ColumnElement[bool]:
    return exists().where(kind.model.id == Topic.about_id, kind.visible_to(viewer)).correlate(Topic)
