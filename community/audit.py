"""Who did what, when and why: a row for every deed that others may ask about. Rows are never changed."""

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from community import clock, subjects
from community.db import UTCDateTime, db


class Entry(db.Model):
    """One deed: "post.remove" of post 7 by member 3, with a note for people and facts for programs."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "kind", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[object] = mapped_column(UTCDateTime, index=True)
    action: Mapped[str] = mapped_column(String(60), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    object_id: Mapped[int | None] = mapped_column(Integer)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict] = mapped_column(JSON, default=dict)


def record(action: str, subject, *, by=None, note: str = "", **facts) -> Entry:
    """Write down a deed inside the transaction that does it; `subject` is a row of any known kind."""
    kind, object_id = subjects.key_of(subject)
    entry = Entry(
        at=clock.now(),
        action=action,
        kind=kind,
        object_id=object_id,
        by_id=getattr(by, "id", None),
        note=note,
        facts=facts,
    )
    db.session.add(entry)
    return entry
