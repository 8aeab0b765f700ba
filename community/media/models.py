"""Files that members gave: what is known of each. The bytes lie in the instance folder under a name of our own."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from community.db import UTCDateTime, db


class Media(db.Model):
    """One stored file. Until it is attached to a subject (kind, object_id) only its owner sees it, for a day."""

    __table_args__ = (Index("ix_media_subject", "kind", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)  # random; the name on disk and in the address
    role: Mapped[str] = mapped_column(String(20))  # avatar | picture | file
    filename: Mapped[str] = mapped_column(String(150))  # what the member called it, for downloads
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(Integer)
    width: Mapped[int | None]
    height: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(String(64))
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL", use_alter=True, name="fk_media_owner_id"), index=True
    )
    kind: Mapped[str | None] = mapped_column(String(30))
    object_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
