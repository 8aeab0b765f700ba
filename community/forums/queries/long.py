"""Long topics: where a place in them is, and what carries the talk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from flask_babel import lazy_gettext as _
from flask_babel import to_utc
from sqlalchemy import Select, exists, or_, select

from community.db import db
from community.errors import Invalid, NotFound
from community.forums.models import Post, Topic
from community.forums.policy import posts_readable
from community.forums.queries import thread
from community.members.models import ADMINISTRATOR, Grant, Member
from community.web.paging import number_in

YEARS = range(1970, 2100)
MOST = 20  # posts of one kind in a summary


def place_of(topic: Topic, *, number: str = "", date: str = "", to: str = "") -> tuple[int, int]:
    """Number and id of the post that was asked for, or of the nearest there is. Raises Invalid with the field to blame.

    One statement, a second where what was asked for lies behind the last post.
    """
    here = select(Post.number, Post.id).where(Post.topic_id == topic.id)
    if number:
        wanted = here.where(Post.number >= _number(number))
    elif date:
        wanted = here.where(Post.created_at >= _midnight(date))
    elif to in ("first", "last"):
        wanted = here if to == "first" else here.where(Post.number >= topic.last_number)
    else:
        raise Invalid(_("Please say where to: a number or a date."), field="number")
    last = here.order_by(Post.number.desc()).limit(1)
    row = db.session.execute(wanted.order_by(Post.number).limit(1)).first() or db.session.execute(last).first()
    if row is None:  # a topic about something in which nobody has written yet
        raise NotFound()
    return row.number, row.id


def _number(text: str) -> int:
    number = number_in(text)
    if not number:
        raise Invalid(_("Please give the number of a post: 37."), field="number")
    return number


def _midnight(text: str) -> datetime:
    """The moment when the day begins where the reader is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in YEARS:
        raise Invalid(_("Please give the date as year-month-day: 2010-07-15."), field="date")
    return to_utc(datetime.combine(day, time())).replace(tzinfo=UTC)


@dataclass(frozen=True)
class Part:
    """A part of a summary: what its posts have in common, and the posts."""

    title: object
    posts: list[thread.PostRow]


def _opening(topic: Topic) -> Select:
    return select(Post.id).where(Post.topic_id == topic.id, Post.number == 1)


def _by_moderators(topic: Topic) -> Select:
    """The newest posts of those who keep order here, whatever they were when they wrote."""
    power = exists().where(
        Grant.member_id == Member.id, Grant.power == "moderate", Grant.scope.in_(["", f"forum:{topic.forum_id}"])
    )
    rows = select(Post.id).join(Member, Member.id == Post.author_id).where(Post.topic_id == topic.id)
    return rows.where(or_(Member.role == ADMINISTRATOR, power)).order_by(Post.number.desc())


# What a summary shows, in this order; a post stands where it comes first. Each gives the ids of posts, best first.
SOURCES: list[tuple[object, Callable[[Topic], Select]]] = [
    (_("How it began"), _opening),
    (_("From the moderators"), _by_moderators),
]


def summary(topic: Topic, viewer, now: datetime, locale: str) -> list[Part]:
    """The parts that have any posts, each post once, in the order of the talk. Two statements, and one a source."""
    chosen: dict[int, int] = {}
    for place, (_title, ids) in enumerate(SOURCES):
        for post_id in db.session.scalars(ids(topic).where(posts_readable()).limit(MOST)):
            chosen.setdefault(post_id, place)
    rows = thread.posts_among(topic, viewer, chosen, now, locale)
    parts = [
        Part(title, [row for row in rows if chosen[row.id] == place]) for place, (title, _ids) in enumerate(SOURCES)
    ]
    return [part for part in parts if part.posts]
