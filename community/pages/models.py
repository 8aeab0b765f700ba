"""The site's own texts and its quotations."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from community.db import UTCDateTime, db
from community.text.columns import MemberText


class Page(MemberText, db.Model):
    """A text that administrators keep: about, rules, privacy and the like."""

    dialect = "page"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))


class PageRevision(db.Model):
    """A text that a page once had."""

    __tablename__ = "page_revision"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    source: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))


class Quotation(db.Model):
    """A few words worth meeting beside a page. Nobody need have said them."""

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(600))
    author: Mapped[str] = mapped_column(String(120), default="")
    year: Mapped[str] = mapped_column(String(20), default="")  # words, since some years are only guessed
    language: Mapped[str | None] = mapped_column(String(35))  # BCP 47
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)
