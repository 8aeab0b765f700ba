"""Stored counts: each change is made in the transaction of the deed, with the same arithmetic that `checks` proves.

Order of locks: topic, then forum, then member, then tag, so that two deeds never wait for each other in a ring.
"""

from sqlalchemy import and_, func, select, update

from community import stamps
from community.db import db
from community.forums.models import EVERYONE, Forum, Post, Topic
from community.forums.policy import posts_readable
from community.members.models import Member
from community.tags.commands import count_all


def count(post: Post, topic: Topic, by: int) -> None:
    """A post came into sight (`by` = 1) or went out of it (-1). The topic's row must be locked."""
    topic.helpful_count += by * (post.helpful_count or 0)  # one that is being written has no number yet
    count_posts(post.author_id, topic, by)


def count_posts(author_id: int | None, topic: Topic, by: int) -> None:
    """As many posts of one author came into sight in the topic, or went out of it."""
    before = topic.posts_count
    topic.posts_count = before + by
    if topic.hidden_at:
        return
    appeared = (topic.posts_count > 0) - (before > 0)
    public = _count_in(topic.forum_id, by, appeared)
    if public:
        count_member(author_id, by)
    if appeared:
        _count_tags(topic, public and appeared > 0)


def is_public(topic: Topic) -> bool:
    """Whether everybody may see the topic; its room stays as it is until the transaction ends."""
    held = select(Forum.visibility).where(Forum.id == topic.forum_id).with_for_update(read=True)
    return db.session.scalar(held) == EVERYONE and topic.hidden_at is None and topic.posts_count > 0


def _count_tags(topic: Topic, public: bool) -> None:
    """The topic's tags count it while everybody may see it. Comments have none: their subject carries them."""
    if topic.about_kind is None:
        count_all("topic", [topic.id], public)


def _count_in(forum_id: int, posts: int, topics: int) -> bool:
    """Add to a room's counts; answers whether the room is public, as it stands while its row is held."""
    forum = Forum.__table__
    added = {"posts_count": forum.c.posts_count + posts, "topics_count": forum.c.topics_count + topics}
    change = update(forum).where(forum.c.id == forum_id).values(added).returning(forum.c.visibility)
    return db.session.scalar(change) == EVERYONE


def count_member(member_id: int | None, by: int) -> None:
    """Add to a member's "Posts: N"."""
    member = Member.__table__
    change = update(member).where(member.c.id == member_id).values(posts_count=member.c.posts_count + by)
    db.session.execute(change)
    if member_id is not None:
        stamps.touch("member", member_id)


def newest(topic: Topic) -> None:
    """Set the topic's and its forum's newest post from what is visible now."""
    db.session.flush()
    last = db.session.execute(
        select(Post.id, Post.created_at, Post.author_id)
        .where(Post.topic_id == topic.id, posts_readable())
        .order_by(Post.number.desc())
        .limit(1)
    ).first()
    topic.last_post_id = last.id if last else None
    topic.last_post_at = last.created_at if last else topic.created_at
    topic.last_post_by_id = last.author_id if last else None
    db.session.flush()
    newest_in_forum(topic.forum_id)


def newest_is(topic: Topic, post: Post) -> None:
    """A post was added: it has the greatest number of its topic, and can be seen."""
    topic.last_post_id, topic.last_post_at, topic.last_post_by_id = post.id, post.created_at, post.author_id
    db.session.flush()
    newest_in_forum(topic.forum_id)


def newest_in_forum(forum_id: int) -> None:
    """Set the forum's newest post from its topics."""
    last = (
        select(Topic.last_post_id)
        .where(Topic.forum_id == forum_id, Topic.posts_count > 0, Topic.hidden_at.is_(None))
        .order_by(Topic.last_post_at.desc(), Topic.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    db.session.execute(update(Forum.__table__).where(Forum.__table__.c.id == forum_id).values(last_post_id=last))


def authors_in(condition) -> dict[int, int]:
    """{member id: visible posts} in the topics that meet the condition."""
    rows = db.session.execute(
        select(Post.author_id, func.count().label("n"))
        .join(Topic, Topic.id == Post.topic_id)
        .where(condition, posts_readable(), Post.author_id.is_not(None))
        .group_by(Post.author_id)
    )
    return {row.author_id: row.n for row in rows}


def move_counts(topic: Topic, old: Forum, new: Forum) -> None:
    """A whole topic changes rooms: both rooms' counts, and its authors' if one of the rooms is not public."""
    shown, public = int(topic.posts_count > 0), {}
    for room, sign in sorted(((old, -1), (new, 1)), key=lambda pair: pair[0].id):
        public[room.id] = _count_in(room.id, sign * topic.posts_count, sign * shown)
    if publicity := public[new.id] - public[old.id]:
        for member_id, posts in sorted(authors_in(Topic.id == topic.id).items()):
            count_member(member_id, publicity * posts)
        _count_tags(topic, public[new.id] and bool(shown))
    for room_id in sorted((old.id, new.id)):
        newest_in_forum(room_id)


def show_topic(topic: Topic, by: int) -> None:
    """A whole topic came into sight (1) or went out of it (-1). Its row must be locked."""
    public, shown = _count_in(topic.forum_id, by * topic.posts_count, by * int(topic.posts_count > 0)), by > 0
    if public:
        for member_id, posts in sorted(authors_in(Topic.id == topic.id).items()):
            count_member(member_id, by * posts)
    _count_tags(topic, public and shown and topic.posts_count > 0)
    newest_in_forum(topic.forum_id)


def change_publicity(forum: Forum, by: int) -> None:
    """A whole room became public (1) or ceased to be (-1): its authors' counts follow."""
    shown = and_(Topic.forum_id == forum.id, Topic.hidden_at.is_(None))
    for member_id, posts in sorted(authors_in(shown).items()):
        count_member(member_id, by * posts)
    count_all("topic", select(Topic.id).where(shown, Topic.posts_count > 0), by > 0)
