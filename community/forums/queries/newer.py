"""What others wrote in a topic since a reader's page was made."""

from typing import NamedTuple

from sqlalchemy import exists, or_, select

from community.db import db
from community.forums.models import Post, Topic
from community.forums.policy import posts_readable

MOST = 100  # posts that are counted out; a reader who missed more will want to read, not to count


class Newer(NamedTuple):
    """A post that came since."""

    id: int
    number: int
    author_id: int | None


def by_others(topic: Topic, after: int, viewer) -> list[Newer]:
    """The readable posts beyond number `after` that the viewer did not write, in order. One statement."""
    rows = select(Post.id, Post.number, Post.author_id).where(Post.topic_id == topic.id, Post.number > after)
    rows = rows.where(posts_readable()).order_by(Post.number).limit(MOST)
    if viewer.id is not None:
        rows = rows.where(or_(Post.author_id != viewer.id, Post.author_id.is_(None)))
    return [Newer(*row) for row in db.session.execute(rows)]


def is_posted(by, once: str | None) -> bool:
    """Whether an equal send of this reply made its post already."""
    return bool(once) and bool(db.session.scalar(select(exists().where(Post.author_id == by.id, Post.once == once))))
