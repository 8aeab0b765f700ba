"""What a subject orders for its thread: out of sight with it, closed or open. The subject has asked its policies."""

from community import clock, stamps
from community.db import transaction
from community.forums import counting, indexing
from community.forums.commands import posts
from community.forums.models import Topic, TopicLock


def hide_comments(topic: Topic) -> None:
    """The subject goes out of sight, and its comments with it."""
    _show(topic, False)


def show_comments(topic: Topic) -> None:
    """The subject comes into sight, and its comments with it."""
    _show(topic, True)


def _show(topic: Topic, shown: bool) -> None:
    with transaction() as session:
        topic = posts.lock_topic_row(topic.id)
        if (topic.hidden_at is None) == shown:
            return
        topic.hidden_at = None if shown else clock.now()
        session.flush()
        counting.show_topic(topic, 1 if shown else -1)
        indexing.index_topic(topic)
        stamps.touch("topic", topic.id)


def close_comments(topic: Topic, *, by) -> None:
    """Take no new comments."""
    with transaction() as session:
        topic = posts.lock_topic_row(topic.id)
        if topic.lock is None:
            topic.lock = TopicLock(by_id=by.id, at=clock.now())
            stamps.touch("topic", topic.id)
        session.flush()


def reopen_comments(topic: Topic) -> None:
    """Take comments again."""
    with transaction():
        topic = posts.lock_topic_row(topic.id)
        if topic.lock is not None:
            topic.lock = None
            stamps.touch("topic", topic.id)
