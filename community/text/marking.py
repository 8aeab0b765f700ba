"""Words marked in a text: for what search found. In plain words, and in finished HTML as a page shows it.

In HTML nothing is added but <mark> around characters of its words, and nothing is changed: never inside a tag, never
around one. What is looked through is what the eye reads in one go, whatever elements it is written in: the text
itself, and each quote of another post.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape

from markupsafe import Markup, escape

from community.text.excerpts import space_at

Place = tuple[int, int]
Find = Callable[[str], Iterable[Place]]
Pieces = list[tuple[str, int | None]]  # words, and which part of the HTML holds them (None: none that can be marked)

# The cleaners leave tags whole, with their values in double quotes, and no "<" but at their beginnings.
_TAG = re.compile(r'(<[^>"]*(?:"[^"]*"[^>"]*)*>)')
_NAME = re.compile("</?([a-z0-9]*)")
_ALT = re.compile(' alt="([^"]*)"')
_ENTITY = re.compile("&#?[0-9A-Za-z]{1,31};")
_UNIT = re.compile("&#?[0-9A-Za-z]{1,31};|.", re.DOTALL)


def mark(words: str, places: Iterable[Place]) -> Markup:
    """The words, escaped, with <mark> around each (start, end); places that overlap become one."""
    pieces, done = Markup(), 0
    for start, end in joined(places):
        pieces += escape(words[done:start]) + Markup("<mark>{}</mark>").format(words[start:end])
        done = end
    return pieces + escape(words[done:])


def mark_html(html: str, find: Find, most: int) -> tuple[Markup, int]:
    """The HTML with what `find` finds in its words marked, and how many marks those are; never more than `most`.

    A match that goes on through several elements has a mark in each. `html` comes from `text.show`.
    """
    parts = _TAG.split(html)  # words, tag, words, tag, …, words
    found = [place for pieces in _readings(parts) for place in _spread(pieces, find)]
    inside: dict[int, list[Place]] = defaultdict(list)
    for part, start, end in sorted(found)[:most]:
        inside[part].append((start, end))
    for part, places in inside.items():
        parts[part] = _marked(parts[part], places)
    return Markup("".join(parts)), min(len(found), most)  # noqa: S704 - it was HTML before, and <mark> is ours


def joined(places: Iterable[Place]) -> list[Place]:
    """The places in order, those that overlap or touch as one."""
    done: list[Place] = []
    for start, end in sorted(places):
        if done and start <= done[-1][1]:
            done[-1] = done[-1][0], max(end, done[-1][1])
        else:
            done.append((start, end))
    return done


def _readings(parts: Sequence[str]) -> list[Pieces]:
    """The text itself and each quote of another post, without what was added when the text was dressed (<cite>)."""
    own: Pieces = []
    around: list[bool] = []
    readings, here, is_added = [own], own, False
    for number, part in enumerate(parts):
        if number % 2 == 0:
            if not is_added:
                here.append((_plain(part), number))
            continue
        name = _NAME.match(part).group(1)  # type: ignore[union-attr]
        if name == "cite":
            is_added = part[1] != "/"
        elif name == "blockquote":
            _enter_or_leave(part, around)
            own.append((space_at(name), None))
            if not any(around):
                here = own
            elif here is own:
                here = []
                readings.append(here)
        here.append((space_at(name) + _picture(name, part), None))
    return readings


def _enter_or_leave(tag: str, around: list[bool]) -> None:
    """Note the quotes around what follows, true for those of other posts."""
    if tag[1] != "/":
        around.append(' data-post="' in tag)
    elif around:
        around.pop()


def _picture(name: str, tag: str) -> str:
    alt = _ALT.search(tag) if name == "img" else None
    return _plain(alt.group(1)) if alt else ""


def _plain(written: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity.group()), written) if "&" in written else written


def _spread(pieces: Pieces, find: Find) -> Iterator[tuple[int, int, int]]:
    """Each place as the parts of the HTML that it lies in: (part, start, end). White space at an end is left out."""
    places = iter(joined(find("".join(words for words, _part in pieces))))
    place, begin = next(places, None), 0
    for words, part in pieces:
        while place and place[0] < begin + len(words):
            start, end = max(place[0] - begin, 0), min(place[1] - begin, len(words))
            start += len(words[start:end]) - len(words[start:end].lstrip())
            end = start + len(words[start:end].rstrip())
            if part is not None and start < end:
                yield part, start, end
            if place[1] > begin + len(words):
                break  # it goes on in the next piece
            place = next(places, None)
        begin += len(words)


def _marked(written: str, places: list[Place]) -> str:
    starts = _starts(written)
    pieces, done = [], 0
    for start, end in ((starts[start], starts[end]) for start, end in places):
        pieces += [written[done:start], "<mark>", written[start:end], "</mark>"]
        done = end
    return "".join([*pieces, written[done:]])


def _starts(written: str) -> Sequence[int]:
    """Where in the written text each of its plain characters begins, and where the last one ends."""
    if "&" not in written:
        return range(len(written) + 1)
    units = ((unit.start(), unescape(unit.group())) for unit in _UNIT.finditer(written))
    return [*(start for start, plain in units for _character in plain), len(written)]
