"""A text as the pieces that hold its words, each with the Markdown that makes it: what `select` chooses from."""

import re
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from community.text.parse import parse
from community.text.tokens import text_of

_SPECIAL = re.compile(r"[\\`*\[\]<]|~~|&(?=\w+;|#)|(?<!\w)_|_(?!\w)|^[-+=#>]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_SIDES = {"start": ":--", "center": ":-:", "end": "--:"}
QUOTED = "> "
_BOXES = str.maketrans("", "", "☐☑")


@dataclass(frozen=True)
class Block:
    """Words as shown, the Markdown for them, and the marks ("> ", "- ", "1. ") in front of the first line."""

    words: str
    markdown: str
    marks: list[str] = field(default_factory=list)
    head: str = ""  # the line that says from which post a quote is
    is_code: bool = False

    @property
    def squeezed(self) -> str:
        """The words without white space."""
        return squeeze(self.words)

    def part(self, first: int, last: int) -> "Block":
        """Only the words from one letter to another, white space not counted, as they stand."""
        places = [at for at, character in enumerate(self.words) if squeeze(character)]
        words = self.words[places[first] : places[last - 1] + 1]
        return replace(self, words=words, markdown=_fenced(words) if self.is_code else _literal(words))


def squeeze(words: str) -> str:
    """The words without white space and the boxes of tasks: what a selection and a text must share."""
    return "".join(words.split()).translate(_BOXES)


def blocks_of(source: str) -> list[Block]:
    """All blocks with words, in order."""
    walk = _Walk()
    for token in parse(source).tokens:
        walk.take(token)
    return walk.blocks


class _Walk:
    """Goes through the tokens and knows what is open."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.marks: list[str] = []
        self.head = ""
        self.prefix = ""
        self.rows: list[list[Token]] | None = None
        self.sides: list[str] = []

    def take(self, token: Token) -> None:
        self._follow(token)
        if token.type == "heading_open":
            self.prefix = token.markup[0] * (int(token.tag[1]) - 2) + " " if token.markup[0] == "#" else "## "
        elif token.type == "inline" and self.rows is not None:
            self.rows[-1].append(token)
        elif token.type == "inline":
            self._add(_words(token), self.prefix + token.content)
            self.prefix = ""
        elif token.type == "code_block":
            self._add(token.content, _fenced(token.content), is_code=True)

    def _follow(self, token: Token) -> None:
        match token.type:
            case "blockquote_open":
                self.marks.append(QUOTED)
                self.head = token.meta.get("head", "")
            case "list_item_open":
                self.marks.append(f"{token.info}{token.markup or '-'} ")
            case "blockquote_close" | "list_item_close":
                self.marks.pop()
            case "table_open":
                self.rows, self.sides = [], []
            case "tr_open" if self.rows is not None:
                self.rows.append([])
            case "th_open":
                self.sides.append(_SIDES.get(str(token.attrs.get("class")), "---"))
            case "table_close":
                self._add_table(self.rows or [])
                self.rows = None

    def _add_table(self, rows: list[list[Token]]) -> None:
        cells = [[cell.content.replace("|", "\\|") for cell in row] for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in [*cells[:1], self.sides, *cells[1:]]]
        self._add(" ".join(_words(cell) for row in rows for cell in row), "\n".join(lines))

    def _add(self, words: str, markdown: str, is_code: bool = False) -> None:
        self.blocks.append(Block(words, markdown, list(self.marks), self.head, is_code))
        self.head = ""
        self.marks = [mark if mark == QUOTED else " " * len(mark) for mark in self.marks]


def _words(token: Token) -> str:
    # A browser's selection does not hold the descriptions of pictures.
    return text_of(child for child in token.children or () if child.type != "image")


def _literal(words: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found.group(), words)


def _fenced(code: str) -> str:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code.rstrip()}\n{fence}"
