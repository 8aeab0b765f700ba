"""The dialects: `full` (posts, articles, practices), `page` (what is a page itself), `plain` (lines and links)."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.footnote import footnote_plugin

from community.text import caps, links

# Deeper than the cap (a list takes two levels), so that the cap speaks before the parser drops anything.
_OPTIONS = {"html": False, "maxNesting": 2 * caps.NESTING + 10, "xhtmlOut": False}


class Grammar(MarkdownIt):
    """The parser with our opinion of links; what is refused stays in the text as it was typed."""

    top = 3  # the level of a text's first headings: a page has its title and its parts above

    def validateLink(self, url: str) -> bool:
        return links.can_open(url)

    def normalizeLinkText(self, link: str) -> str:
        return links.shown(link)


def _full() -> Grammar:
    grammar = Grammar("commonmark", _OPTIONS)
    grammar.enable(["table", "strikethrough"])
    # Notes stand in lines of their own: inline ones (^[…]) can be nested, and hardly anybody knows them.
    grammar.use(footnote_plugin, inline=False)
    return _ours(grammar)


def _plain() -> Grammar:
    grammar = Grammar("zero", _OPTIONS | {"breaks": True})
    grammar.enable("newline")
    return _ours(grammar)


def _ours(grammar: Grammar) -> Grammar:
    # Escaped characters stay apart ("text_special") until links and mentions have been found: \@ana is no mention.
    grammar.disable("text_join")
    grammar.core.ruler.before("inline", "caps", _check_blocks)
    return grammar


def _check_blocks(state: StateCore) -> None:
    caps.check_blocks(state.tokens)


def _page() -> Grammar:
    grammar = _full()
    grammar.top = 2  # nothing but the title stands above
    return grammar


GRAMMARS = {"full": _full(), "page": _page(), "plain": _plain()}
