"""How much one text may hold. Generous for people (real archives hold posts of 50,000 characters), firm for machines.

Each cap is checked as early as it can be known, so that refusing costs less than rendering would.
"""

from flask_babel import lazy_gettext as _
from markdown_it.token import Token

from community.errors import Invalid

CHARACTERS = 64_000
LINKS = 400  # pictures are counted with them
CELLS = 2_000
FOOTNOTES = 100  # places that refer to a note; notes that nobody refers to are not shown
NESTING = 20  # quotes, lists and emphasis inside each other
BLOCKS = 5_000  # paragraphs, items, rows, cells; the second cleaner's time grows with the square of neighbours
MARKS = 5_000  # words in bold, in code and the like; for the same reason
LINES = 10_000  # each is looked at once for every quote and list around it
BRACKETS = 4_000  # outside code; each "[" makes the parser look for its end
HTML_BYTES = 512 * 1024

_NESTED = {"blockquote", "li", "em", "strong", "s", "a"}


class TooMuch(Invalid):
    """The text passes one of the caps; the reason says which."""


def check_source(source: str) -> None:
    """Refuse a text that is too long. Raises TooMuch."""
    if len(source) > CHARACTERS:
        raise TooMuch(_("The text is too long: at most %(most)s characters are possible.", most=f"{CHARACTERS:,}"))
    if source.count("\n") >= LINES:
        raise TooMuch(_("The text has too many lines: at most %(most)s are possible.", most=f"{LINES:,}"))


def check_blocks(tokens: list[Token]) -> None:
    """Refuse what the shape alone gives away, before words are looked at. Raises TooMuch."""
    if sum(token.tag in ("td", "th") and token.nesting == 1 for token in tokens) > CELLS:
        raise TooMuch(_("The tables are too large: at most %(most)s cells are possible.", most=f"{CELLS:,}"))
    if sum(token.nesting >= 0 and token.type != "inline" and not token.hidden for token in tokens) > BLOCKS:
        raise TooMuch(_("The text has too many paragraphs or items: at most %(most)s.", most=f"{BLOCKS:,}"))
    if _depth(tokens) > NESTING:
        raise _too_deep()
    if sum(token.content.count("[") for token in tokens if token.type == "inline") > BRACKETS:
        raise TooMuch(_("The text has too many square brackets: at most %(most)s are possible.", most=f"{BRACKETS:,}"))


def check_inlines(tokens: list[Token]) -> None:
    """Refuse too many links, footnotes, marks or levels. Raises TooMuch."""
    inside = [child for token in tokens for child in token.children or ()]
    if sum(token.type in ("link_open", "image") for token in inside) > LINKS:
        raise TooMuch(_("The text has too many links: at most %(most)s are possible.", most=LINKS))
    if sum(token.type == "footnote_ref" for token in inside) > FOOTNOTES:
        raise TooMuch(_("The text has too many footnotes: at most %(most)s are possible.", most=FOOTNOTES))
    if sum(token.tag != "" and token.nesting >= 0 and token.type != "softbreak" for token in inside) > MARKS:
        raise TooMuch(_("The text has too many marks: at most %(most)s are possible.", most=f"{MARKS:,}"))
    if max((_depth(token.children or []) for token in tokens), default=0) > NESTING:
        raise _too_deep()


def check_html(html: str) -> None:
    """Refuse a text whose HTML would be huge, before it is cleaned. Raises TooMuch."""
    if len(html.encode()) > HTML_BYTES:
        raise TooMuch(_("The text has too much formatting to be shown: please split it."))


def _depth(tokens: list[Token]) -> int:
    depth = deepest = 0
    for token in tokens:
        if token.tag in _NESTED:
            depth += token.nesting
            deepest = max(deepest, depth)
    return deepest


def _too_deep() -> TooMuch:
    return TooMuch(_("Quotes, lists or emphasis are too deeply nested: at most %(most)s levels.", most=NESTING))
