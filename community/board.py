"""A board of numbers that all processes of a host share: a file in memory, a slot for each thing.

Two things may share a slot; then a change of one looks like a change of both, which costs a page made anew and no more.
"""

import logging
import mmap
import os
import struct
import zlib

log = logging.getLogger(__name__)

SLOTS = 1 << 16
NUMBER = struct.Struct("=Q")
DONE_AGAIN = SLOTS * NUMBER.size  # behind the slots: how many deeds the database undid that were then done again
SIZE = DONE_AGAIN + NUMBER.size


class Board:
    """Numbers that every process which opened the same file sees at once. Nobody waits: each writes a number whole."""

    def __init__(self, path: str):
        try:
            self._memory = _shared(path)
        except OSError as error:  # a full disk must not keep pages from being read
            log.warning("no board of changes at %s (%s): processes tell each other by the database alone", path, error)
            self._memory = mmap.mmap(-1, SIZE)

    def write(self, slot: int, number: int) -> None:
        """Put a number of 64 bits into a slot."""
        NUMBER.pack_into(self._memory, slot, number)

    def count(self, slot: int) -> int:
        """One more there; answers how many. Of two in the same instant one may go uncounted: nobody waits."""
        self.write(slot, self.number(slot) + 1)
        return self.number(slot)

    def number(self, slot: int) -> int:
        """What stands in a slot."""
        return NUMBER.unpack_from(self._memory, slot)[0]


def _shared(path: str) -> mmap.mmap:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # All of its room is taken now: a write into a hole for which the disk has none left would kill the process.
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(descriptor, 0, SIZE)
        elif os.fstat(descriptor).st_size < SIZE:
            os.pwrite(descriptor, bytes(SIZE), 0)
        return mmap.mmap(descriptor, SIZE)
    finally:
        os.close(descriptor)


def slot_of(kind: str, object_id: int) -> int:
    """Where the thing's number stands, in bytes from the beginning."""
    return zlib.crc32(f"{kind}:{object_id}".encode()) % SLOTS * NUMBER.size
