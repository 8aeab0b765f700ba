"""The forum index and the topic list of one forum."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Select, and_, literal_column, select

from community import subjects
from community.db import db
from community.errors import NotFound
from community.forums import kinds
from community.forums.addresses import forum_url, post_url, read_on_url, topic_url
from community.forums.answers_policy import topics_solved
from community.forums.models import (
    CLOSED,
    EVERYONE,
    Conclusion,
    Forum,
    ForumAlias,
    Post,
    Theme,
    Topic,
    TopicLock,
    TopicPin,
    TopicSolution,
)
from community.forums.policy import forums_visible_to, topics_visible_to
from community.forums.queries import unread
from community.forums.queries.finding import standing
from community.forums.queries.tagged import with_tags
from community.members.cards import Byline, Card
from community.tags.queries import TagRow
from community.web.keyed import KeyedPage, keyed

PER_PAGE = 30


@dataclass(frozen=True)
class Last:
    """The newest post of a forum or topic."""

    title: str
    url: str
    at: datetime
    author: Card


@dataclass(frozen=True)
class ForumRow:
    """A line of the index."""

    id: int
    url: str
    title: str
    purpose: str
    topics: int
    posts: int
    closed: bool
    hidden: bool
    last: Last | None
    unread: int = 0  # topics


@dataclass
class ThemeRow:
    """A heading of the index with its forums."""

    id: int
    title: str
    forums: list[ForumRow] = field(default_factory=list)


@dataclass(frozen=True)
class TopicRow:
    """A line of a topic list; `where` names the forum in mixed lists."""

    id: int
    url: str
    title: str
    author: Card
    at: datetime
    replies: int
    views: int
    pinned: bool
    locked: bool
    last: Last | None
    unread: int | None = None
    where: dict | None = None
    tags: list[TagRow] = field(default_factory=list)
    said: str | None = None  # the first words of its closing word
    language: str | None = None
    solved: bool | None = None  # None: there is nothing to solve


def forum_index(viewer, unread_in: dict[int, int]) -> list[ThemeRow]:
    """Themes in order, each with the forums that the viewer may see; `unread_in`: topics in each. One statement."""
    writer = Byline("writer")
    rows = (
        select(Forum, Theme.title.label("theme"), Topic.title.label("topic"), Post.id.label("post"), Post.created_at)
        .add_columns(*writer.columns)
        .join(Theme, Theme.id == Forum.theme_id)
        .outerjoin(Post, Post.id == Forum.last_post_id)
        .outerjoin(Topic, Topic.id == Post.topic_id)
        .where(forums_visible_to(viewer), Forum.comments_on.is_(None))
        .order_by(Theme.position, Theme.id, Forum.position, Forum.id)
    )
    themes: dict[int, ThemeRow] = {}
    for row in db.session.execute(writer.join(rows, Post.author_id)):
        theme = themes.setdefault(row.Forum.theme_id, ThemeRow(row.Forum.theme_id, row.theme))
        last = Last(row.topic, post_url(row.post), row.created_at, writer.card(row)) if row.post else None
        theme.forums.append(_forum_row(row.Forum, last, unread_in.get(row.Forum.id, 0)))
    return list(themes.values())


def _forum_row(forum: Forum, last: Last | None, unread_topics: int) -> ForumRow:
    return ForumRow(
        forum.id, forum_url(forum.slug), forum.name, forum.purpose, forum.topics_count, forum.posts_count,
        closed=forum.posting == CLOSED, hidden=forum.visibility != EVERYONE, last=last, unread=unread_topics,
    )  # fmt: skip


def find_forum(slug: str, viewer) -> Forum:
    """The forum of this address, or of an address that it once had. Raises NotFound."""
    seen = select(Forum).where(Forum.comments_on.is_(None), forums_visible_to(viewer))
    forum = db.session.scalar(seen.where(Forum.slug == slug))
    if forum is None:
        forum = db.session.scalar(seen.join(ForumAlias, ForumAlias.forum_id == Forum.id).where(ForumAlias.slug == slug))
    if forum is None:
        raise NotFound()
    return forum


@dataclass(frozen=True)
class Narrowing:
    """Which topics of a forum are asked for: questions that are solved or not; the most helpful first; languages."""

    solved: bool | None = None
    by_help: bool = False
    languages: list[str] = field(default_factory=list)

    @property
    def is_by_state(self) -> bool:
        """Whether it matters what became of a topic: then what is pinned takes its place among the others."""
        return self.solved is not None or self.by_help

    def within(self, rows: Select) -> Select:
        """The rows that are asked for."""
        if self.languages:
            rows = rows.where(Topic.language.in_(self.languages))
        if self.by_help:
            rows = rows.where(Topic.helpful_count > literal_column("0"))  # as its index says it
        return rows if self.solved is None else rows.where(topics_solved(self.solved))


ALL = Narrowing()


def topic_list(forum: Forum, viewer, now: datetime, narrowing: Narrowing = ALL) -> KeyedPage:
    """A page of the forum's topics, newest post first; ahead of the first what is pinned, the latest pin on top.

    Of the others only those that are asked for; what is pinned is for readers of all languages.
    """
    here = narrowing.within(with_unread(topic_rows(viewer), viewer, now).where(Topic.forum_id == forum.id))
    if narrowing.is_by_state:
        return _narrowed_list(here, narrowing.by_help, now)
    pinned = with_unread(_pinned_in(forum, viewer, now), viewer, now).order_by(TopicPin.at.desc()).limit(50)
    order = [Topic.last_post_at, Topic.id]
    page = keyed(here.where(~_pinned(now)), order, lambda row: (row.last_at, row.id), PER_PAGE, ahead=pinned)
    ahead = sorted(page.ahead, key=lambda row: row.pinned_at, reverse=True)
    shown = with_tags([topic_row(row, now) for row in (*ahead, *page.rows)])
    return replace(page, rows=shown[len(ahead) :], ahead=shown[: len(ahead)])


def with_unread(rows: Select, viewer, now: datetime) -> Select:
    """The lines of a list with what is unread in each, for those who are known here."""
    if not viewer.is_authenticated:
        return rows
    return unread.with_marks(rows, viewer).add_columns(unread.unread_count(viewer, now))


def _narrowed_list(rows: Select, by_help: bool, now: datetime) -> KeyedPage:
    order = [Topic.last_post_at, Topic.id]
    if by_help:
        page = keyed(
            rows, [Topic.helpful_count, *order], lambda row: (row.helpful_count, row.last_at, row.id), PER_PAGE
        )
    else:
        page = keyed(rows, order, lambda row: (row.last_at, row.id), PER_PAGE)
    return replace(page, rows=with_tags([topic_row(row, now) for row in page.rows]))


def newest_topics(viewer, now: datetime, limit: int) -> list[TopicRow]:
    """The liveliest discussions of the rooms that the viewer may enter, for mixed lists; comments stay out."""
    rows = topic_rows(viewer).where(Topic.about_kind.is_(None)).order_by(Topic.last_post_at.desc(), Topic.id.desc())
    return [topic_row(row, now, mixed=True) for row in db.session.execute(rows.limit(limit))]


def topics_among(ids: list[int], viewer, now: datetime) -> list[TopicRow]:
    """Those of these topics that the viewer may see, in no order; comments stay out."""
    rows = topic_rows(viewer).where(Topic.id.in_(ids), Topic.about_kind.is_(None))
    return [topic_row(row, now, mixed=True) for row in db.session.execute(rows)]


def topics_by(author_id: int, viewer, now: datetime, limit: int) -> list[TopicRow]:
    """The topics that a member began, newest first, as far as the viewer may see them."""
    mine = topic_rows(viewer).where(Topic.author_id == author_id, Topic.about_kind.is_(None))
    newest = mine.order_by(Topic.created_at.desc()).limit(limit)
    return [topic_row(row, now, mixed=True) for row in db.session.execute(newest)]


def _pinned_in(forum: Forum, viewer, now: datetime) -> Select:
    """Begun with the pins, which are few; said twice, and with a sum, so that SQLite does not begin with the topics."""
    pins = select(TopicPin.topic_id).where(_pinned(now)).correlate(None)
    return topic_rows(viewer, PINS).where(Topic.id.in_(pins), Topic.forum_id + 0 == forum.id)


def _pinned(now: datetime):
    return and_(TopicPin.topic_id.is_not(None), (TopicPin.until.is_(None)) | (TopicPin.until > now))


STARTER, LATEST = Byline("starter"), Byline("latest")


ITS_PIN = TopicPin.topic_id == Topic.id
TOPICS, PINS = select().outerjoin_from(Topic, TopicPin, ITS_PIN), select().join_from(TopicPin, Topic, ITS_PIN)


def topic_rows(viewer, begun: Select = TOPICS) -> Select:
    """A statement over the topics that the viewer may see, with all that a line of a list shows."""
    rows = (
        begun.add_columns(
            Topic.id, Topic.slug, Topic.title, Topic.created_at, Topic.posts_count, Topic.views, Topic.last_post_id,
            Topic.about_kind, Topic.last_post_at.label("last_at"), Topic.kind, Topic.helpful_count,
            TopicPin.at.label("pinned_at"), TopicPin.until.label("pinned_until"), TopicLock.at.label("locked_at"),
            TopicSolution.post_id.label("solution_id"), Forum.name.label("forum"), Forum.slug.label("forum_slug"),
            Conclusion.line.label("said"), Topic.language,
        )
        .add_columns(*STARTER.columns, *LATEST.columns)
        .outerjoin(Forum, Forum.id == Topic.forum_id)  # never without: it only tells SQLite to begin with the topics
        .outerjoin(TopicLock, TopicLock.topic_id == Topic.id)
        .outerjoin(Conclusion, standing())
        .outerjoin(TopicSolution, TopicSolution.topic_id == Topic.id)
        .where(topics_visible_to(viewer))
    )  # fmt: skip
    return LATEST.join(STARTER.join(rows, Topic.author_id), Topic.last_post_by_id)


def topic_row(row, now: datetime, mixed: bool = False) -> TopicRow:
    """A line, from a row of `topic_rows`."""
    last = Last(row.title, post_url(row.last_post_id), row.last_at, LATEST.card(row)) if row.last_post_id else None
    pinned = row.pinned_at is not None and (row.pinned_until is None or row.pinned_until > now)
    url = topic_url(row.id, row.slug) if row.about_kind is None else read_on_url(row.id)
    replies = row.posts_count - (row.about_kind is None)
    return TopicRow(
        id=row.id, url=url, title=row.title, author=STARTER.card(row), at=row.created_at,
        replies=max(0, replies), views=row.views, pinned=pinned, locked=row.locked_at is not None,
        last=last, unread=getattr(row, "unread", None), where=_where(row) if mixed else None,
        said=row.said, language=row.language,
        solved=row.solution_id is not None if kinds.has_solution(row) else None,
    )  # fmt: skip


def _where(row) -> dict:
    if row.about_kind:
        return {"label": subjects.kind(row.about_kind).plural, "url": read_on_url(row.id)}
    return {"label": row.forum, "url": forum_url(row.forum_slug)}
