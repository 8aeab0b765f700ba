"""The number of a document is made of its time, so that "the newest hits" is the order in which engines read anyway.

Seconds since 1970 in the upper bits; below them what keeps the documents of one second apart, in their own order.
"""

import zlib
from datetime import datetime

PLACES = 1 << 24  # documents of one second
TIMELESS = 1 << 36  # the "second" of what has no time (tags): before everything else, and outside of every date filter


def key_of(kind: str, object_id: int, at: datetime | None) -> int:
    """The number that the document gets, or, if another has it, one soon after."""
    place = (object_id % (1 << 20) << 4) + zlib.crc32(kind.encode()) % 16
    return first_of(at) + place


def first_of(at: datetime | None) -> int:
    """The least number of a document of that moment."""
    return (TIMELESS if at is None else int(at.timestamp() // 1)) * PLACES
