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
    for sort, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if sort == "equal":
            pieces.append(Piece("same", "".join(before[i1:i2])))
            continue
        pieces += [Piece("gone", "".join(before[i1:i2]))] if i2 > i1 else []
        pieces += [Piece("new", "".join(after[j1:j2]))] if j2 > j1 else []
    return pieces
