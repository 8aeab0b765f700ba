"""A member's shelf: folders, and bookmarks that know of what they keep only by (kind, id)."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.db import UTCDateTime, db
from community.members.models import Member

NAME_LENGTH = 80
NOTE_LENGTH = 2_000
MOST_FOLDERS = 50
MOST_BOOKMARKS = 1_000  # of one member: the order of a folder is read as a whole


class Folder(db.Model):
    """A part of a shelf with a name. While it has a token, whoever knows its link may open it."""

    __tablename__ = "shelf_folder"
    __table_args__ = (Index("ix_shelf_folder_member", "member_id", "position", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    token: Mapped[str | None] = mapped_column(String(43), unique=True)
    shares_notes: Mapped[bool] = mapped_column(default=False)  # whether those who open it read the notes as well

    member: Mapped[Member] = relationship(lazy="raise")


class Bookmark(db.Model):
    """Something that a member keeps, once; in no folder it stands among the unsorted. The first has the least position.

    A removed one waits for a day, so that it can be put back.
    """

    __tablename__ = "shelf_bookmark"
    __table_args__ = (
        UniqueConstraint("member_id", "kind", "object_id"),
        Index("ix_shelf_bookmark_order", "member_id", "folder_id", "position", "id"),
        Index("ix_shelf_bookmark_subject", "kind", "object_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    folder_id: Mapped[int | None] = mapped_column(ForeignKey("shelf_folder.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    object_id: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=0)  # how often it was edited; an edit names the one it saw
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    remind_on: Mapped[date | None] = mapped_column(Date)
    remind_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)  # that day's morning, by their clock
    remind_by_mail: Mapped[bool] = mapped_column(default=False)
    reminded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # when it was made due, which happens once
