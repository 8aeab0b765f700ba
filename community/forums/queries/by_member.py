"""What a member has written, as far as a reader may see it, for the member's page; and read, for their own export."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from community.db import db
from community.forums import policy
from community.forums.addresses import forum_url, post_url, read_on_url
from community.forums.models import Forum, Post, Topic
from community.forums.reading_models import ForumMark, TopicMark
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


def marks_of(member) -> list[dict]:
    """How far a member has read, in topics and in whole forums that they may enter."""
    topics = select(TopicMark.topic_id, TopicMark.number, TopicMark.at).where(TopicMark.member_id == member.id)
    rooms = select(Forum.slug, ForumMark.read_to).join(Forum, Forum.id == ForumMark.forum_id)
    rooms = rooms.where(ForumMark.member_id == member.id, Forum.comments_on.is_(None), policy.forums_visible_to(member))
    return [
        {"address": read_on_url(row.topic_id), "read_to_post": row.number, "noted": row.at.isoformat()}
        for row in db.session.execute(topics.order_by(TopicMark.topic_id))
    ] + [
        {"address": forum_url(row.slug), "read_to": row.read_to.isoformat()}
        for row in db.session.execute(rooms.order_by(Forum.slug))
    ]
