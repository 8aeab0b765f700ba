"""What others wrote in a topic since a reader's page was made."""

from typing import NamedTuple

from sqlalchemy import exists, select

from community.db import db
from community.forums.models import Post, Topic
from community.forums.policy import posts_readable

MOST = 100  # posts that are counted out; a reader who missed more will want to read, not to count


class Newer(NamedTuple):
    """A post that came since."""

    id: int
    number: int
    author_id: int | None


def since(topic: Topic, after: int) -> list[Newer]:
    """The readable posts beyond number `after`, in order. One statement."""
    rows = select(Post.id, Post.number, Post.author_id).where(Post.topic_id == topic.id, Post.number > after)
    rows = rows.where(posts_readable()).order_by(Post.number).limit(MOST)
    return [Newer(*row) for row in db.session.execute(rows)]


def by_others(posts: list[Newer], viewer) -> list[Newer]:
    """Those of them that the viewer did not write."""
    return [post for post in posts if post.author_id is None or post.author_id != viewer.id]


def is_posted(by, once: str | None) -> bool:
    """Whether an equal send of this reply made its post already."""
    return bool(once) and bool(db.session.scalar(select(exists().where(Post.author_id == by.id, Post.once == once))))
