"""From a source to the finished tokens: what `render` turns into HTML and `select` looks for words in."""

from dataclasses import dataclass

from markdown_it.token import Token

from community.text import blocks, caps, folding, links, mentions
from community.text.grammar import GRAMMARS


@dataclass(frozen=True)
class Parsed:
    """The tokens of a text, whom it mentions, and which posts it quotes."""

    tokens: list[Token]
    mentions: tuple[str, ...]
    quotes: tuple[int, ...]


def parse(source: str, dialect: str = "full") -> Parsed:
    """Parse a tidy source and put our marks into it. Raises TooMuch."""
    caps.check_source(source)
    grammar = GRAMMARS[dialect]
    tokens = grammar.parse(source)
    caps.check_inlines(tokens)
    folding.mark_quotes(tokens)
    tokens = blocks.finish_blocks(folding.fold_quotes(tokens), blocks.anchor_of(source), grammar.top)
    members = _finish_inlines(tokens, grammar, blocks.anchor_of(source))
    caps.check_inlines(tokens)
    return Parsed(tokens, tuple(members), folding.posts_in(tokens))


def _finish_inlines(tokens: list[Token], grammar, anchor: str) -> dict[str, None]:
    members: dict[str, None] = {}
    quoted = 0
    for token in tokens:
        quoted += token.nesting if token.tag == "blockquote" else 0
        if token.type == "inline":
            children = links.link_addresses(links.finish_images(token.children or []), grammar)
            if not quoted:
                children = mentions.link_mentions(children, members)
            children = blocks.finish_notes(links.finish_links(children), anchor)
            token.children = [_plain(child) for child in children]
    return members


def _plain(token: Token) -> Token:
    if token.type == "text_special":
        token.type = "text"
    return token
