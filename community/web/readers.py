"""Who asks, as far as pages that are kept ready need to know, and a short memory of it.

The memory lets a member's page be handed out without a look at the database. It lasts a minute at most, and ends with
any change to that member or to anything that does not say what it touched: signing out, a suspension, a new password.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import current_app, session

from community import clock, stamps
from community.board import Board, slot_of
from community.web.packing import Piece

# What a session may hold without making a page look different: all else, such as a message, is for one pair of eyes.
UNSEEN = {"_id", "_user_id", "_fresh", "_permanent", "csrf_token", "language"}

MOST = 2000  # members that one process remembers
LASTING = 60.0  # seconds


@dataclass(frozen=True)
class Reader:
    """Who may share a page: `like` is the same for all to whom it looks the same; `gaps` holds what is their own."""

    id: int | None
    like: tuple
    gaps: Mapping[str, Sequence[Piece | str]] = field(default_factory=dict)


VISITOR = Reader(None, ("visitor",))

# Who asks, as a Reader, or None if this person's pages are not shared: wiring says.
who: list[Callable[[], Reader | None]] = []


@dataclass(frozen=True)
class Glance:
    """A session as it was seen: whose it is, and until when (seconds since the epoch)."""

    reader: Reader
    language: str | None  # what the session says of it, and what was made of that
    locale: str
    until: float
    note: Callable[[], None]  # that they were here
    seen: dict[int, int]  # what stood in the board's slots
    made: float = field(default_factory=time.monotonic)

    def is_worth(self, board: Board) -> bool:
        """Whether nothing has happened to it."""
        if time.monotonic() - self.made > LASTING or clock.now().timestamp() >= self.until:
            return False
        return all(board.number(slot) == was for slot, was in self.seen.items())

    def is_here(self, board: Board) -> bool:
        """The same, noting that they were here."""
        if self.is_worth(board):
            self.note()
            return True
        return False


class Memory:
    """The sessions that a process has seen lately, by their token."""

    def __init__(self):
        self._glances: OrderedDict[str, Glance] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, token: str, board: Board) -> Glance | None:
        """The session, if it is still what it was."""
        glance = self._glances.get(token)
        if glance and not glance.is_worth(board):
            with self._lock:
                self._glances.pop(token, None)
            return None
        return glance

    def put(self, token: str, glance: Glance) -> None:
        """Remember a session, and forget the one that was seen first if there are too many."""
        with self._lock:
            self._glances[token] = glance
            while len(self._glances) > MOST:
                self._glances.popitem(last=False)


def memory() -> Memory:
    """That of the present app in this process."""
    return current_app.extensions.setdefault("memory", Memory())


def remember(token: str, reader: Reader, *, locale: str, until: float, note: Callable[[], None]) -> None:
    """Note who came with this session, unless something was committed since the request began."""
    slots = [slot_of(*stamps.EVERYTHING), slot_of("member", reader.id or 0)]
    seen = {slot: stamps.board().number(slot) for slot in slots}
    if stamps.is_still():  # asked last: what is on the board by now may be younger than what was read
        memory().put(token, Glance(reader, session.get("language"), locale, until, note, seen))
