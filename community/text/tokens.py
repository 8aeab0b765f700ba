"""Small helpers for walking what markdown-it-py has parsed."""

import re
from collections.abc import Callable, Iterable

from markdown_it.token import Token

_SPOKEN = {"text", "text_special", "code_inline", "image"}
Made = tuple[list[Token], int]  # what replaces a find, and how many of its characters that uses up


def text_of(children: Iterable[Token]) -> str:
    """The words of some inline tokens, as a reader sees them."""
    return "".join(_word(token) for token in children)


def text(content: str) -> Token:
    """A token of plain words."""
    return Token("text", "", 0, content=content)


def split_text(children: list[Token], pattern: re.Pattern[str], make: Callable[[re.Match], Made | None]) -> list[Token]:
    """Replace what `pattern` finds in the plain words, but not inside links, by the tokens that `make` gives."""
    done: list[Token] = []
    in_link = 0
    for token in children:
        in_link += token.nesting if token.type in ("link_open", "link_close") else 0
        done += _split(token.content, pattern, make) if token.type == "text" and not in_link else [token]
    return done


def _split(content: str, pattern: re.Pattern[str], make: Callable[[re.Match], Made | None]) -> list[Token]:
    done, position = [], 0
    found = pattern.search(content)
    while found:
        made = make(found)
        if made:
            done += [text(content[position : found.start()]), *made[0]]
            position = found.start() + made[1]
        found = pattern.search(content, max(position, found.end() if not made else position))
    return [*done, text(content[position:])]


def _word(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "image":
        return text_of(token.children or ())
    return token.content if token.type in _SPOKEN else ""
