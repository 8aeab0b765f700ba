"""What somebody typed, understood: words, "phrases", -without, begin*. Everything else is plain text."""

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from itertools import groupby

from community.search.words import Word, any_stems, is_unspaced, words
from community.text.tidy import tidy

LONGEST = 200  # characters of a query
MOST = 16  # terms of a query; what follows is left out
SHORTEST_BEGINNING = 2  # letters before a *; less would fetch half of the words there are

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』", '"'))
_PART = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True)
class Term:
    """Words that must follow each other (most terms are one word), or the beginning of a word.

    `inflected` is the word as it was typed, where its other forms are meant too; `typed` is what stood in the box.
    """

    tokens: tuple[str, ...]
    inflected: str = ""
    is_beginning: bool = False
    is_unwanted: bool = False
    typed: str = field(default="", compare=False)

    def stems(self, languages: Container[str]) -> frozenset[str]:
        """What the word's other forms have in common, in each of the languages in which it can be written."""
        return any_stems(self.inflected, languages) if self.inflected else frozenset()


@dataclass(frozen=True)
class Query:
    """All wanted terms must be there, no unwanted one. `typed` is all that stood in the box."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()
    typed: str = ""

    @property
    def has_phrases(self) -> bool:
        """Whether it matters where words stand."""
        return any(len(term.tokens) > 1 for term in (*self.wanted, *self.unwanted))

    @property
    def in_a_row(self) -> Term | None:
        """Several plain words as one phrase: what has them side by side is likelier to be meant."""
        if len(self.wanted) < 2 or any(term.is_beginning for term in self.wanted):
            return None
        return Term(tuple(token for term in self.wanted for token in term.tokens))


def parse(typed: str) -> Query:
    """The query that the text is; one without wanted terms finds nothing."""
    terms: list[Term] = []
    for minus, phrase, word in _PART.findall(tidy(typed[:LONGEST]).translate(_QUOTES)):
        part = word or f'"{phrase}"'
        terms += [replace(term, is_unwanted=bool(minus), typed=part) for term in _terms(phrase or word, bool(word))]
    terms = list(dict.fromkeys(terms))[:MOST]
    wanted = tuple(term for term in terms if not term.is_unwanted)
    return Query(wanted, tuple(term for term in terms if term.is_unwanted), typed)


def _terms(written: str, is_word: bool) -> list[Term]:
    """One term, or several where scripts with and without spaces stand in one word."""
    found = words(written)
    is_beginning = is_word and written.endswith("*") and bool(found) and len(found[-1].token) >= SHORTEST_BEGINNING
    terms = []
    for unspaced, group in groupby(found, key=lambda word: is_unspaced(word.token)):
        part = list(group)
        if unspaced:
            terms.append(_unspaced(part))
        else:
            tokens = tuple(word.token for word in part)
            inflected = part[0].written if is_word and not is_beginning and len(part) == 1 else ""
            terms.append(Term(tokens, inflected, is_beginning and part[-1] is found[-1]))
    return terms


def _unspaced(pairs: list[Word]) -> Term:
    """Pairs overlap; the last character of a run stands alone only where nothing comes before it."""
    whole = tuple(word.token for word in pairs if word.end - word.start > 1)
    return Term(whole or (pairs[0].token,), is_beginning=not whole)
