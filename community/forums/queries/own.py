"""All that a member wrote, for themselves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, exists, select

from community.forums import policy
from community.forums.addresses import post_url
from community.forums.models import Post, PostRemoval, Topic
from community.text.excerpts import excerpt
from community.web.keyed import KeyedPage, keyed

PER_PAGE = 50


@dataclass(frozen=True)
class OwnPost:
    """A post in its author's own list; a removed one without its words."""

    title: str
    url: str
    at: datetime
    excerpt: str
    opens: bool  # whether a topic begins with it
    is_removed: bool


def own_posts(member) -> KeyedPage:
    """Every post of the member, newest first; where they may not go any more, without the title. One statement."""
    title = case((policy.topics_visible_to(member), Topic.title), else_="").label("title")
    removed = exists().where(PostRemoval.post_id == Post.id).label("is_removed")
    rows = select(Post.id, Post.created_at, Post.html, Post.number, Topic.about_kind, title, removed)
    rows = rows.join(Topic, Topic.id == Post.topic_id).where(Post.author_id == member.id)
    page = keyed(rows, [Post.created_at, Post.id], lambda row: (row.created_at, row.id), PER_PAGE)
    return KeyedPage([_own_post(row) for row in page.rows], page.newer, page.older)


def _own_post(row) -> OwnPost:
    words = "" if row.is_removed else excerpt(row.html)
    opens = row.number == 1 and row.about_kind is None
    return OwnPost(row.title, post_url(row.id) if row.title else "", row.created_at, words, opens, row.is_removed)
