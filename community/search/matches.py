"""Where in a text stands what was asked for: one answer for the list of hits and for the pages that they open."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from community.search.query import Query, Term
from community.search.words import Word, stems, words

PREFIXED = ("ar", "fa")  # languages whose stemmers take away beginnings, too
FORMS = 20_000  # more different words than a text has

Place = tuple[int, int]


class Sought:
    """A query, to be looked for in one text after the other. Stemming is dear: it is done for `forms` words at most."""

    def __init__(self, query: Query, forms: int = FORMS):
        self._query, self._forms = query, forms
        self._known: dict[str | None, dict[str, bool]] = {}

    def places(self, text: str, language: str | None) -> list[Place]:
        """Start and end of each match, in order; `language`: whose forms of the words the text is found by."""
        row = _Row(words(text))
        found = {place for term in self._query.wanted for place in row.places_of(term)}
        return sorted(found.union(self._inflected(row.words, language)))

    def _inflected(self, found: list[Word], language: str | None) -> Iterator[Place]:
        """The words that share a stem with one that was asked for."""
        if language is None:
            return
        meant = frozenset[str]().union(*(term.stems((language,)) for term in self._query.wanted))
        if not meant:
            return
        known, may_begin = self._known.setdefault(language, {"": False}), tuple(stem[2:4] for stem in meant)
        for word in found:
            form = word.written
            if form not in known and (language in PREFIXED or word.token.startswith(may_begin)):
                known[form] = self._forms > 0 and bool(stems(form, language) & meant)
                self._forms -= 1
            if known.get(form):
                yield word.start, word.end


class _Row:
    """The words in one line with spaces between: so a term is found by a plain search for it, in linear time."""

    def __init__(self, found: list[Word]):
        self.words = found
        self._line = " " + "".join(f"{word.token} " for word in found)
        self._starts = list(accumulate((len(word.token) + 1 for word in found), initial=0))

    def places_of(self, term: Term) -> Iterator[Place]:
        """Where the term's words follow each other, or where a word begins with it."""
        sought = f" {' '.join(term.tokens)}{'' if term.is_beginning else ' '}"
        at = self._line.find(sought)
        while at >= 0:
            first = bisect_left(self._starts, at)
            yield self.words[first].start, self.words[first + len(term.tokens) - 1].end
            at = self._line.find(sought, at + 1)
