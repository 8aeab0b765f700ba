"""What a member has not read: one expression says up to which number they have, all else is asked of it.

Unread are the visible posts of others beyond that number, in topics with news since the cut-off. A topic's own mark
says the number exactly; where there is none, what was written before the forum's mark or the cut-off counts as read.
A topic that has been silent since the cut-off is in no list, but whoever reads it may go on where they stopped.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from community import settings
from community.db import UTCDateTime, db
from community.forums import reach
from community.forums.models import Post, Topic
from community.forums.policy import posts_readable, topics_visible_to
from community.forums.reading_models import ForumMark, TopicMark

MOST = 100  # so many posts of a topic are counted: a list says "99+" of more
LOOKED_AT = 300  # so many topics with the latest news are counted, however many a large site has


def cut_off(now: datetime) -> datetime:
    """What was written before this moment counts as read."""
    return now - timedelta(days=settings.site().unread_days)


def with_marks(rows: Select, member) -> Select:
    """The statement over topics, joined to this member's marks."""
    of_topic = and_(TopicMark.topic_id == Topic.id, TopicMark.member_id == member.id)
    of_forum = and_(ForumMark.forum_id == Topic.forum_id, ForumMark.member_id == member.id)
    return rows.outerjoin(TopicMark, of_topic).outerjoin(ForumMark, of_forum)


def floor(now: datetime) -> ColumnElement[datetime]:
    """The moment up to which all counts as read in a topic without a mark of its own."""
    limit = literal(cut_off(now), UTCDateTime)
    return case((ForumMark.read_to > limit, ForumMark.read_to), else_=limit)


def read_to(now: datetime) -> ColumnElement[int]:
    """Up to which number the member has read the topic. Needs `with_marks`."""
    limit = floor(now)
    before = select(Post.number).where(Post.topic_id == Topic.id, Post.created_at <= limit)
    last = before.order_by(Post.number.desc()).limit(1).correlate(Topic, ForumMark).scalar_subquery()
    return case(
        (TopicMark.number.is_not(None), TopicMark.number),
        (Topic.last_post_at <= ForumMark.read_to, Topic.last_number),
        (or_(~is_lively(now), Topic.created_at > limit), 0),
        else_=func.coalesce(last, 0),
    )


def unread_posts(chosen: Select, member, now: datetime) -> Select:
    """A statement over posts, narrowed to the unread ones of the topic that the outer statement is at."""
    of_others = Post.author_id.is_distinct_from(member.id)
    narrowed = chosen.where(Post.topic_id == Topic.id, Post.number > read_to(now), of_others, posts_readable())
    return narrowed.correlate(Topic, TopicMark, ForumMark)


def is_lively(now: datetime) -> ColumnElement[bool]:
    """Whether the topic has news since the cut-off: by this, an index finds all that can be unread."""
    return Topic.last_post_at > literal(cut_off(now), UTCDateTime)


def is_unread(member, now: datetime) -> ColumnElement[bool]:
    """A condition on Topic: something in it is unread. Needs `with_marks`."""
    return and_(is_lively(now), _has_unread(member, now))


def _has_unread(member, now: datetime) -> ColumnElement[bool]:
    return unread_posts(select(literal(1)).select_from(Post), member, now).exists()


def is_new(member, now: datetime) -> ColumnElement[bool]:
    """A condition on Topic: somebody else began it lately, and the member has not opened it. Needs `with_marks`."""
    return and_(is_unread(member, now), _is_unopened(member, now))


def _is_unopened(member, now: datetime) -> ColumnElement[bool]:
    fresh = and_(TopicMark.number.is_(None), Topic.created_at > floor(now))
    return and_(fresh, Topic.author_id.is_distinct_from(member.id))


def unread_count(member, now: datetime) -> ColumnElement[int]:
    """How many posts of the topic are unread, at most MOST. Needs `with_marks`."""
    some = unread_posts(select(literal(1).label("one")).select_from(Post), member, now).limit(MOST).subquery()
    counted = select(func.count()).select_from(some).scalar_subquery()
    return case((is_lively(now), counted), else_=0).label("unread")


@dataclass(frozen=True)
class Counts:
    """How many topics have something unread, and how many of them are new: in each forum, and together."""

    forums: dict[int, int] = field(default_factory=dict)
    unread: int = 0
    new: int = 0


def counts(member, now: datetime) -> Counts:
    """Over what the member may see, among the LOOKED_AT topics with the latest news. One statement."""
    lately = select(Topic.id).where(is_lively(now), topics_visible_to(member))
    latest = lately.order_by(Topic.last_post_at.desc(), Topic.id.desc()).limit(LOOKED_AT).subquery()
    fresh = func.sum(case((_is_unopened(member, now), 1), else_=0))
    rows = select(Topic.forum_id, func.count().label("unread"), fresh.label("new"))
    rows = with_marks(rows.select_from(latest).join(Topic, Topic.id == latest.c.id), member)
    found = db.session.execute(rows.where(_has_unread(member, now)).group_by(Topic.forum_id)).all()
    together = (sum(row[place] for row in found) for place in (1, 2))
    return Counts({row.forum_id: row.unread for row in found}, *together)


@dataclass(frozen=True)
class Place:
    """Where a member reads on: at the first unread post (`is_new`), or at the last of what they have read."""

    topic: Topic
    post_id: int
    number: int
    is_new: bool


TARGET = aliased(Post)


def place(topic_id: int, member, now: datetime) -> Place | None:
    """None where it is the beginning: in a topic that is new to them, or that they may not see. One statement."""
    first = unread_posts(select(Post.id), member, now).order_by(Post.number).limit(1).scalar_subquery()
    found = with_marks(
        select(Topic, TopicMark.number.label("mark"), ForumMark.read_to, read_to(now).label("read"))
        .add_columns(TARGET.id, TARGET.number, TARGET.author_id)
        .select_from(Topic),
        member,
    ).join(TARGET, TARGET.id == func.coalesce(first, Topic.last_post_id))
    row = db.session.execute(found.where(Topic.id == topic_id, reach.topics(member))).first()
    if row is None or row.number == 1:
        return None
    fresh = row.number > row.read and row.author_id != member.id
    covered = row.read_to is not None and row.read_to >= row.Topic.last_post_at
    silent = row.Topic.last_post_at <= cut_off(now)
    if row.mark is None and not covered and (silent or not fresh):  # perhaps never opened
        return None
    return Place(row.Topic, row.id, row.number, fresh)


def is_read(topic: Topic, member, now: datetime, *, up_to: int) -> bool:
    """Whether no post of others up to that number is unread. One statement."""
    some = unread_posts(select(literal(1)).where(Post.number <= up_to), member, now).exists()
    asked = with_marks(select(some).select_from(Topic), member)
    return not db.session.scalar(asked.where(Topic.id == topic.id))
