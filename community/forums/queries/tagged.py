"""Topics by their tags: what a tag's page gathers of them, and which tags a topic or a list of topics shows."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, select

from community.db import db
from community.forums.addresses import topic_url
from community.forums.models import Forum, Topic
from community.forums.policy import topics_visible_to
from community.subjects import Line
from community.tags.models import TagLink
from community.tags.queries import TagRow, tags_of
from community.web.keyed import KeyedPage, keyed

KIND = "topic"
PER_PAGE = 30


def tagged_with(viewer, tag_id: int, limit: int) -> list[Line]:
    """The liveliest topics that carry the tag, as far as the viewer may see them. One statement."""
    newest = _rows(viewer, tag_id).order_by(Topic.last_post_at.desc(), Topic.id.desc()).limit(limit)
    return [_line(row) for row in db.session.execute(newest)]


def tagged_page(viewer, tag_id: int) -> KeyedPage:
    """The same, all of them, a page at a time. One statement."""
    order: list[Any] = [Topic.last_post_at, Topic.id]
    page = keyed(_rows(viewer, tag_id), order, lambda row: (row.last_post_at, row.id), PER_PAGE)
    return replace(page, rows=[_line(row) for row in page.rows])


def count_tagged(viewer, tag_id: int) -> int:
    """How many they are."""
    return db.session.scalar(_tagged(select(func.count()).select_from(Topic), viewer, tag_id)) or 0


def tags_shown(topic: Topic) -> list[TagRow]:
    """The tags of a topic; comments show those of what they are about."""
    kind, object_id = (topic.about_kind or KIND), (topic.about_id or topic.id)
    return tags_of(kind, [object_id]).get(object_id, [])


def with_tags(rows: list) -> list:
    """Rows of topic lists, each with its tags, in one statement for all."""
    found = tags_of(KIND, [row.id for row in rows]) if rows else {}
    return [replace(row, tags=found.get(row.id, [])) for row in rows]


def _rows(viewer, tag_id: int) -> Select:
    columns = (Topic.id, Topic.slug, Topic.title, Topic.last_post_at, Forum.name)
    return _tagged(select(*columns).join(Forum, Forum.id == Topic.forum_id), viewer, tag_id)


def _tagged(statement: Select, viewer, tag_id: int) -> Select:
    carries = (TagLink.kind == KIND) & (TagLink.object_id == Topic.id) & (TagLink.tag_id == tag_id)
    return statement.join(TagLink, carries).where(topics_visible_to(viewer), Topic.posts_count > 0)


def _line(row) -> Line:
    return Line(row.title, topic_url(row.id, row.slug), row.last_post_at, facts=(row.name,))
