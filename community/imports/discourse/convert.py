"""From Discourse's Markdown to ours: quotes, links between posts, pictures, emoji, lines. Code is left alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from community.imports.discourse.words import convert_words

DEEPEST = 10  # quotes in quotes; people stop at four

_FENCE = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[`~]* *$|\Z)", re.MULTILINE | re.DOTALL)
_QUOTE = re.compile(r"\[quote(?:=\"?([^\]\"]*)\"?)?\]|\[/quote\]", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A post that is here: its id and what its author is called here."""

    post_id: int
    username: str


@dataclass
class Known:
    """What of the archive is here, by what it was there."""

    post: Callable[[int, int], Found | None]  # (topic, number)
    topic: Callable[[int], str | None]  # its address here
    username: Callable[[str], str | None]
    host: str = ""
    quoted: set[int] = field(default_factory=set)  # ids of posts that the text quotes: `convert` fills it


@dataclass
class _Part:
    """A quote, or at the top the whole text: words and quotes in order."""

    head: str = ""
    parts: list = field(default_factory=list)


def convert(raw: str, known: Known) -> str:
    """The text in our Markdown; `known.quoted` then holds whom it quotes."""
    known.quoted.clear()
    raw = raw.replace("\r\n", "\n")
    return _write(_tree(raw), known).strip("\n")


def _tree(raw: str) -> _Part:
    """Nested quotes. A mark without its other half is a word like any other."""
    open_parts = [_Part()]
    for words, mark in _pieces(raw):
        open_parts[-1].parts.append(words)
        if mark is None:
            continue
        is_end = mark[0].lower() == "[/quote]"
        if is_end and len(open_parts) > 1:
            done = open_parts.pop()
            open_parts[-1].parts.append(done)
        elif not is_end and len(open_parts) <= DEEPEST:
            open_parts.append(_Part(mark[0]))
        else:
            open_parts[-1].parts.append(mark[0])
    while len(open_parts) > 1:  # never closed: its mark goes back to being words
        lost = open_parts.pop()
        open_parts[-1].parts += [lost.head, *lost.parts]
    return open_parts[0]


def _pieces(raw: str):
    """(words, the quote mark behind them or None); marks inside fenced code do not count."""
    fences = [found.span() for found in _FENCE.finditer(raw)]
    start = 0
    for mark in _QUOTE.finditer(raw):
        if not any(begin <= mark.start() < end for begin, end in fences):
            yield raw[start : mark.start()], mark
            start = mark.end()
    yield raw[start:], None


def _write(part: _Part, known: Known) -> str:
    words = ""
    for piece in part.parts:
        if isinstance(piece, _Part):
            words = words.rstrip() + "\n\n" + _quote(piece, known) + "\n\n"
        else:
            words += _outside_fences(piece, known).lstrip("\n" if words.endswith("\n\n") else "")
    return words


def _quote(part: _Part, known: Known) -> str:
    who, post, topic = _cited(part.head)
    found = known.post(topic, post) if topic and post else None
    if found:
        known.quoted.add(found.post_id)
        lines = [f"[@{found.username}](/p/{found.post_id}):", ""]
    else:
        lines = [f"**{who}:**", ""] if who else []
    lines += _write(part, known).strip("\n").split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _cited(head: str) -> tuple[str, int, int]:
    """Who, which post, which topic: of [quote="sipa, post:24, topic:303, full:true"]."""
    found = _QUOTE.fullmatch(head)
    who, *facts = (found.group(1) or "").split(",") if found else ("",)
    numbers = {"post": 0, "topic": 0}
    for fact in facts:
        name, _colon, value = fact.strip().partition(":")
        if name in numbers and re.fullmatch("[0-9]{1,9}", value):
            numbers[name] = int(value)
    return re.sub(r"[*_\[\]<>`]", "", who).strip(), numbers["post"], numbers["topic"]


def _outside_fences(words: str, known: Known) -> str:
    done, start = "", 0
    for fence in _FENCE.finditer(words):
        done += convert_words(words[start : fence.start()], known) + fence.group()
        start = fence.end()
    return done + convert_words(words[start:], known)
