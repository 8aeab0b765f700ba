"""What was found helpful: in a topic, by whom, of whose posts, and what somebody marked themselves."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, literal_column, select

from community.db import db
from community.forums import policy
from community.forums.addresses import post_url
from community.forums.models import HelpfulMark, Post, Topic
from community.members.cards import Byline, Card
from community.text.excerpts import excerpt
from community.web.keyed import KeyedPage, keyed

SHOWN, PER_PAGE = 20, 30
WRITER, HELPED = Byline("writer"), Byline("helped")

# Said as the index says it: with a number that is sent apart, SQLite would not know that the index holds the row.
MARKED = Post.helpful_count > literal_column("0")


@dataclass(frozen=True)
class HelpfulLine:
    """A post in a list: its topic, its author, its first words, how many it helped; `marked_at` by the reader."""

    id: int
    title: str
    url: str
    number: int
    at: datetime
    author: Card
    excerpt: str
    helpful: int
    marked_at: datetime | None = None


@dataclass(frozen=True)
class Helped:
    """Somebody who found a post helpful, and since when."""

    member: Card
    at: datetime


def most_helpful_in(topic: Topic, viewer) -> list[HelpfulLine]:
    """The posts of a topic that helped most, the earlier of two equals first. One statement."""
    best = _lines(viewer).where(Post.topic_id == topic.id, MARKED)
    return _read(best.order_by(Post.helpful_count.desc(), Post.id).limit(SHOWN))


def most_helpful_of(author_id: int, viewer, limit: int) -> list[HelpfulLine]:
    """The posts of a member that helped most, the newer of two equals first. One statement."""
    best = _lines(viewer).where(Post.author_id == author_id, MARKED)
    return _read(best.order_by(Post.helpful_count.desc(), Post.id.desc()).limit(limit))


def marked_by(viewer) -> KeyedPage:
    """What the reader found helpful and may still read, the latest mark first."""
    marked = _lines(viewer).add_columns(HelpfulMark.at.label("marked_at"))
    marked = marked.join(HelpfulMark, HelpfulMark.post_id == Post.id).where(HelpfulMark.member_id == viewer.id)
    order = [HelpfulMark.at, HelpfulMark.post_id]
    page = keyed(marked, order, lambda row: (row.marked_at, row.id), PER_PAGE)
    return replace(page, rows=[_line(row) for row in page.rows])


def helped_by(post: Post) -> KeyedPage:
    """Who found the post helpful, the latest first; those who left are "former member"."""
    rows = select(HelpfulMark.at, HelpfulMark.member_id).add_columns(*HELPED.columns)
    rows = HELPED.join(rows.select_from(HelpfulMark), HelpfulMark.member_id).where(HelpfulMark.post_id == post.id)
    order = [HelpfulMark.at, HelpfulMark.member_id]
    page = keyed(rows, order, lambda row: (row.at, row.member_id), PER_PAGE)
    return replace(page, rows=[Helped(HELPED.card(row), row.at) for row in page.rows])


def mark_of(post: Post, member) -> datetime | None:
    """Since when the member finds the post helpful."""
    mine = (HelpfulMark.post_id == post.id, HelpfulMark.member_id == member.id)
    return db.session.scalar(select(HelpfulMark.at).where(*mine)) if member.id is not None else None


def marked_on(topic: Topic, member, first: int, last: int) -> list[int]:
    """The ids of the posts number `first` to `last` that the member found helpful. One statement."""
    here = (Post.topic_id == topic.id, Post.number.between(first, last))
    mine = select(Post.id).join(HelpfulMark, HelpfulMark.post_id == Post.id).where(*here)
    return list(db.session.scalars(mine.where(HelpfulMark.member_id == member.id).order_by(Post.number)))


def marks_of(member) -> list[dict]:
    """Every mark of a member, for their own export; the title of a topic only while they may see it."""
    rows = select(HelpfulMark.post_id, HelpfulMark.at, policy.title_for(member).label("title"))
    rows = rows.join(Post, Post.id == HelpfulMark.post_id).join(Topic, Topic.id == Post.topic_id)
    rows = rows.where(HelpfulMark.member_id == member.id).order_by(HelpfulMark.at, HelpfulMark.post_id)
    return [
        {"address": post_url(row.post_id), "topic": row.title, "marked": row.at.isoformat()}
        for row in db.session.execute(rows)
    ]


def _lines(viewer) -> Select:
    rows = (
        select(Post.id, Post.number, Post.created_at, Post.html, Post.helpful_count, Topic.title)
        .add_columns(*WRITER.columns)
        .join(Topic, Topic.id == Post.topic_id)
        .where(policy.posts_readable(), policy.topics_visible_to(viewer))
    )
    return WRITER.join(rows, Post.author_id)


def _read(rows: Select) -> list[HelpfulLine]:
    return [_line(row) for row in db.session.execute(rows)]


def _line(row) -> HelpfulLine:
    return HelpfulLine(
        row.id, row.title, post_url(row.id), row.number, row.created_at, WRITER.card(row), excerpt(row.html),
        row.helpful_count, getattr(row, "marked_at", None),
    )  # fmt: skip
