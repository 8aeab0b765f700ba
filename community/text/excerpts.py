"""Plain words of a rendered text: for lists, notices, feeds, search and the heads of pages."""

import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser

_BREAKS = {"p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "tr", "table", "section", "div"}
_GAPS = {"td", "th"}
VIRAMA = 9  # the combining class of marks that tie two consonants together
_JOINERS = {"\u200d", "\u200c"}


class _Words(HTMLParser):
    def __init__(self, leave_out: Callable[[dict], bool]) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._leave_out = leave_out
        self._quotes: list[bool] = []  # those around us, true for what is left out

    def handle_starttag(self, tag, attrs) -> None:
        if tag == "blockquote":
            self._quotes.append(self._leave_out(dict(attrs)))
        self._space(tag)
        if tag == "img":
            self.handle_data(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag) -> None:
        if tag == "blockquote" and self._quotes:
            self._quotes.pop()
        self._space(tag)

    def handle_data(self, data) -> None:
        if not any(self._quotes):
            self.pieces.append(data.replace("\n", " "))

    def _space(self, tag: str) -> None:
        self.pieces.append(space_at(tag))


def space_at(tag: str) -> str:
    """What parts the words before a tag of this name from those after it; "" where one word may go on."""
    return "\n" if tag in _BREAKS else " " if tag in _GAPS else ""


def plain_text(html: str, quotes: bool = True) -> str:
    """The words of a rendered text, a line for each block; on request without what it quotes."""
    return _plain(html, lambda _attrs: not quotes)


def own_words(html: str) -> str:
    """The words of a rendered text without those of other posts that it quotes: for search."""
    return _plain(html, lambda attrs: "data-post" in attrs)


def _plain(html: str, leave_out: Callable[[dict], bool]) -> str:
    words = _Words(leave_out)
    words.feed(html)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def excerpt(html: str, length: int = 200, quotes: bool = False) -> str:
    """The first words in one line, cut between words where possible and never inside a letter, with "…" if cut."""
    return cut(" ".join(plain_text(html, quotes).split("\n")), length)


def cut(words: str, length: int) -> str:
    """At most `length` characters of the words, "…" included."""
    if len(words) <= length:
        return words
    end = words.rfind(" ", 0, length)
    if end < length // 2:
        end = _whole_letters(words, length - 1)
    return words[:end].rstrip() + "…"


def _whole_letters(words: str, end: int) -> int:
    while end > 0 and _continues(words, end):
        end -= 1
    return end


def _continues(words: str, at: int) -> bool:
    """Does the character belong to the one before it?"""
    character, before = words[at], words[at - 1]
    is_mark = unicodedata.category(character).startswith("M") or character in _JOINERS
    is_modifier = "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"
    is_syllable = "\u1160" <= character <= "\u11ff"
    is_joined = before == "\u200d" or unicodedata.combining(before) == VIRAMA
    return is_mark or is_modifier or is_syllable or is_joined or _is_second_of_flag(words, at)


def _is_second_of_flag(words: str, at: int) -> bool:
    count = 0
    while count <= at and "\U0001f1e6" <= words[at - count] <= "\U0001f1ff":
        count += 1
    return count > 0 and count % 2 == 0
