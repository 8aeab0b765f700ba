"""Proof that the counts and newest posts that topics, forums, members and tags keep are what the posts say."""

from collections.abc import Iterator

from sqlalchemy import Select, and_, case, func, select, update

from community.counts import Difference
from community.db import db, transaction
from community.forums.models import EVERYONE, Forum, HelpfulMark, Post, Topic
from community.forums.policy import posts_readable
from community.members.models import Member
from community.tags.models import TagLink

FORUM = ("posts_count", "topics_count", "last_post_id")
TOPIC = ("posts_count", "helpful_count", "last_post_id", "last_post_at", "last_post_by_id")


def compare() -> list[Difference]:
    """Every figure that differs from its count."""
    return [*_posts(), *_topics(), *_forums(), *_members(), *_links()]


def mend() -> list[Difference]:
    """Count anew where something differs; answers what did. Each takes figures from those before it."""
    found: list[Difference] = []
    with transaction() as session:
        parts = ((_posts, Post), (_topics, Topic), (_forums, Forum), (_members, Member), (_links, TagLink))
        for part, model in parts:
            differing = list(part())
            for one in differing:
                session.execute(update(model).where(model.id == one.object_id).values({one.name: one.counted}))
            found += differing
    return found


def _posts() -> Iterator[Difference]:
    marks = select(HelpfulMark.post_id, func.count().label("n")).group_by(HelpfulMark.post_id).subquery()
    counted = func.coalesce(marks.c.n, 0)
    rows = select(Post.id, Post.helpful_count, counted.label("n")).outerjoin(marks, marks.c.post_id == Post.id)
    for row in db.session.execute(rows.where(Post.helpful_count != counted).order_by(Post.id)):
        yield Difference("post", row.id, "helpful_count", row.helpful_count, row.n)


def _topics() -> Iterator[Difference]:
    counted = (
        select(Post.topic_id, func.count().label("n"), func.max(Post.number).label("number"))
        .add_columns(func.sum(Post.helpful_count).label("helpful"))
        .where(posts_readable())
        .group_by(Post.topic_id)
        .subquery()
    )
    rows = (
        select(
            *_stored(Topic, TOPIC), Topic.created_at, counted.c.n, Post.id.label("last"), Post.created_at.label("at")
        )
        .add_columns(Post.author_id.label("by"), counted.c.helpful)
        .outerjoin(counted, counted.c.topic_id == Topic.id)
        .outerjoin(Post, and_(Post.topic_id == Topic.id, Post.number == counted.c.number))
        .order_by(Topic.id)
    )
    for row in db.session.execute(rows):
        yield from _differing("topic", row, TOPIC, _truth(row))


def _truth(row) -> tuple:
    return row.n or 0, row.helpful or 0, row.last, row.at or row.created_at, row.by


def _forums() -> Iterator[Difference]:
    totals = {row.forum_id: row for row in db.session.execute(_shown_topics())}
    newest = {row.forum_id: row.last for row in db.session.execute(_newest_in_forums())}
    for row in db.session.execute(select(*_stored(Forum, FORUM)).order_by(Forum.id)):
        total = totals.get(row.id)
        truth = (total.posts, total.topics) if total else (0, 0)
        yield from _differing("forum", row, FORUM, (*truth, newest.get(row.id)))


def _shown_topics() -> Select:
    shown = select(Topic.forum_id, func.count().label("posts"), func.count(Topic.id.distinct()).label("topics"))
    joined = shown.join(Post, Post.topic_id == Topic.id).where(Topic.hidden_at.is_(None), posts_readable())
    return joined.group_by(Topic.forum_id)


def _newest_in_forums() -> Select:
    """The newest post of the topic whose newest post is newest."""
    lively = and_(Topic.hidden_at.is_(None), Topic.posts_count > 0)
    order = func.row_number().over(partition_by=Topic.forum_id, order_by=(Topic.last_post_at.desc(), Topic.id.desc()))
    ranked = select(Topic.forum_id, Topic.last_post_id.label("last"), order.label("place")).where(lively).subquery()
    return select(ranked.c.forum_id, ranked.c.last).where(ranked.c.place == 1)


def _members() -> Iterator[Difference]:
    public = and_(Forum.visibility == EVERYONE, Topic.hidden_at.is_(None), posts_readable())
    counted = (
        select(Post.author_id, func.count().label("n"))
        .join(Topic, Topic.id == Post.topic_id)
        .join(Forum, Forum.id == Topic.forum_id)
        .where(public)
        .group_by(Post.author_id)
        .subquery()
    )
    rows = select(Member.id, Member.posts_count, counted.c.n).outerjoin(counted, counted.c.author_id == Member.id)
    for row in db.session.execute(rows.where(Member.posts_count != func.coalesce(counted.c.n, 0)).order_by(Member.id)):
        yield Difference("member", row.id, "posts_count", row.posts_count, row.n or 0)


def _links() -> Iterator[Difference]:
    """Whether a topic's tags count it; how many things a tag counts is proven by the tags' own check."""
    shown = and_(Forum.visibility == EVERYONE, Topic.hidden_at.is_(None), Topic.posts_count > 0)
    public = case((shown, True), else_=False).label("public")
    rows = (
        select(TagLink.id, TagLink.is_counted, public)
        .join(Topic, and_(TagLink.kind == "topic", Topic.id == TagLink.object_id))
        .join(Forum, Forum.id == Topic.forum_id)
        .where(TagLink.is_counted != public)
    )
    for row in db.session.execute(rows.order_by(TagLink.id)):
        yield Difference("tag_link", row.id, "is_counted", row.is_counted, row.public)


def _stored(model, names: tuple[str, ...]) -> list:
    return [model.id, *(getattr(model, name) for name in names)]


def _differing(kind: str, row, names: tuple[str, ...], truth: tuple) -> Iterator[Difference]:
    for name, counted in zip(names, truth, strict=True):
        if getattr(row, name) != counted:
            yield Difference(kind, row.id, name, getattr(row, name), counted)
