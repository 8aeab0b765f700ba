"""The part of a text that made it a hit, and where in it the matching words stand."""

from community.search.query import Query, Term
from community.search.words import Word, stems, words
from community.text.excerpts import cut
from community.text.marking import mark

LONGEST = 260  # characters of an excerpt
BEFORE = 80  # of them before the first match
LOOKED_AT = 64_000
PREFIXED = ("ar", "fa")  # languages whose stemmers take away beginnings, too


def marked(text: str, query: Query, language: str | None):
    """The whole text, its matching words marked."""
    return mark(text, places(text, query, language))


def excerpt(text: str, query: Query, language: str | None):
    """The words around the first match in one line, marked; the first words where nothing matches."""
    text = " ".join(text[:LOOKED_AT].split())
    found = places(text, query, language)
    start = _beginning(text, found[0][0]) if found else 0
    shown, lead = cut(text[start:], LONGEST), "… " if start else ""
    end = start + len(shown.removesuffix("…")) if len(shown) < len(text) - start else len(text)
    inside = [(a, b) for a, b in found if start <= a and b <= end]
    return mark(lead + shown, [(a - start + len(lead), b - start + len(lead)) for a, b in inside])


def places(text: str, query: Query, language: str | None) -> list[tuple[int, int]]:
    """Where in the text stands what was asked for."""
    found = words(text)
    return sorted({place for term in query.wanted for place in _of(term, found, language)})


def _of(term: Term, found: list[Word], language: str | None):
    length, first = len(term.tokens), term.tokens[0]
    meant = term.stems((language,)) if language else frozenset()
    may_begin = tuple(stem[2:4] for stem in meant)
    for at, word in enumerate(found):
        if (word.token == first or term.is_beginning) and _stands(term, found[at : at + length]):
            yield word.start, found[at + length - 1].end
        elif meant and language and _shares_stem(meant, word, language, may_begin):
            yield word.start, word.end


def _shares_stem(meant: frozenset[str], word: Word, language: str, may_begin: tuple[str, ...]) -> bool:
    likely = language in PREFIXED or word.token.startswith(may_begin)  # stemming is dear: only what can match
    return likely and bool(stems(word.written, language) & meant)


def _stands(term: Term, here: list[Word]) -> bool:
    tokens = [word.token for word in here]
    if len(tokens) < len(term.tokens):
        return False
    if term.is_beginning:
        return tokens[:-1] == list(term.tokens[:-1]) and tokens[-1].startswith(term.tokens[-1])
    return tokens == list(term.tokens)


def _beginning(text: str, first: int) -> int:
    """Where to begin so that the match has some words before it."""
    if first <= BEFORE:
        return 0
    space = text.find(" ", first - BEFORE, first)
    return space + 1 if space >= 0 else first
