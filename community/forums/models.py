"""Themes, forums, topics, posts, and the decisions about them: each decision is a row that says who, when, why."""

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.db import UTCDateTime, db
from community.forums import kinds
from community.members.models import Member
from community.text.columns import MemberText

EVERYONE, MEMBERS, NAMED, NOBODY = "everyone", "members", "named", "nobody"  # who may see; nobody = hidden
ALL_MEMBERS, MODERATORS, CLOSED = "members", "moderators", "closed"  # who may post


# Few things are marked as helpful: an index of those alone costs the others nothing.
_ANY_MARK = text("helpful_count > 0")
MARKED: dict = {"sqlite_where": _ANY_MARK, "postgresql_where": _ANY_MARK}


class Theme(db.Model):
    """A heading of the forum index."""

    __tablename__ = "forum_theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)


class Forum(db.Model):
    """A room. Its id is the scope of all that stands in it. Rooms of comments have a kind and no theme."""

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("forum_theme.id"), index=True)
    comments_on: Mapped[str | None] = mapped_column(String(30), unique=True)  # a subject kind
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    visibility: Mapped[str] = mapped_column(String(10), default=EVERYONE, index=True)
    posting: Mapped[str] = mapped_column(String(10), default=ALL_MEMBERS)
    kinds: Mapped[list] = mapped_column(JSON, default=kinds.every)  # in which topics may be begun here
    topics_count: Mapped[int] = mapped_column(default=0)  # topics with a visible post
    posts_count: Mapped[int] = mapped_column(default=0)  # visible posts
    last_post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", ondelete="SET NULL", use_alter=True, name="fk_forum_last_post_id")
    )
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)

    theme: Mapped[Theme | None] = relationship(lazy="raise")


class ForumMember(db.Model):
    """A member named as one who may enter a forum of visibility "named"."""

    __tablename__ = "forum_member"

    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)


class ForumAlias(db.Model):
    """A slug that a forum once had; its address redirects for good."""

    __tablename__ = "forum_alias"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id", ondelete="CASCADE"))


ALONE = text("posts_count = 1")  # in these words, so that the index over what nobody answered is used


class Topic(db.Model):
    """A thread. Post numbers are given once, from `last_number`, and never reused."""

    __table_args__ = (
        Index("ix_topic_list", "forum_id", "last_post_at", "id"),
        # The number first: few topics are about anything, and SQLite would gather all the others by their kind, None.
        Index("ix_topic_about", "about_id", "about_kind", unique=True),
        Index("ix_topic_author", "author_id", "created_at", "id"),
        Index("ix_topic_unanswered", "last_post_at", "id", sqlite_where=ALONE, postgresql_where=ALONE),
        Index("ix_topic_kind", "forum_id", "kind", "last_post_at", "id"),
        Index("ix_topic_helpful", "forum_id", "helpful_count", "last_post_at", "id", **MARKED),
        UniqueConstraint("author_id", "once", name="uq_topic_once"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    about_kind: Mapped[str | None] = mapped_column(String(30))  # the thread is the comments of this subject
    about_id: Mapped[int | None]
    hidden_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # since when its subject is out of sight
    kind: Mapped[str] = mapped_column(String(20), default=kinds.DISCUSSION)  # see `kinds`
    title: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(80))
    language: Mapped[str | None] = mapped_column(String(35))  # of its opening post; lists are narrowed by it
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_number: Mapped[int] = mapped_column(default=0)  # the number given last
    posts_count: Mapped[int] = mapped_column(default=0)  # visible posts, the opening one included
    last_post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", ondelete="SET NULL", use_alter=True, name="fk_topic_last_post_id")
    )
    last_post_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    last_post_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    views: Mapped[int] = mapped_column(default=0)
    helpful_count: Mapped[int] = mapped_column(default=0)  # marks on its visible posts
    once: Mapped[str | None] = mapped_column(String(64))
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)

    forum: Mapped[Forum] = relationship(lazy="raise", foreign_keys=[forum_id])
    author: Mapped[Member | None] = relationship(lazy="raise", foreign_keys=[author_id])
    lock: Mapped["TopicLock | None"] = relationship(lazy="raise", uselist=False, cascade="all, delete-orphan")
    pin: Mapped["TopicPin | None"] = relationship(lazy="raise", uselist=False, cascade="all, delete-orphan")
    conclusion: Mapped["Conclusion | None"] = relationship(lazy="raise", uselist=False, cascade="all, delete-orphan")
    solution: Mapped["TopicSolution | None"] = relationship(lazy="raise", uselist=False, cascade="all, delete-orphan")


class TopicLock(db.Model):
    """Nobody but moderators may post here: who said so, when, why."""

    __tablename__ = "topic_lock"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")


class TopicPin(db.Model):
    """The topic stands first in its forum, until a date if one is given; the clock ends it, no job."""

    __tablename__ = "topic_pin"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    until: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Conclusion(MemberText, db.Model):
    """A topic's closing word: where it stands, what came of it, when to look again.

    Withdrawn, it is for moderators alone. A topic has one row for good, whose revisions are counted on.
    """

    __tablename__ = "topic_conclusion"
    __table_args__ = (Index("ix_topic_conclusion_look_again", "look_again_on"),)

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    line: Mapped[str] = mapped_column(String(200), default="")  # its first words, for lists
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revision: Mapped[int] = mapped_column(default=1)  # how often it was written; who writes names the one they saw
    look_again_on: Mapped[date | None] = mapped_column(Date)
    reminded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # that the day has come
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))

    by: Mapped[Member | None] = relationship(lazy="raise", foreign_keys=[by_id])

    @property
    def stands(self) -> bool:
        """Whether everybody who may see the topic may read it."""
        return self.withdrawn_at is None


class ConclusionRevision(db.Model):
    """What a closing word said before it was written anew. What was withdrawn stays with moderators."""

    __tablename__ = "topic_conclusion_revision"
    __table_args__ = (UniqueConstraint("topic_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))
    revision: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    look_again_on: Mapped[date | None] = mapped_column(Date)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    is_withdrawn: Mapped[bool] = mapped_column(Boolean, default=False)


class LookAgain(db.Model):
    """A topic on a member's list of things to look at again, since the day in its closing word has come."""

    __tablename__ = "topic_look_again"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class TopicSolution(db.Model):
    """The post that answers a question: who said so, when. Without this row the question is open."""

    __tablename__ = "topic_solution"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class Post(MemberText, db.Model):
    """A contribution. A purged one keeps its row and number, without author and text."""

    __table_args__ = (
        UniqueConstraint("topic_id", "number"),
        UniqueConstraint("author_id", "once", name="uq_post_once"),
        # By time: in the order of numbers PostgreSQL would rather walk through everybody's posts.
        Index("ix_post_author", "author_id", "created_at", "id"),
        Index("ix_post_helpful_of_author", "author_id", "helpful_count", "id", **MARKED),
        Index("ix_post_helpful_in_topic", "topic_id", "helpful_count", "id", **MARKED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    number: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revision: Mapped[int] = mapped_column(default=0)  # how often it was edited; an edit names the one it saw
    edited_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    purged_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    helpful_count: Mapped[int] = mapped_column(default=0)  # members who found it helpful
    once: Mapped[str | None] = mapped_column(String(64))

    topic: Mapped[Topic] = relationship(lazy="raise", foreign_keys=[topic_id])
    author: Mapped[Member | None] = relationship(lazy="raise", foreign_keys=[author_id])
    removal: Mapped["PostRemoval | None"] = relationship(lazy="raise", uselist=False, cascade="all, delete-orphan")


class PostRemoval(db.Model):
    """The post is taken out of sight: by whom, when, why. Restoring deletes this row; the audit keeps both."""

    __tablename__ = "post_removal"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    by_author: Mapped[bool] = mapped_column(Boolean, default=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")


class PostRevision(db.Model):
    """A text that a post had before an edit: revision 0 is the first, written by its author."""

    __tablename__ = "post_revision"
    __table_args__ = (UniqueConstraint("post_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    revision: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(300), default="")  # why the next text replaced this one


class PostQuote(db.Model):
    """Post `post_id` quotes post `quoted_id`: so that a purge also empties quotes."""

    __tablename__ = "post_quote"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    quoted_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, index=True)


class HelpfulMark(db.Model):
    """A member found a post helpful."""

    __tablename__ = "helpful_mark"
    __table_args__ = (Index("ix_helpful_mark_member", "member_id", "at", "post_id"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class PostAlias(db.Model):
    """An address (topic, number) that now belongs to a post elsewhere (split, merged)."""

    __tablename__ = "post_alias"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
