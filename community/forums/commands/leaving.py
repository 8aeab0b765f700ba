"""What becomes of the words of a member who leaves: they stay under "former member", or go out of sight."""

from collections import Counter

from sqlalchemy import delete, insert, select

from community import clock, stamps
from community.db import transaction
from community.forums import counting, indexing
from community.forums.commands.conclusions import take_back
from community.forums.commands.posts import lock_topic_row
from community.forums.models import Conclusion, LookAgain, Post, PostRemoval
from community.forums.policy import posts_readable


def take_posts_along(member, *, remove_posts: bool) -> None:
    """Remove every post of the leaving member, if they chose so; numbers and answers of others stay."""
    if not remove_posts:
        return
    with transaction() as session:
        written = (Post.author_id == member.id, posts_readable())
        topic_ids = session.scalars(select(Post.topic_id).where(*written).distinct().order_by(Post.topic_id)).all()
        topics = [lock_topic_row(topic_id) for topic_id in topic_ids]  # all before any forum, see `counting`
        post_ids = session.execute(select(Post.id, Post.topic_id).where(*written, Post.topic_id.in_(topic_ids))).all()
        if not post_ids:
            return
        row = {"by_id": member.id, "by_author": True, "at": clock.now(), "reason": ""}
        session.execute(insert(PostRemoval), [row | {"post_id": post_id} for post_id, _topic in post_ids])
        indexing.forget_posts([post_id for post_id, _topic in post_ids])
        gone = Counter(topic_id for _post, topic_id in post_ids)
        for topic in topics:
            counting.count_posts(member.id, topic, -gone[topic.id])
            counting.newest(topic)
            indexing.index_heading(topic)
            stamps.touch("topic", topic.id)


def take_conclusions_along(member, *, remove_posts: bool) -> None:
    """The list of topics to look at again goes; closing words are withdrawn with the posts, if the member chose so."""
    with transaction() as session:
        session.execute(delete(LookAgain).where(LookAgain.member_id == member.id))
        if not remove_posts:
            return
        mine = select(Conclusion).where(Conclusion.by_id == member.id, Conclusion.withdrawn_at.is_(None))
        for said in session.scalars(mine.order_by(Conclusion.topic_id)).all():
            topic = lock_topic_row(said.topic_id)
            take_back(session, said, member)
            session.flush()
            indexing.index_heading(topic)
            stamps.touch("topic", topic.id)
