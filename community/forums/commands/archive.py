"""Contributions that were written elsewhere or long ago: threads as they were, with their numbers and dates.

Asks no policy and records nothing: whoever brings an archive answers for it. Counts follow each post as they always do.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, select

from community import stamps
from community.forums import counting, indexing
from community.forums.commands.conclusions import LINE
from community.forums.commands.forums import free_slug
from community.forums.models import ALL_MEMBERS, EVERYONE, Conclusion, Forum, Post, PostQuote, Theme, Topic
from community.search.guess import spoken
from community.text.columns import write_anyway
from community.text.excerpts import excerpt
from community.web.slugs import slug_of


def open_theme(session, title: str) -> Theme:
    """A heading below the others."""
    last = session.scalar(select(func.max(Theme.position))) or 0
    theme = Theme(slug=free_slug(Theme, slug_of(title)), title=title[:120], position=last + 1)
    session.add(theme)
    session.flush()
    return theme


def open_forum(session, theme: Theme, *, name: str, purpose: str = "", position: int = 0) -> Forum:
    """A room that everybody may read and members write in, as the one it was."""
    forum = Forum(theme_id=theme.id, slug=free_slug(Forum, slug_of(name)), name=name[:120], purpose=purpose[:300])
    forum.visibility, forum.posting, forum.position = EVERYONE, ALL_MEMBERS, position
    session.add(forum)
    session.flush()
    return forum


def open_topic(
    session, forum: Forum, *, title: str, author_id: int | None, at: datetime, is_demo=False, **values
) -> Topic:
    """A thread without posts, inside the open transaction. `values`: its kind."""
    topic = Topic(
        forum_id=forum.id, forum=forum, title=title[:200], slug=slug_of(title), is_demo=is_demo, author_id=author_id,
        created_at=at, last_post_at=at, last_number=0, posts_count=0, views=0, **values,
    )  # fmt: skip
    session.add(topic)
    session.flush()
    return topic


def add_post(
    session, topic: Topic, *, author_id: int | None, body: str, at: datetime, number: int | None = None,
    answers_id: int | None = None, edited_at: datetime | None = None, quoted: Iterable[int] = (),
) -> Post:  # fmt: skip
    """A post of a topic that nobody else writes to now; `finish` follows the last one. `quoted` are ids of posts."""
    number = number or topic.last_number + 1
    topic.last_number = max(topic.last_number, number)
    post = Post(
        topic_id=topic.id, topic=topic, number=number, author_id=author_id, created_at=at, answers_id=answers_id,
        revision=int(edited_at is not None), edited_at=edited_at, edited_by_id=author_id if edited_at else None,
    )  # fmt: skip
    write_anyway(post, body)
    post.language = spoken(body)
    if post.number == 1 and topic.about_kind is None:
        topic.language = post.language
    session.add(post)
    session.flush()
    session.add_all(PostQuote(post_id=post.id, quoted_id=quoted_id) for quoted_id in set(quoted))
    counting.count(post, topic, 1)
    return post


def conclude(session, topic: Topic, *, by_id: int | None, body: str, at: datetime, look_again_on: date | None) -> None:
    """The topic's closing word."""
    said = Conclusion(topic_id=topic.id, by_id=by_id, written_at=at, look_again_on=look_again_on)
    write_anyway(said, body)
    said.language = spoken(body, at_home=topic.language)
    said.line = excerpt(said.html, LINE, quotes=True)
    session.add(said)
    session.flush()


def finish(topic: Topic) -> None:
    """Set the newest post of the topic and its forum, and tell whoever shows them."""
    counting.newest(topic)
    indexing.index_topic(topic)
    stamps.touch("topic", topic.id)
