"""A member's text as HTML: made once, when it is written, and kept with the VERSION that made it."""

from dataclasses import dataclass
from html import escape

from community.text.caps import check_html
from community.text.clean import clean
from community.text.grammar import GRAMMARS
from community.text.parse import parse
from community.text.tidy import tidy

VERSION = 1  # raise it whenever the same source gives other HTML; `flask text rerender` then renews what is stored


@dataclass(frozen=True)
class Rendered:
    """The HTML of a text, the (folded) user names it mentions and the numbers of the posts it quotes."""

    html: str
    mentions: tuple[str, ...] = ()
    quotes: tuple[int, ...] = ()


def render(source: str, dialect: str = "full") -> Rendered:
    """Safe HTML of a source in the dialect 'full', 'page' or 'plain'. Raises TooMuch, nothing else."""
    parsed = parse(tidy(source), dialect)
    grammar = GRAMMARS[dialect]
    html = grammar.renderer.render(parsed.tokens, grammar.options, {})
    check_html(html)
    return Rendered(clean(html), parsed.mentions, parsed.quotes)


def render_words(source: str) -> Rendered:
    """The bare words, unformatted and of any length: for old texts that a later cap refuses, and for broken imports."""
    paragraphs = escape(tidy(source)).split("\n\n")
    return Rendered(clean("".join(f'<p dir="auto">{words}</p>\n' for words in paragraphs if words.strip())))
