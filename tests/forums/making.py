"""What the forums' stories need besides people: order kept, posts found, long topics."""

from community import clock
from community.db import db, transaction
from community.forums.models import Post, Topic
from community.members.models import Grant
from tests import people


def keeps_order(member, room):
    """Give the member the power to moderate the room."""
    with transaction():
        member.grants.append(Grant(power="moderate", scope=f"forum:{room.id}", given_at=clock.now()))
    return member


def opening(topic) -> Post:
    """The first post of a topic."""
    return db.session.scalar(db.select(Post).where(Post.topic_id == topic.id, Post.number == 1))


def newest(topic) -> Post:
    """The last post of a topic."""
    return db.session.scalar(db.select(Post).where(Post.topic_id == topic.id).order_by(Post.number.desc()).limit(1))


def long_topic(room, by, length: int, title: str = "A long conversation") -> Topic:
    """A topic with so many posts, written in one statement."""
    topic = people.topic(room, by=by, title=title, body="Post number 1.")
    at = clock.now()
    row = {"topic_id": topic.id, "author_id": by.id, "revision": 0, "renderer": 1, "created_at": at}
    texts = (
        {"number": n, "source": f"Post number {n}.", "html": f"<p>Post number {n}.</p>"} for n in range(2, length + 1)
    )
    with transaction() as session:
        session.execute(db.insert(Post), [row | text for text in texts])
        topic.last_number = topic.posts_count = length
        topic.last_post_id = session.scalar(db.select(db.func.max(Post.id)).where(Post.topic_id == topic.id))
    return topic
