"""Plain words with some of them marked: for what search found."""

from collections.abc import Iterable

from markupsafe import Markup, escape


def mark(words: str, places: Iterable[tuple[int, int]]) -> Markup:
    """The words, escaped, with <mark> around each (start, end); places that overlap become one."""
    pieces, done = Markup(), 0
    for start, end in _joined(places):
        pieces += escape(words[done:start]) + Markup("<mark>{}</mark>").format(words[start:end])
        done = end
    return pieces + escape(words[done:])


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
