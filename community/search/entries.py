"""A document as the engines take it: the words of title and body in order, and marks, which are no words.

A mark begins with a sign that no word holds: `^` for a word of the title, `=` for a stem, `^=` for a stem of the title.
So a question of where and in which form is one more word to look up, and no engine has to open a document to answer it.
"""

from dataclasses import dataclass

from community.search.documents import Document
from community.search.guess import language_of
from community.search.words import Word, stems, words

IN_TITLE, STEM = "^", "="  # the signs that marks begin with
MOST_CHARACTERS = 64_000  # of a body; no post is longer


@dataclass(frozen=True)
class Entry:
    """What is written into an engine."""

    title: list[str]
    body: list[str]
    marks: list[str]  # those of the title's words first, in their order: a phrase may be asked of the title alone
    language: str | None


def entry_of(document: Document) -> Entry:
    """The words of a document."""
    title, body = words(document.title), words(document.body[:MOST_CHARACTERS])
    language = language_of([*title, *body], document.language)
    in_title, anywhere = _stems(title, language), _stems([*title, *body], language)
    marks = [IN_TITLE + token for token in _tokens(title)]
    marks += [IN_TITLE + STEM + stem for stem in in_title] + [STEM + stem for stem in anywhere]
    return Entry(_tokens(title), _tokens(body), marks, language)


def _tokens(found: list[Word]) -> list[str]:
    return [word.token for word in found]


def _stems(found: list[Word], language: str | None) -> list[str]:
    if language is None:
        return []
    written = {word.written for word in found}
    return sorted({stem for one in written for stem in stems(one, language)})
