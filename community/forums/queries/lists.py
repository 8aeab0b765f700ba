"""Lists of topics over all forums, each by what it holds for whoever asks. A further list is a line in LISTS."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, literal_column, select, union

from community.forums.models import Forum, Post, Topic
from community.forums.policy import posts_readable
from community.forums.queries import unread
from community.forums.queries.index import PER_PAGE, topic_row, topic_rows, with_unread
from community.forums.queries.tagged import with_tags
from community.web.keyed import KeyedPage, keyed

LATEST = 1000  # of a member's own posts and topics are looked through: the work has an end for those who write daily


@dataclass(frozen=True)
class TopicList:
    """What a list is called, what stands where it is empty, and which topics are in it for a member at a moment."""

    label: object
    empty: object
    holds: Callable[[object, datetime], ColumnElement[bool]]
    count: str | None = None  # which of unread.Counts stands beside its name


def _mine(member, _now: datetime) -> ColumnElement[bool]:
    begun = select(Topic.id).where(Topic.author_id == member.id).order_by(Topic.created_at.desc()).limit(LATEST)
    wrote = select(Post.topic_id).where(Post.author_id == member.id, posts_readable())
    newest = wrote.order_by(Post.created_at.desc()).limit(LATEST)
    # Correlated to nothing, and each in brackets of its own, so that it is read once, before any topic.
    parts = [select(one.correlate(None).subquery()) for one in (begun, newest)]
    return Topic.id.in_(union(*parts))


def _unanswered(_member, _now: datetime) -> ColumnElement[bool]:
    alone = Topic.posts_count == literal_column("1")  # no parameter: only in these words the index over them is used
    return and_(alone, Topic.about_kind.is_(None))


LISTS: dict[str, TopicList] = {
    "unread": TopicList(_("Unread"), _("You have read everything."), unread.is_unread, "unread"),
    "new": TopicList(_("New"), _("No new topic has begun since you last looked."), unread.is_new, "new"),
    "mine": TopicList(_("Mine"), _("Here stand the topics that you begin and those that you reply to."), _mine),
    "unanswered": TopicList(_("Unanswered"), _("Every topic has an answer."), _unanswered),
}


def topics_in(name: str, member, now: datetime, forum: Forum | None = None) -> KeyedPage:
    """A page of the list, newest post first; of one forum if one is given. Two statements."""
    rows = with_unread(topic_rows(member), member, now).where(LISTS[name].holds(member, now))
    if forum is not None:
        rows = rows.where(Topic.forum_id == forum.id)
    page = keyed(rows, [Topic.last_post_at, Topic.id], lambda row: (row.last_at, row.id), PER_PAGE)
    return replace(page, rows=with_tags([topic_row(row, now, mixed=forum is None) for row in page.rows]))
