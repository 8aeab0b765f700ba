"""Which way a text runs: the first letter with a direction of its own decides, as in HTML's dir="auto"."""

import unicodedata

_WAYS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def direction_of(text: str) -> str:
    """'ltr', 'rtl', or 'auto' for a text without any letter."""
    return next((_WAYS[way] for way in map(unicodedata.bidirectional, text) if way in _WAYS), "auto")
