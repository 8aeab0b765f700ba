"""A resource that a member posted, its links, its categories, and the decisions about it: who, when, why."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship, validates

from community.db import UTCDateTime, db
from community.forums.models import Forum, Topic
from community.members.models import Member
from community.ratings.models import Rated
from community.resources.dates import year_of
from community.text.columns import MemberText

KIND = "resource"  # its name among the subjects
NEWS, RESEARCH, TOOL, GUIDELINE, MEDIA = KINDS = ("news", "research", "tool", "guideline", "media")
FREE, SIGN_IN, SUBSCRIPTION = ACCESS = ("free", "sign-in", "subscription")
APPROVED, REFUSED = "approved", "refused"


class Dimension(db.Model):
    """One dimension of integration: an editable scheme that begins with the founding three."""

    __tablename__ = "resource_dimension"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    label: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(SmallInteger, default=0)


class Category(db.Model):
    """A shelf of the resources: an editable list; an entry may stand on several."""

    __tablename__ = "resource_category"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    label: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(SmallInteger, default=0)


class CategoryLink(db.Model):
    """The resource stands in the category."""

    __tablename__ = "resource_category_link"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True)
    category_id: Mapped[int] = mapped_column(
        ForeignKey("resource_category.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Resource(Rated, MemberText, db.Model):
    """An entry that `author` posted. It is public from `published_at` until a removal; `topic` is its comments."""

    __table_args__ = (
        UniqueConstraint("author_id", "once", name="uq_resource_once"),
        Index("ix_resource_newest", "published_at", "id"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"access IN {ACCESS}", name="access"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), unique=True)  # empty only while it is made
    scope_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), index=True)  # the room of its comments
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # empty while it waits, or if it was refused
    revision: Mapped[int] = mapped_column(default=0)  # how often it was edited; an edit names the one it saw
    edited_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    edition_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # when the last edit was a new edition
    early_n: Mapped[int | None] = query_expression()  # votes before that moment, and their sum; see `loading`
    early_sum: Mapped[int | None] = query_expression()
    excerpt: Mapped[str] = mapped_column(String(300), default="")  # the first words, for lists

    dimension_id: Mapped[int | None] = mapped_column(
        ForeignKey("resource_dimension.id", ondelete="SET NULL"), index=True
    )
    access: Mapped[str] = mapped_column(String(20), default=FREE)
    document_language: Mapped[str] = mapped_column(String(35), default="", index=True)  # BCP 47; the text has its own
    publisher: Mapped[str] = mapped_column(String(200), default="")
    authors: Mapped[str] = mapped_column(String(500), default="")  # of the document, separated by semicolons
    issued: Mapped[str] = mapped_column(String(10), default="")  # 2010, 2010-07 or 2010-07-15: as exactly as is known
    year: Mapped[int | None] = mapped_column(SmallInteger, index=True)  # follows `issued`
    period_from: Mapped[int | None] = mapped_column(SmallInteger)
    period_to: Mapped[int | None] = mapped_column(SmallInteger)
    questions: Mapped[list] = mapped_column(JSON, default=list)
    audience: Mapped[str] = mapped_column(String(300), default="")
    document_number: Mapped[str] = mapped_column(String(60), default="")

    picture_alt: Mapped[str] = mapped_column(String(300), default="")  # of the file of role "picture" attached to it
    picture_credit: Mapped[str] = mapped_column(String(200), default="")
    picture_owner: Mapped[str] = mapped_column(String(200), default="")
    picture_source: Mapped[str] = mapped_column(String(500), default="")

    once: Mapped[str | None] = mapped_column(String(64))
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False, index=True)

    author: Mapped[Member | None] = relationship(lazy="raise", foreign_keys=[author_id])
    dimension: Mapped[Dimension | None] = relationship(lazy="raise")
    topic: Mapped[Topic] = relationship(lazy="raise", foreign_keys=[topic_id])
    scope: Mapped[Forum] = relationship(lazy="raise", foreign_keys=[scope_id])
    decision: Mapped["Decision | None"] = relationship(lazy="raise", uselist=False, cascade="all, delete-orphan")
    removal: Mapped["Removal | None"] = relationship(lazy="raise", uselist=False, cascade="all, delete-orphan")
    categories: Mapped[list[Category]] = relationship(
        lazy="raise", secondary=CategoryLink.__table__, order_by=[Category.position, Category.id]
    )
    links: Mapped[list["Link"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="Link.position")

    @validates("issued")
    def _year_follows(self, _name: str, issued: str) -> str:
        self.year = year_of(issued)
        return issued


class Link(db.Model):
    """A place on the web where the resource, or a part of it, is found; it may be in a language of its own."""

    __tablename__ = "resource_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    url: Mapped[str] = mapped_column(String(1000))
    title: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(35), default="")  # BCP 47, where it differs
    note: Mapped[str] = mapped_column(String(200), default="")


class Decision(db.Model):
    """What was said to an entry that needed approval: by whom, when, and why not."""

    __tablename__ = "resource_decision"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")


class Removal(db.Model):
    """The entry is out of sight: withdrawn by its author or removed, when, why. Restoring deletes this row."""

    __tablename__ = "resource_removal"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    by_author: Mapped[bool] = mapped_column(Boolean, default=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")


class Revision(db.Model):
    """What an entry said before an edit: its title, its text, and the facts that the edit changed."""

    __tablename__ = "resource_revision"
    __table_args__ = (UniqueConstraint("resource_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id", ondelete="CASCADE"))
    revision: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict] = mapped_column(JSON, default=dict)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(300), default="")  # why the next version replaced this one
