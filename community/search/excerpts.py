"""The part of a text that made it a hit, with the matching words marked."""

from community.search.matches import Sought
from community.search.query import Query
from community.text.excerpts import cut
from community.text.marking import mark

LONGEST = 260  # characters of an excerpt
BEFORE = 80  # of them before the first match
LOOKED_AT = 64_000


def marked(text: str, query: Query, language: str | None):
    """The whole text, its matching words marked."""
    return mark(text, Sought(query).places(text, language))


def excerpt(text: str, query: Query, language: str | None):
    """The words around the first match in one line, marked; the first words where nothing matches."""
    text = " ".join(text[:LOOKED_AT].split())
    found = Sought(query).places(text, language)
    start = _beginning(text, found[0][0]) if found else 0
    shown, lead = cut(text[start:], LONGEST), "… " if start else ""
    end = start + len(shown.removesuffix("…")) if len(shown) < len(text) - start else len(text)
    inside = [(a, b) for a, b in found if start <= a and b <= end]
    return mark(lead + shown, [(a - start + len(lead), b - start + len(lead)) for a, b in inside])


def _beginning(text: str, first: int) -> int:
    """Where to begin so that the match has some words before it."""
    if first <= BEFORE:
        return 0
    space = text.find(" ", first - BEFORE, first)
    return space + 1 if space >= 0 else first
