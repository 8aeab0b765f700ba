"""What search is told of topics and posts, inside the deed that changed them.

A topic is found by its title, its opening post and its closing word together; every later post, and every comment,
for itself. What stands in a room is found by those who may enter it (its scope), so that opening or closing a room
changes nothing here.
"""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.db import db
from community.forums.models import Conclusion, Post, Topic
from community.forums.policy import posts_readable
from community.forums.queries import finding
from community.search import engine


def index_post(post: Post, is_new: bool = False) -> None:
    """A post was written, changed, removed or restored. Needs post.topic and post.removal."""
    topic = post.topic
    if _opens(post, topic):
        _index_heading(topic, post if _is_readable(post) else None)
        return
    if _is_readable(post) and topic.hidden_at is None:
        engine.index(finding.post_document(post, topic.forum_id), is_new=is_new)
    else:
        forget_posts([post.id])
    if topic.posts_count <= 1:  # the topic came into sight with it, or went out of it
        index_heading(topic)


def index_heading(topic: Topic) -> None:
    """A topic's title changed, or whether it shows at all."""
    opening = db.session.scalar(select(Post).where(Post.topic_id == topic.id, Post.number == 1, posts_readable()))
    _index_heading(topic, opening)


def index_topic(topic: Topic) -> None:
    """A whole topic came into sight, or went out of it."""
    if topic.hidden_at is not None:
        engine.remove("post", _posts_of(topic))
        engine.remove("topic", [topic.id])
        return
    index_heading(topic)
    readable = select(Post).where(Post.topic_id == topic.id, posts_readable()).options(joinedload(Post.removal))
    for post in db.session.scalars(readable.order_by(Post.number)).all():
        if not _opens(post, topic):
            engine.index(finding.post_document(post, topic.forum_id))


def move_topic(topic: Topic) -> None:
    """A topic stands in another room."""
    engine.rescope("topic", [topic.id], topic.forum_id)
    engine.rescope("post", _posts_of(topic), topic.forum_id)


def forget_posts(post_ids: list[int]) -> None:
    """These posts went out of sight."""
    engine.remove("post", post_ids)


def _index_heading(topic: Topic, opening: Post | None) -> None:
    if topic.about_kind is not None:
        return  # it is found as what it is about
    if topic.hidden_at is None and topic.posts_count > 0:
        standing = select(Conclusion.html).where(Conclusion.topic_id == topic.id, Conclusion.withdrawn_at.is_(None))
        engine.index(finding.topic_document(topic, opening, db.session.scalar(standing)))
    else:
        engine.remove("topic", [topic.id])


def _opens(post: Post, topic: Topic) -> bool:
    return post.number == 1 and topic.about_kind is None


def _is_readable(post: Post) -> bool:
    return post.purged_at is None and post.removal is None


def _posts_of(topic: Topic):
    return select(Post.id).where(Post.topic_id == topic.id)
