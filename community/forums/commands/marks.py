"""How far members have read: told by the page they read, by themselves, and forgotten when it is of no use any more.

One member's marks are set one after the other. They drop no page that is kept ready, and nobody else sees them.
"""

from datetime import datetime

from sqlalchemy import delete, func, select, tuple_, update

from community import clock
from community.db import db, insert_or_raise, transaction
from community.forums import policy
from community.forums.models import Forum, Post, Topic
from community.forums.queries import unread
from community.forums.reading_models import ForumMark, TopicMark
from community.members.models import Member
from community.policy import require

PORTION = 2000  # rows swept at a time, so that nobody waits long for them


def mark_read(topic: Topic, *, by, number: int, first: int | None = None) -> None:
    """Note that the topic is read up to a number.

    A page says of itself with which number it begins (`first`): it counts only if all before it was read.
    """
    require(policy.may_mark_read(by, topic))
    number = min(number, topic.last_number)
    if not _reads_on(topic, by, number, first):  # asked before anything is locked: pages are opened many times
        return
    with transaction(narrow=True) as session:
        session.execute(select(Topic.id).where(Topic.id == topic.id).with_for_update(read=True, key_share=True))
        _hold(by)
        if _reads_on(topic, by, number, first):
            _set(topic, by, number)


def mark_unread(post: Post, *, by) -> None:
    """From this post on, the topic is unread. Needs post.topic."""
    now = clock.now()
    require(policy.may_mark_unread(by, post.topic, now))
    with transaction(narrow=True) as session:
        session.execute(select(Topic.id).where(Topic.id == post.topic_id).with_for_update(read=True, key_share=True))
        _hold(by)
        session.execute(delete(TopicMark).where(TopicMark.member_id == by.id, TopicMark.topic_id == post.topic_id))
        _set(post.topic, by, post.number - 1)


def mark_all_read(forums: list[Forum], *, by, until: datetime) -> None:
    """All that was written in these forums up to a moment is read; what came after it is not."""
    until = min(until, clock.now())
    with transaction(narrow=True) as session:
        _hold(by)
        inside = [forum.id for forum in sorted(forums, key=lambda forum: forum.id)]
        for forum_id in inside:
            insert_or_raise(ForumMark, {"member_id": by.id, "forum_id": forum_id}, {"read_to": until})
        mine = TopicMark.member_id == by.id
        covered = select(Topic.id).where(Topic.forum_id.in_(inside), Topic.last_post_at <= until)
        session.execute(delete(TopicMark).where(mine, TopicMark.topic_id.in_(covered)), **QUIETLY)
        before = select(func.max(Post.number)).where(Post.topic_id == TopicMark.topic_id, Post.created_at <= until)
        number = before.correlate(TopicMark).scalar_subquery()
        going_on = select(Topic.id).where(Topic.forum_id.in_(inside))
        raised = update(TopicMark).where(mine, TopicMark.topic_id.in_(going_on), TopicMark.number < number)
        session.execute(raised.values(number=number, at=clock.now()), **QUIETLY)


QUIETLY: dict = {"execution_options": {"synchronize_session": False}}


def _reads_on(topic: Topic, by, number: int, first: int | None) -> bool:
    now = clock.now()
    if unread.is_read(topic, by, now, up_to=number):
        return False
    return first is None or unread.is_read(topic, by, now, up_to=first - 1)


def _set(topic: Topic, by, number: int) -> None:
    insert_or_raise(TopicMark, {"member_id": by.id, "topic_id": topic.id}, {"number": number}, at=clock.now())


def _hold(member) -> None:
    """Wait until no other of this member's marks is being set."""
    db.session.execute(select(Member.id).where(Member.id == member.id).with_for_update(key_share=True))


def forget_marks(member, **_how) -> None:
    """Whoever leaves has read nothing."""
    with transaction() as session:
        for model in (TopicMark, ForumMark):
            session.execute(delete(model).where(model.member_id == member.id))


def sweep_marks() -> None:
    """Drop what the cut-off or the forum's mark says as well (periodic)."""
    while _swept(_outdated()) or _swept(_covered()):
        pass


def _outdated():
    limit = unread.cut_off(clock.now())
    return (
        select(TopicMark.member_id, TopicMark.topic_id)
        .join(Topic)
        .where(TopicMark.at <= limit, Topic.last_post_at <= limit)
    )


def _covered():
    of_forum = (ForumMark.forum_id == Topic.forum_id) & (ForumMark.member_id == TopicMark.member_id)
    rows = select(TopicMark.member_id, TopicMark.topic_id).join(Topic).join(ForumMark, of_forum)
    return rows.where(TopicMark.at <= ForumMark.read_to, Topic.last_post_at <= ForumMark.read_to)


def _swept(rows) -> bool:
    key = tuple_(TopicMark.member_id, TopicMark.topic_id)
    with transaction(narrow=True) as session:
        gone = session.execute(delete(TopicMark).where(key.in_(rows.limit(PORTION))), **QUIETLY)
    return gone.rowcount == PORTION
