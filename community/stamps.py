"""What changed when: `touch(kind, id)` inside the transaction that changes it. Only `web` reads the stamps."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from community import clock
from community.db import UTCDateTime, db, insert_once


class Stamp(db.Model):
    """The last change of a subject, and how many there have been (two changes may share a moment)."""

    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    object_id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[object] = mapped_column(UTCDateTime)
    turn: Mapped[int] = mapped_column(default=1)


def touch(kind: str, object_id: int) -> None:
    """Note that the subject changed now."""
    at = clock.now()
    change = db.update(Stamp).where(Stamp.kind == kind, Stamp.object_id == object_id).values(at=at, turn=Stamp.turn + 1)
    changed: Any = db.session.execute(change)
    if changed.rowcount == 0 and not insert_once(Stamp, kind=kind, object_id=object_id, at=at, turn=1):
        db.session.execute(change)  # somebody else made the row between the two statements


def of(kind: str, object_id: int) -> str:
    """The stamp as a short text that differs after every change; "0" before the first."""
    turn = db.session.scalar(db.select(Stamp.turn).where(Stamp.kind == kind, Stamp.object_id == object_id))
    return str(turn or 0)
