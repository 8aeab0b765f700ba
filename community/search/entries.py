"""A document as the engines take it: the words of title and body in order, and the stems of each."""

from dataclasses import dataclass

from community.search.documents import Document
from community.search.guess import language_of
from community.search.words import Word, stems, words

MOST_CHARACTERS = 64_000  # of a body; no post is longer


@dataclass(frozen=True)
class Entry:
    """What is written into an engine."""

    title: list[str]
    body: list[str]
    title_stems: list[str]
    body_stems: list[str]
    language: str | None


def entry_of(document: Document) -> Entry:
    """The words of a document."""
    title, body = words(document.title), words(document.body[:MOST_CHARACTERS])
    language = language_of([*title, *body], document.language)
    return Entry(_tokens(title), _tokens(body), _stems(title, language), _stems(body, language), language)


def _tokens(found: list[Word]) -> list[str]:
    return [word.token for word in found]


def _stems(found: list[Word], language: str | None) -> list[str]:
    if language is None:
        return []
    written = {word.written for word in found}
    return sorted({stem for one in written for stem in stems(one, language)})
