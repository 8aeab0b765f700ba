"""What becomes of the words of a member who leaves: they stay under "former member", or go out of sight.

So do the marks that the member gave: that a post helped so many stays true, though nobody is told any more who it was.
"""

from collections import Counter

from sqlalchemy import delete, func, insert, select, update

from community import clock, stamps
from community.db import transaction
from community.forums import counting, indexing, solving
from community.forums.commands.conclusions import take_back
from community.forums.commands.posts import lock_topic_row
from community.forums.models import Conclusion, ConclusionRevision, HelpfulMark, LookAgain, Post, PostRemoval
from community.forums.policy import posts_readable


def take_posts_along(member, *, remove_posts: bool) -> None:
    """Remove every post of the leaving member, if they chose so; numbers and answers of others stay."""
    if not remove_posts:
        return
    with transaction() as session:
        written = (Post.author_id == member.id, posts_readable())
        topic_ids = session.scalars(select(Post.topic_id).where(*written).distinct().order_by(Post.topic_id)).all()
        topics = [lock_topic_row(topic_id) for topic_id in topic_ids]  # all before any forum, see `counting`
        found = select(Post.id, Post.topic_id, Post.helpful_count).where(*written, Post.topic_id.in_(topic_ids))
        gone = session.execute(found).all()
        if not gone:
            return
        row = {"by_id": member.id, "by_author": True, "at": clock.now(), "reason": ""}
        post_ids = [post.id for post in gone]
        session.execute(insert(PostRemoval), [row | {"post_id": post_id} for post_id in post_ids])
        indexing.forget_posts(post_ids)
        posts: Counter[int] = Counter()
        marks: Counter[int] = Counter()
        for post in gone:
            posts[post.topic_id] += 1
            marks[post.topic_id] += post.helpful_count
        for topic in topics:
            solving.lose(topic, post_ids, by=member)
            topic.helpful_count -= marks[topic.id]
            counting.count_posts(member.id, topic, -posts[topic.id])
            counting.newest(topic)
            indexing.index_heading(topic)
            stamps.touch("topic", topic.id)


def take_conclusions_along(member, *, remove_posts: bool) -> None:
    """The list of topics to look at again goes; closing words are withdrawn with the posts, if the member chose so."""
    with transaction() as session:
        session.execute(delete(LookAgain).where(LookAgain.member_id == member.id))
        if not remove_posts:
            return
        written_over = update(ConclusionRevision).where(ConclusionRevision.by_id == member.id)
        session.execute(written_over.values(is_withdrawn=True))
        mine = select(Conclusion).where(Conclusion.by_id == member.id, Conclusion.withdrawn_at.is_(None))
        for said in session.scalars(mine.order_by(Conclusion.topic_id)).all():
            topic = lock_topic_row(said.topic_id)
            take_back(session, said, member)
            session.flush()
            indexing.index_heading(topic)
            stamps.touch("topic", topic.id)


def take_marks_along(member, *, remove_posts: bool) -> None:
    """Take back every mark that the leaving member gave, if they chose to leave nothing behind."""
    if not remove_posts:
        return
    with transaction() as session:
        marked = select(HelpfulMark.post_id).where(HelpfulMark.member_id == member.id)
        in_topics = select(Post.topic_id).where(Post.id.in_(marked)).distinct().order_by(Post.topic_id)
        topics = [lock_topic_row(topic_id) for topic_id in session.scalars(in_topics).all()]
        counted = select(Post.topic_id, func.count().label("n")).where(Post.id.in_(marked), posts_readable())
        shown = {row.topic_id: row.n for row in session.execute(counted.group_by(Post.topic_id))}
        fewer = update(Post).where(Post.id.in_(marked)).values(helpful_count=Post.helpful_count - 1)
        session.execute(fewer, execution_options={"synchronize_session": False})
        session.execute(delete(HelpfulMark).where(HelpfulMark.member_id == member.id))
        for topic in topics:
            topic.helpful_count -= shown.get(topic.id, 0)
            stamps.touch("topic", topic.id)
