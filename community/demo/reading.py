"""What the invented members have read: each topic as far as they wrote in it; two of them all that is a week old."""

from datetime import timedelta

from sqlalchemy import func, insert, select

from community.demo.content import Content
from community.demo.signin import WHO
from community.forums.models import Forum, Post, Topic
from community.forums.reading_models import ForumMark, TopicMark
from community.members.models import Member

A_WEEK = timedelta(days=7)


def mark(session, content: Content, people: dict[str, Member]) -> None:
    """So that who signs in finds topics that are read, unread in part, and new."""
    ours = {member.id for member in people.values()}
    written = select(Post.author_id, Post.topic_id, func.max(Post.number).label("number"), func.max(Post.created_at))
    written = written.join(Topic, Topic.id == Post.topic_id).where(
        Topic.is_demo, Post.author_id.in_(ours), Topic.last_post_at > _since(content)
    )
    rows = session.execute(written.group_by(Post.author_id, Post.topic_id)).all()
    marks = [{"member_id": row[0], "topic_id": row[1], "number": row[2], "at": row[3]} for row in rows]
    if marks:
        session.execute(insert(TopicMark), marks)
    rooms = session.scalars(select(Forum.id).where(Forum.is_demo)).all()
    for username in WHO:
        for forum_id in rooms:
            session.add(ForumMark(member_id=people[username].id, forum_id=forum_id, read_to=_since(content)))
    session.flush()


def _since(content: Content):
    return content.last_day - A_WEEK
