"""Topics and posts as subjects: what audit, moderation, search and exports may know of them."""

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from community.db import db
from community.forums import policy, reach
from community.forums.addresses import post_url, topic_url
from community.forums.models import HelpfulMark, Post, Topic
from community.forums.queries import by_member, conclusions, finding, helpful, tagged
from community.subjects import Kind


def _load_topic(topic_id: int, *conditions: ColumnElement[bool]) -> Topic | None:
    whole = select(Topic).options(joinedload(Topic.forum))
    return db.session.scalar(whole.where(Topic.id == topic_id, *conditions))


def _load_post(post_id: int, *conditions: ColumnElement[bool]) -> Post | None:
    whole = select(Post).options(joinedload(Post.topic).joinedload(Topic.forum), joinedload(Post.removal))
    return db.session.scalar(whole.where(Post.id == post_id, *conditions))


def posts_of(member) -> list[dict]:
    """Every post a member wrote, for the member's own export; removed ones too, since they wrote them."""
    title = policy.title_for(member).label("title")
    rows = select(Post.id, Post.number, Post.created_at, Post.edited_at, Post.source, title)
    rows = rows.join(Topic, Topic.id == Post.topic_id).where(Post.author_id == member.id).order_by(Post.id)
    return [
        {
            "address": post_url(row.id), "topic": row.title, "number": row.number, "text": row.source,
            "written": row.created_at.isoformat(), "edited": row.edited_at.isoformat() if row.edited_at else None,
        }
        for row in db.session.execute(rows)
    ]  # fmt: skip


def _said_and_read(member) -> list[dict]:
    return [*conclusions.words_of(member), *by_member.marks_of(member)]


TOPIC = Kind(
    name="topic", model=Topic, load=_load_topic, title=lambda topic: topic.title,
    url=lambda topic: topic_url(topic.id, topic.slug), visible_to=reach.topics, by_member=_said_and_read,
    plural=_("Discussions"), tagged=tagged.tagged_with, tagged_page=tagged.tagged_page,
    count_tagged=tagged.count_tagged,
    all_tagged=lambda slug: f"/tags/{slug}?kind=topic",
    documents=finding.topic_documents, found=finding.topics_found,
)  # fmt: skip

POST = Kind(
    name="post", model=Post, load=_load_post, title=lambda post: post.topic.title,
    url=lambda post: post_url(post.id), visible_to=reach.posts, by_member=posts_of,
    documents=finding.post_documents, found=finding.posts_found,
)  # fmt: skip

# A mark has no page: it is a subject for the copy of a member's own data.
HELPFUL_MARK = Kind(
    name="helpful_mark", model=HelpfulMark, load=lambda _id, _seen: None, title=lambda mark: "",
    url=lambda mark: post_url(mark.post_id), by_member=helpful.marks_of,
    visible_to=lambda viewer: HelpfulMark.member_id == (viewer.id or 0),
)  # fmt: skip
