"""What a member has written, as far as a reader may see it: for the member's page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from community.db import db
from community.forums import policy
from community.forums.addresses import post_url
from community.forums.models import Post, Topic
from community.text.excerpts import excerpt


@dataclass(frozen=True)
class PostLine:
    """A post in a list: the title of its topic, its first words, when it was written."""

    title: str
    url: str
    at: datetime
    excerpt: str


def posts_by(author_id: int, viewer, limit: int) -> list[PostLine]:
    """The newest posts of a member that answer something, readable to the viewer. One statement."""
    rows = (
        select(Post.id, Post.created_at, Post.html, Topic.title)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Post.author_id == author_id, policy.posts_readable(), policy.topics_visible_to(viewer))
        .where((Post.number > 1) | Topic.about_kind.is_not(None))
        .order_by(Post.created_at.desc(), Post.id.desc())
        .limit(limit)
    )
    return [
        PostLine(row.title, post_url(row.id), row.created_at, excerpt(row.html)) for row in db.session.execute(rows)
    ]
