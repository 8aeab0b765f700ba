"""What we change in the blocks that markdown-it-py finds: headings, directions, tables, task lists, code, footnotes."""

import hashlib
from collections.abc import Sequence

from markdown_it.token import Token

from community.text.direction import direction_of
from community.text.tokens import text, text_of

DEEPEST_HEADING = 6
_LEAVES = {"p", "h2", "h3", "h4", "h5", "h6", "th", "td"}
_CONTAINERS = {"blockquote", "ul", "ol", "li", "table"}
_SIDES = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}
_BOXES = {"[ ] ": ("todo", "☐ "), "[x] ": ("done", "☑ "), "[X] ": ("done", "☑ ")}


def anchor_of(source: str) -> str:
    """What keeps the footnotes of two texts on one page apart; the same text always gets the same."""
    return hashlib.sha256(source.encode()).hexdigest()[:10]


def finish_blocks(tokens: list[Token], anchor: str, top: int) -> list[Token]:
    """Our form of every block. `anchor` goes into the addresses of footnotes; `top` is the level of first headings."""
    _mark_tasks(tokens)
    for token in tokens:
        _finish(token, top)
    tokens = [made for token in tokens for made in _around(token, anchor)]
    _set_directions(tokens)
    return tokens


def finish_notes(children: list[Token], anchor: str) -> list[Token]:
    """References to footnotes as small numbers that lead to the note."""
    return [made for token in children for made in _reference(token, anchor)]


def _finish(token: Token, top: int) -> None:
    if token.type.startswith("heading"):
        token.tag = f"h{min(int(token.tag[1]) + top - 1, DEEPEST_HEADING)}"
    elif token.type in ("fence", "code_block"):
        token.type, token.attrs = "code_block", {"dir": "ltr"}
    elif token.tag in ("td", "th") and "style" in token.attrs:
        token.attrs = {"class": _SIDES[str(token.attrs["style"])]}


def _set_directions(tokens: list[Token]) -> None:
    """Paragraphs find their own direction; what holds them takes that of its first words.

    HTML's "auto" does not look into parts that have a direction of their own, so a list would always run
    from the left, and its bullets would stand on the wrong side of an Arabic text.
    """
    waiting: list[Token] = []
    for token in tokens:
        if token.nesting == 1 and token.tag in _LEAVES | _CONTAINERS:
            token.attrSet("dir", "auto")
        if token.nesting == 1 and token.tag in _CONTAINERS:
            waiting.append(token)
        elif token.nesting == -1 and waiting and token.tag == waiting[-1].tag:
            waiting.pop()
        elif token.type == "inline" and waiting:
            waiting = _settle(waiting, direction_of(text_of(token.children or ())))


def _settle(waiting: list[Token], direction: str) -> list[Token]:
    if direction == "auto":
        return waiting
    for token in waiting:
        token.attrSet("dir", direction)
    return []


def _mark_tasks(tokens: Sequence[Token]) -> None:
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type == "list_item_open" and paragraph.type == "paragraph_open" and inline.children:
            _mark_task(item, inline.children)


def _mark_task(item: Token, children: list[Token]) -> None:
    first = children[0]
    kind, box = _BOXES.get(first.content[:4], ("", "")) if first.type == "text" else ("", "")
    if kind:
        item.attrs = {"class": kind}
        first.content = first.content[4:]
        children[:0] = [
            Token("span_open", "span", 1, attrs={"class": "box"}),
            text(box),
            Token("span_close", "span", -1),
        ]


def _around(token: Token, anchor: str) -> list[Token]:
    match token.type:
        case "table_open":
            return [Token("div_open", "div", 1, attrs={"class": "wide"}, block=True), token]
        case "table_close":
            return [token, Token("div_close", "div", -1, block=True)]
        case "footnote_block_open":
            notes = Token("section_open", "section", 1, attrs={"class": "notes"}, block=True)
            return [notes, Token("ordered_list_open", "ol", 1, block=True)]
        case "footnote_block_close":
            return [
                Token("ordered_list_close", "ol", -1, block=True),
                Token("section_close", "section", -1, block=True),
            ]
        case "footnote_open":
            note = f"n-{anchor}-{_number(token)}"
            return [Token("list_item_open", "li", 1, attrs={"id": note}, block=True)]
        case "footnote_close":
            return [Token("list_item_close", "li", -1, block=True)]
        case "footnote_anchor":
            return [text(" "), *_note_link(f"#r-{anchor}-{_numbers(token)}", "↩", {"class": "back"})]
    return [token]


def _reference(token: Token, anchor: str) -> list[Token]:
    if token.type != "footnote_ref":
        return [token]
    attrs = {"id": f"r-{anchor}-{_numbers(token)}"}
    link = _note_link(f"#n-{anchor}-{_number(token)}", f"[{_number(token)}]", attrs)
    return [Token("sup_open", "sup", 1), *link, Token("sup_close", "sup", -1)]


def _note_link(address: str, words: str, attrs: dict) -> list[Token]:
    return [Token("link_open", "a", 1, attrs={"href": address} | attrs), text(words), Token("link_close", "a", -1)]


def _number(token: Token) -> int:
    return token.meta["id"] + 1


def _numbers(token: Token) -> str:
    # The second place that points to one note gets an address of its own.
    return f"{_number(token)}-{token.meta.get('subId', 0) + 1}"
