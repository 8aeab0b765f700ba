"""What changed when: `touch(kind, id)` inside the transaction that changes it. Only `web` reads the stamps.

Each stamp is a row, so that other hosts hear of it, and a slot on the host's board, a small file that all processes of
this host share: a page that is kept ready asks the board, in a microsecond, whether anything that it shows changed.
The board is written after the commit and before the answer. What it missed (a process that was killed in between, a
commit on another host) is read from the rows, at least twice a second where pages are asked for.
"""

import secrets
import time
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from flask import current_app, g
from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from community import clock
from community.board import Board, slot_of
from community.db import UTCDateTime, before_commit, committed, db, insert_once

ANYTHING = ("anything", 0)  # some page changed
EVERYTHING = ("everything", 0)  # any page may have: what was written did not say what it touched
PAUSE = 0.5  # seconds between two looks at the rows
OVERLAP = timedelta(seconds=15)  # how long a transaction may take and how far clocks may differ, to be heard in time


class Stamp(db.Model):
    """The last change of a subject, and how many there have been (two changes may share a moment)."""

    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    object_id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[object] = mapped_column(UTCDateTime, index=True)
    turn: Mapped[int] = mapped_column(default=1)


_TABLE: Any = Stamp.__table__
_NEXT = (  # made once: every deed asks it, some twice
    db.update(_TABLE)
    .where(_TABLE.c.kind == db.bindparam("of_kind"), _TABLE.c.object_id == db.bindparam("of_id"))
    .values(at=db.bindparam("now"), turn=_TABLE.c.turn + 1)
    .returning(_TABLE.c.turn)
)


def touch(kind: str, object_id: int) -> None:
    """Note that the subject changes with the transaction that is open; it is written when that ends."""
    db.session().info["touched"][kind, object_id] = 0


def touch_everything() -> None:
    """Any page may show what changes with the transaction that is open, however narrow it called itself."""
    db.session().info["narrow"] = False


def _write(kind: str, object_id: int) -> int:
    at = clock.now()
    given = {"of_kind": kind, "of_id": object_id, "now": at}
    turn = db.session.scalar(_NEXT, given)
    if turn is None and insert_once(Stamp, kind=kind, object_id=object_id, at=at, turn=1):
        turn = 1
    turn = turn or db.session.scalar(_NEXT, given)  # somebody else made the row between the two statements
    return _number(kind, object_id, turn, at)


def of(kind: str, object_id: int) -> str:
    """The stamp as a short text that differs after every change; "0" before the first."""
    turn = db.session.scalar(db.select(Stamp.turn).where(Stamp.kind == kind, Stamp.object_id == object_id))
    return str(turn or 0)


def board() -> Board:
    """This host's board of the present app."""
    known = current_app.extensions
    if "board" not in known:
        known["board"] = Board(f"{current_app.config['INSTANCE']}/stamps.board")
    return known["board"]


def _number(kind: str, object_id: int, turn, at: datetime) -> int:
    words = f"{kind}:{object_id}:{turn}:{at.timestamp()}".encode()
    return int.from_bytes(blake2b(words, digest_size=8).digest())


def _publish(numbers: dict[int, int]) -> None:
    # First that anything changed: whoever sees one of the new numbers can see that they may have read what was before.
    anything = slot_of(*ANYTHING)
    board().write(anything, secrets.randbits(64))
    for slot in numbers.keys() - {anything}:
        board().write(slot, numbers[slot])


class Listener:
    """Brings onto the board what was committed elsewhere. One for each process."""

    def __init__(self):
        self._heard: set[int] = set()
        self._looked = -PAUSE

    def listen(self) -> None:
        """Look at the rows; one statement."""
        if time.monotonic() - self._looked < PAUSE:
            return
        late = db.select(Stamp.kind, Stamp.object_id, Stamp.turn, Stamp.at).where(Stamp.at > clock.now() - OVERLAP)
        heard: set[int] = set()
        slots: dict[int, int] = {}  # two things in one slot are written as one: neither's number must come back
        missed: set[int] = set()
        for row in db.session.execute(late):
            number, slot = _number(*row), slot_of(row.kind, row.object_id)
            slots[slot] = slots.get(slot, 0) ^ number
            heard.add(number)
            if number not in self._heard:
                missed.add(slot)
        if missed := {slot for slot in missed if board().number(slot) != slots[slot]}:
            _publish({slot: slots[slot] for slot in missed})
        self._heard, self._looked = heard, time.monotonic()


def listen() -> None:
    """Bring onto the board what was committed elsewhere, if the last look was a while ago."""
    current_app.extensions.setdefault("listener", Listener()).listen()


def begin() -> None:
    """before_request, before the first look at the database: from here on `is_still` can tell."""
    g.anything = board().number(slot_of(*ANYTHING))


def is_still() -> bool:
    """Whether nothing was committed on this host since the request began: what was read is as it is."""
    return g.anything == board().number(slot_of(*ANYTHING))


def _close(session: Session) -> None:
    # Late and in one order, so that no two deeds wait for each other in a ring; "everything" last, which most write.
    session.flush()
    touched = session.info["touched"]
    last = [] if session.info["narrow"] else [EVERYTHING]
    for thing in [*sorted(touched), *last]:
        touched[thing] = _write(*thing)


def _tell(session: Session) -> None:
    if touched := session.info.pop("touched", None):
        _publish({slot_of(*thing): number for thing, number in touched.items()})


before_commit.append(_close)
committed.append(_tell)
