"""What changed between two texts, word by word, for people to read."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")
MANY = 6000  # words; beyond that, lines are compared, which costs less


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both have ("same"), or that only the older ("gone") or the newer ("new") has."""

    sort: str
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """The newer text with what went and what came, in reading order."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) + len(after) > MANY:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    gone = came = ""
    for sort, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        older, newer = "".join(before[i1:i2]), "".join(after[j1:j2])
        if sort != "equal" or (gone + came and older == " "):  # two changes with a blank between them read as one
            gone, came = gone + older, came + newer
            continue
        pieces += [*_change(gone, came), Piece("same", older)]
        gone = came = ""
    return pieces + _change(gone, came)


def _change(gone: str, came: str) -> list[Piece]:
    return [piece for piece in (Piece("gone", gone), Piece("new", came)) if piece.text]
