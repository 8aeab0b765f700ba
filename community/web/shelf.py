"""Where pages that are kept ready lie, in each process: until something that they show changes, or a minute is over."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b

from community import clock
from community.board import Board
from community.web.packing import Piece, join

# Seconds: so old may be what no stamp tells of. On a page that says what it shows, that is how often it was seen and
# how much others have posted ("Posts: 7"); on any other also how long ago something was.
LASTING, PASSING = 300.0, 60.0


@dataclass(frozen=True)
class Own:
    """A member to whom a page looks different until a moment (seconds since the epoch; None: for ever)."""

    until: float | None
    counted: int  # what stood on the board for what is counted about them


@dataclass
class Kept:
    """A page: its pieces (the name of a gap where a reader's own piece goes), and what makes it worthless."""

    pieces: tuple[Piece | str, ...]
    seen: dict[int, int]  # what stood in the board's slots when the page was made
    own: dict[int, Own] = field(default_factory=dict)
    notes: tuple[Callable[[], None], ...] = ()  # by what each showing is counted
    headers: list[tuple[str, str]] | None = None  # those of the whole answer, known for visitors' pages only
    lasting: float = PASSING
    until: float | None = None  # when it looks different though nobody did anything (seconds since the epoch)
    made: float = field(default_factory=time.monotonic)

    def __post_init__(self):
        # The pieces joined, where there is no gap, and what a browser that has them may say instead of asking again.
        self.gaps = [piece for piece in self.pieces if isinstance(piece, str)]
        self.whole = b"" if self.gaps else join(piece for piece in self.pieces if isinstance(piece, Piece))
        self.etag = blake2b(self.whole, digest_size=12).hexdigest()
        if self.whole:
            self.pieces = ()

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return 2000 + sum(len(piece.packed) for piece in self.pieces if isinstance(piece, Piece)) + len(self.whole)

    def is_own_of(self, member_id: int | None) -> bool:
        """Whether it would look different to this member now."""
        own = self.own.get(member_id or 0)
        return own is not None and (own.until is None or clock.now().timestamp() < own.until)

    def is_worth(self, board: Board) -> bool:
        """Whether it is as good as new."""
        if time.monotonic() - self.made > self.lasting:
            return False
        if self.until is not None and clock.now().timestamp() >= self.until:
            return False
        return all(board.number(slot) == was for slot, was in self.seen.items())


class Shelf:
    """The pages of one process, the least asked for given up first when `room` bytes are full."""

    def __init__(self, room: int):
        self.room, self._used = room, 0
        self._pages: OrderedDict[tuple, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple, board: Board) -> Kept | None:
        """The page, if it is as good as new."""
        kept = self._pages.get(key)
        if kept is None:
            return None
        if not kept.is_worth(board):
            self.drop(key)
            return None
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
        return kept

    def put(self, key: tuple, kept: Kept) -> None:
        """Keep a page, and give up others for it if need be."""
        with self._lock:
            self._forget(key)
            self._pages[key] = kept
            self._used += _size(key, kept)
            while self._used > self.room and self._pages:
                self._forget(next(iter(self._pages)))

    def drop(self, key: tuple) -> None:
        """Forget one page."""
        with self._lock:
            self._forget(key)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._pages.clear()
            self._used = 0

    def _forget(self, key: tuple) -> None:
        if kept := self._pages.pop(key, None):
            self._used -= _size(key, kept)


def _size(key: tuple, kept: Kept) -> int:
    return kept.size + sum(len(str(part)) for part in key)  # an address may be longer than its page
