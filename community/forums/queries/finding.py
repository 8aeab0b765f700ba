"""Topics and posts as search takes them, and as it shows them again."""

from collections.abc import Iterable

from sqlalchemy import and_, or_, select

from community.db import db
from community.forums.addresses import forum_url, post_url, topic_url
from community.forums.models import Conclusion, Forum, Post, Topic
from community.forums.policy import posts_readable, topics_visible_to
from community.members.cards import Byline
from community.search.documents import Document, Shown
from community.text.excerpts import own_words

WRITER = Byline("writer")
SAID = Conclusion.html.label("said")


def standing():
    """By which a topic is joined to its closing word, if one stands."""
    return and_(Conclusion.topic_id == Topic.id, Conclusion.withdrawn_at.is_(None))


def topic_document(topic, opening, said: str | None) -> Document:
    """A topic with the words of its opening post, if that may be read (a Post, or a row with html and language).

    `said` is the HTML of its closing word, if one stands.
    """
    return Document(
        "topic", topic.id, topic.title, _words(opening.html if opening else None, said), at=topic.created_at,
        scope_id=topic.forum_id, author_id=topic.author_id, language=opening.language if opening else None,
    )  # fmt: skip


def _words(*htmls: str | None) -> str:
    return "\n".join(filter(None, (own_words(html or "") for html in htmls)))


def post_document(post, scope_id: int) -> Document:
    """A later post, or a comment: its own words, without what it quotes of others."""
    return Document(
        "post", post.id, "", own_words(post.html), at=post.created_at, scope_id=scope_id,
        author_id=post.author_id, language=post.language,
    )  # fmt: skip


def topic_documents(after_id: int, limit: int) -> tuple[list[Document], int | None]:
    """Topics in the order of their ids, as far as anybody can find them."""
    shown = and_(Topic.about_kind.is_(None), Topic.hidden_at.is_(None), Topic.posts_count > 0)
    columns = (Topic.id, Topic.title, Topic.created_at, Topic.forum_id, Topic.author_id, Post.html, Post.language, SAID)
    rows = (
        select(*columns)
        .select_from(Topic)
        .outerjoin(Post, _opening())
        .outerjoin(Conclusion, standing())
        .where(shown, Topic.id > after_id)
        .order_by(Topic.id)
    )
    found = db.session.execute(rows.limit(limit)).all()
    documents = [topic_document(row, row if row.html is not None else None, row.said) for row in found]
    return documents, found[-1].id if len(found) == limit else None


def post_documents(after_id: int, limit: int) -> tuple[list[Document], int | None]:
    """Later posts and comments in the order of their ids, as far as anybody can find them."""
    shown = and_(Topic.hidden_at.is_(None), posts_readable(), or_(Post.number > 1, Topic.about_kind.is_not(None)))
    columns = (Post.id, Post.html, Post.language, Post.created_at, Post.author_id, Topic.forum_id)
    rows = select(*columns).join(Topic, Topic.id == Post.topic_id).where(shown, Post.id > after_id).order_by(Post.id)
    found = db.session.execute(rows.limit(limit)).all()
    return [post_document(row, row.forum_id) for row in found], found[-1].id if len(found) == limit else None


def topics_found(viewer, ids: Iterable[int]) -> dict[int, Shown]:
    """Topics among search's hits, as far as the viewer may see them. One statement."""
    columns = select(Topic.id, Topic.slug, Topic.title, Topic.created_at, Post.html, SAID).add_columns(*_ROOM)
    rows = columns.select_from(Topic).join(Forum, Forum.id == Topic.forum_id).outerjoin(Post, _opening())
    rows = rows.outerjoin(Conclusion, standing())
    rows = rows.where(Topic.id.in_(ids), Topic.hidden_at.is_(None), topics_visible_to(viewer))
    found = db.session.execute(WRITER.join(rows.add_columns(*WRITER.columns), Topic.author_id))
    return {row.id: _shown(row, topic_url(row.id, row.slug), row.said) for row in found}


def posts_found(viewer, ids: Iterable[int]) -> dict[int, Shown]:
    """The same for posts. One statement."""
    columns = select(Post.id, Topic.title, Post.created_at, Post.html).add_columns(*_ROOM)
    rows = columns.join(Topic, Topic.id == Post.topic_id).join(Forum, Forum.id == Topic.forum_id)
    rows = rows.where(Post.id.in_(ids), posts_readable(), Topic.hidden_at.is_(None), topics_visible_to(viewer))
    found = db.session.execute(WRITER.join(rows.add_columns(*WRITER.columns), Post.author_id))
    return {row.id: _shown(row, post_url(row.id)) for row in found}


_ROOM = (Forum.name.label("forum"), Forum.slug.label("forum_slug"), Forum.comments_on)


def _shown(row, url: str, said: str | None = None) -> Shown:
    room = {} if row.comments_on else {"where": row.forum, "where_url": forum_url(row.forum_slug)}
    return Shown(row.title, url, _words(row.html, said), row.created_at, WRITER.card(row), **room)


def _opening():
    return and_(Post.topic_id == Topic.id, Post.number == 1, posts_readable())
