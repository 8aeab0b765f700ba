"""What changed between two texts, word by word, for people to read.

The shortest way from one to the other is found as Myers describes it ("An O(ND) difference algorithm", 1986): its time
grows with the number of changes, and stops at EFFORT. Texts with more changes are compared by lines, or not at all:
two different texts of a thousand words would take a minute, and everybody may ask for a history.
"""

import re
from dataclasses import dataclass
from itertools import groupby

WORDS = re.compile(r"\s+|[^\s]+")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
MOST = 400_000  # characters of all comparisons on one page
EFFORT = 60_000  # steps of one comparison: some hundred changes in a text of any length, in about 30 ms


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both have ("same"), or that only the older ("gone") or the newer ("new") has."""

    sort: str
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """The newer text with what went and what came, in reading order."""
    for parts in (WORDS, LINES):
        script = _script(parts.findall(old), parts.findall(new))
        if script is not None:
            return _read(script)
    return _change(old, new)


def _script(old: list[str], new: list[str]) -> list[Piece] | None:
    """Every part with what became of it; None where finding out takes too long."""
    numbers: dict[str, int] = {}  # parts are compared as numbers, which takes equally long for parts of any length
    before, after = ([numbers.setdefault(part, len(numbers)) for part in parts] for parts in (old, new))
    trace = _trace(before, after)
    if trace is None:
        return None
    x, y, script = len(old), len(new), []
    for step in range(len(trace) - 1, -1, -1):
        from_x, from_y = _before(trace[step], x - y, step) if step else (0, 0)
        while x > from_x and y > from_y:
            x, y = x - 1, y - 1
            script.append(Piece("same", new[y]))
        if step:
            script.append(Piece("gone", old[from_x]) if x > from_x else Piece("new", new[from_y]))
        x, y = from_x, from_y
    return script[::-1]


def _trace(old: list[int], new: list[int]) -> list[dict[int, int]] | None:
    """For each number of changes how far each diagonal had been followed before; None if that takes too long."""
    reached, trace, effort = {1: 0}, [], EFFORT
    for changes in range(len(old) + len(new) + 1):
        trace.append(dict(reached))
        for diagonal in range(-changes, changes + 1, 2):
            x = start = _start(reached, diagonal, changes)
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            reached[diagonal] = x
            effort -= 1 + x - start
            if x >= len(old) and x - diagonal >= len(new):
                return trace
        if effort < 0:
            return None
    raise AssertionError("everything gone and everything new is a way, too")


def _start(reached: dict[int, int], diagonal: int, changes: int) -> int:
    """Where on the old text a diagonal goes on: after something new, or after something that is gone."""
    if _comes_from_new(reached, diagonal, changes):
        return reached[diagonal + 1]
    return reached[diagonal - 1] + 1


def _before(reached: dict[int, int], diagonal: int, changes: int) -> tuple[int, int]:
    """Where the way to this diagonal stood before its last change."""
    if _comes_from_new(reached, diagonal, changes):
        return reached[diagonal + 1], reached[diagonal + 1] - diagonal - 1
    return reached[diagonal - 1], reached[diagonal - 1] - diagonal + 1


def _comes_from_new(reached: dict[int, int], diagonal: int, changes: int) -> bool:
    return diagonal == -changes or (diagonal != changes and reached[diagonal - 1] < reached[diagonal + 1])


def _read(script: list[Piece]) -> list[Piece]:
    pieces: list[Piece] = []
    gone = came = ""
    for sort, group in groupby(script, key=lambda piece: piece.sort):
        text = "".join(piece.text for piece in group)
        between = sort == "same" and text == " " and gone + came  # two changes with a blank between them read as one
        if sort == "same" and not between:
            pieces += [*_change(gone, came), Piece("same", text)]
            gone = came = ""
            continue
        gone, came = gone + text * (sort != "new"), came + text * (sort != "gone")
    return pieces + _change(gone, came)


def _change(gone: str, came: str) -> list[Piece]:
    return [piece for piece in (Piece("gone", gone), Piece("new", came)) if piece.text]
