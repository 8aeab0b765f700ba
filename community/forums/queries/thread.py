"""One topic: its page of posts with the verdicts of this reader, and where a post stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import aliased, joinedload

from community.db import db
from community.errors import NotFound
from community.forums import answers_policy, kinds, policy, reach
from community.forums.addresses import post_url
from community.forums.models import Conclusion, Forum, Post, PostAlias, PostRemoval, PostRevision, Topic
from community.members.cards import Card, Margin
from community.members.models import Member
from community.text import show

FORMER = _("former member")
AT_ONCE = 40  # texts whose names are asked for together: databases take some 32,000 parameters a statement


@dataclass(frozen=True)
class PostRow:
    """A letter as this reader sees it. `html` is "" where the reader may not read the words."""

    id: int
    number: int
    is_first: bool
    title: str
    url: str
    at: datetime
    html: object
    author: Card
    revision: int
    language: str | None = None
    edited_at: datetime | None = None
    edited_by: object = ""
    edit_reason: str = ""
    revisions: int = 0
    removed_at: datetime | None = None
    removed_by: object = ""
    removed_reason: str = ""
    may_quote: object = False
    may_keep: bool = False
    may_edit: object = False
    may_remove: object = False
    may_restore: object = False
    may_purge: object = False
    may_report: object = False
    may_mark_unread: object = False
    helpful: int = 0
    may_mark: object = False
    is_solution: bool = False
    may_solve: object = False


@dataclass(frozen=True)
class _Standing:
    """The part of a post that policies ask about, from a row."""

    topic: Topic
    author_id: int | None
    created_at: datetime
    purged_at: datetime | None
    removal: object


@dataclass(frozen=True)
class _Removal:
    by_author: bool
    at: datetime
    reason: str


def find_topic(topic_id: int, viewer) -> Topic:
    """The topic with forum, theme, lock, pin and author, if the viewer may see it. Raises NotFound."""
    whole = select(Topic).where(Topic.id == topic_id, reach.topics(viewer)).options(*WITH_ALL)
    topic = db.session.scalar(whole)
    if topic is None:
        raise NotFound()
    return topic


WITH_ALL = (
    joinedload(Topic.forum),
    joinedload(Topic.lock),
    joinedload(Topic.pin),
    joinedload(Topic.solution),
    joinedload(Topic.author).raiseload("*"),
    joinedload(Topic.conclusion).joinedload(Conclusion.by).raiseload("*"),
)


def find_post(post_id: int, viewer) -> Post:
    """The post with its topic and removal, if the viewer may see its topic. Raises NotFound."""
    topic = joinedload(Post.topic)
    whole = select(Post).where(Post.id == post_id, reach.posts(viewer))
    post = db.session.scalar(
        whole.options(topic.joinedload(Topic.forum), topic.joinedload(Topic.lock), joinedload(Post.removal))
    )
    if post is None:
        raise NotFound()
    return post


def find_readable_post(post_id: int, viewer) -> Post:
    """The post if the viewer may also read its words. Raises NotFound."""
    post = find_post(post_id, viewer)
    if not policy.may_read_post(viewer, post):
        raise NotFound()
    return post


def post_at(topic: Topic, number: int) -> int | None:
    """The id of the post that has, or once had, this number in the topic."""
    here = db.session.scalar(select(Post.id).where(Post.topic_id == topic.id, Post.number == number))
    if here is not None:
        return here
    alias = db.session.get(PostAlias, (topic.id, number))
    return alias.post_id if alias else None


def posts_page(topic: Topic, viewer, first: int, last: int, now: datetime, locale: str = "en") -> list[PostRow]:
    """Posts number `first` to `last` with this reader's verdicts; two statements, whatever the topic's length."""
    here = _posts().where(Post.topic_id == topic.id, Post.number.between(first, last)).order_by(Post.number)
    # There are no more than that; but PostgreSQL took the first page of a long topic for half of its posts.
    rows = db.session.execute(here.limit(last - first + 1)).all()
    return _dressed(topic, viewer, rows, now, locale)


def posts_among(topic: Topic, viewer, ids: Iterable[int], now: datetime, locale: str = "en") -> list[PostRow]:
    """Those posts of the topic in their order; two statements."""
    rows = db.session.execute(_posts().where(Post.topic_id == topic.id, Post.id.in_(ids)).order_by(Post.number)).all()
    return _dressed(topic, viewer, rows, now, locale)


def _dressed(topic: Topic, viewer, rows, now: datetime, locale: str) -> list[PostRow]:
    readable = {row.id: row.html for row in rows if policy.may_read_post(viewer, _standing(topic, row))}
    shown = dict(zip(readable, dress(list(readable.values()), viewer), strict=True))
    return [_post_row(topic, viewer, row, shown.get(row.id, ""), now, locale) for row in rows]


def dress(htmls: list[str], viewer) -> list:
    """Stored texts with the names that this viewer may see. One statement a portion that quotes or mentions anybody."""
    dressed = []
    for portion in _portions(htmls):
        quoted, mentioned = _names(portion, viewer)
        dressed += [show.dress(html, quoted, mentioned) for html in portion]
    return dressed


def _portions(htmls: list) -> list[list]:
    return [htmls[at : at + AT_ONCE] for at in range(0, len(htmls), AT_ONCE)]


AUTHOR = Margin("author")
EDITOR = aliased(Member)


def _posts() -> Select:
    rows = (
        select(
            Post.id, Post.number, Post.author_id.label("by_id"), Post.created_at, Post.purged_at, Post.html,
            Post.revision, Post.edited_at, EDITOR.display_name.label("editor"), EDITOR.username.label("editor_name"),
            EDITOR.left_at.label("editor_left"), PostRevision.reason.label("edit_reason"),
            PostRemoval.at.label("removed_at"), PostRemoval.by_author, PostRemoval.reason.label("removed_reason"),
            Post.language,
        )
        .add_columns(Post.helpful_count, *AUTHOR.columns)
        .outerjoin(PostRemoval, PostRemoval.post_id == Post.id)
        .outerjoin(EDITOR, EDITOR.id == Post.edited_by_id)
        .outerjoin(PostRevision, (PostRevision.post_id == Post.id) & (PostRevision.revision == Post.revision - 1))
    )  # fmt: skip
    return AUTHOR.join(rows, Post.author_id)


def _standing(topic: Topic, row) -> _Standing:
    removal = _Removal(row.by_author, row.removed_at, row.removed_reason) if row.removed_at else None
    return _Standing(topic, row.by_id, row.created_at, row.purged_at, removal)


def _post_row(topic: Topic, viewer, row, html, now: datetime, locale: str) -> PostRow:
    post = _standing(topic, row)
    first = row.number == 1 and topic.about_kind is None
    told = policy.moderates(viewer, topic.forum_id) or (viewer.id is not None and viewer.id == row.by_id)
    return PostRow(
        id=row.id, number=row.number, is_first=first, title=topic.title, url=post_url(row.id), at=row.created_at,
        html=html, author=AUTHOR.card(row, locale), revision=row.revision, edited_at=row.edited_at,
        edited_by=FORMER if row.editor_left else (row.editor or row.editor_name or ""),
        edit_reason=row.edit_reason or "", revisions=row.revision, language=row.language,
        removed_at=row.removed_at or row.purged_at, removed_by=_remover(row),
        removed_reason=row.removed_reason if told and row.removed_at else "",
        helpful=row.helpful_count, is_solution=_solves(topic, row.id),
        may_solve=answers_policy.may_be_solution(viewer, post, row.number), **_verdicts(viewer, post, now),
    )  # fmt: skip


def _solves(topic: Topic, post_id: int) -> bool:
    return kinds.has_solution(topic) and topic.solution is not None and topic.solution.post_id == post_id


def _remover(row) -> object:
    if row.removed_at is None:
        return ""
    return _("its author") if row.by_author else _("a moderator")


def _verdicts(viewer, post: _Standing, now: datetime) -> dict:
    return {
        "may_quote": policy.may_quote_post(viewer, post),
        "may_keep": viewer.is_authenticated,
        "may_edit": policy.may_edit_post(viewer, post, now),
        "may_remove": policy.may_remove_post(viewer, post, now),
        "may_restore": policy.may_restore_post(viewer, post, now),
        "may_purge": policy.may_purge_post(viewer, post),
        "may_mark_unread": policy.may_mark_unread(viewer, post.topic, now),
        "may_mark": answers_policy.may_mark_helpful(viewer, post),
    }


def _names(htmls, viewer) -> tuple[dict[int, show.Quoted], dict[str, str]]:
    """Who wrote the quoted posts that the viewer may read, and how mentioned members are called: one statement."""
    posts, usernames = show.ids_in(htmls)
    if not posts and not usernames:
        return {}, {}
    called = (Member.display_name, Member.username, Member.left_at)
    quoted = (
        select(Post.id.label("post_id"), *called, Member.username_key)
        .join(Topic, Topic.id == Post.topic_id)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(Post.id.in_(posts), policy.posts_readable(), policy.topics_visible_to(viewer))
    )
    mentioned = select(literal(0), *called, Member.username_key).where(
        Member.username_key.in_(usernames), Member.left_at.is_(None)
    )
    by_post, by_name = {}, {}
    for row in db.session.execute(union_all(quoted, mentioned)):
        name = FORMER if row.left_at else (row.display_name or row.username or FORMER)
        if row.post_id:
            by_post[row.post_id] = show.Quoted(str(name), post_url(row.post_id))
        else:
            by_name[row.username_key] = str(name)
    return by_post, by_name


def quoted_topics(htmls: Iterable[object]) -> dict[int, str]:
    """The topics out of which the texts quote, with who may see their rooms: one statement a portion with quotes."""
    found = (
        select(Topic.id, Forum.visibility).join(Post, Post.topic_id == Topic.id).join(Forum, Forum.id == Topic.forum_id)
    )
    topics: dict[int, str] = {}
    for portion in _portions(list(map(str, htmls))):
        quoted, _mentioned = show.ids_in(portion)
        if quoted:
            rows = db.session.execute(found.where(Post.id.in_(quoted)).distinct())
            topics |= {row.id: row.visibility for row in rows}
    return topics


def username_of(post: Post) -> str:
    """The user name of the author, for the line above a quote; "" where there is none."""
    if post.author_id is None:
        return ""
    return db.session.scalar(select(Member.username).where(Member.id == post.author_id)) or ""
