"""The two dialects: `full` (posts, articles, practices) and `plain` (profiles, reasons: paragraphs, lines, links)."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.footnote import footnote_plugin

from community.text import caps, links

# Deeper than the cap (a list takes two levels), so that the cap speaks before the parser drops anything.
_OPTIONS = {"html": False, "maxNesting": 2 * caps.NESTING + 10, "xhtmlOut": False}


class Grammar(MarkdownIt):
    """The parser with our opinion of links; what is refused stays in the text as it was typed."""

    def validateLink(self, url: str) -> bool:
        return links.can_open(url)

    def normalizeLinkText(self, link: str) -> str:
        return links.shown(link)


def _full() -> MarkdownIt:
    grammar = Grammar("commonmark", _OPTIONS).enable(["table", "strikethrough"])
    # Notes stand in lines of their own: inline ones (^[…]) can be nested, and hardly anybody knows them.
    return _ours(grammar.use(footnote_plugin, inline=False))


def _plain() -> MarkdownIt:
    return _ours(Grammar("zero", _OPTIONS | {"breaks": True}).enable("newline"))


def _ours(grammar: MarkdownIt) -> MarkdownIt:
    # Escaped characters stay apart ("text_special") until links and mentions have been found: \@ana is no mention.
    grammar.disable("text_join")
    grammar.core.ruler.before("inline", "caps", _check_blocks)
    return grammar


def _check_blocks(state: StateCore) -> None:
    caps.check_blocks(state.tokens)


GRAMMARS = {"full": _full(), "plain": _plain()}
