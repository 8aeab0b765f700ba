"""Making quotes: the Markdown that a reader gets into the reply field, and taking quoted words back."""

from flask_babel import lazy_gettext as _

from community.errors import Invalid
from community.text.caps import TooMuch, check_source
from community.text.folding import DEEPEST, post_quoted
from community.text.grammar import GRAMMARS
from community.text.select import pick
from community.text.tidy import tidy


def quote(post_id: int, username: str, source: str, selection: str | None = None) -> str:
    """Markdown that quotes the post, whole or just the selected words. Raises Invalid if it does not hold them."""
    chosen = tidy(source)
    if selection is not None and selection.strip():
        chosen = pick(chosen, tidy(selection))
        if not chosen:
            raise Invalid(_("These words are not in the post."))
    lines = [f"[@{username}](/p/{post_id}):", "", *_without_deep_quotes(chosen).strip("\n").split("\n")]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines) + "\n"


def forget(source: str, post_id: int) -> str:
    """The source without the words it quotes from that post; each quote stays as a mark that something stood there."""
    try:
        return _replace_quotes(tidy(source), lambda post, _depth: post == post_id, f"> [@](/p/{post_id}):\n>\n> …\n")
    except TooMuch:  # an old text that today's caps refuse: rather lose all its quotes than keep purged words
        return "\n".join(line for line in tidy(source).split("\n") if ">" not in line[:20])


def _without_deep_quotes(source: str) -> str:
    # The new quote around them takes one level of those that are kept.
    return _replace_quotes(source, lambda _post, depth: depth == DEEPEST, "\n…\n")


def _replace_quotes(source: str, is_meant, words: str) -> str:
    """Put `words` in place of each quote that `is_meant(post, depth)` says, behind the same marks as the quote."""
    lines = source.split("\n")
    for start, end, depth in reversed(_places(source, is_meant)):
        before = _marks_before(lines[start], depth)
        lines[start:end] = [(before + word).rstrip() for word in words.split("\n")]
    return "\n".join(lines)


def _places(source: str, is_meant) -> list[tuple[int, int, int]]:
    """First line, line after the last, and depth of each quote that is meant; none inside another."""
    check_source(source)
    tokens = GRAMMARS["full"].parse(source)
    places: list[tuple[int, int, int]] = []
    depth = 0
    for at, token in enumerate(tokens):
        depth += token.nesting if token.tag == "blockquote" else 0
        if token.type == "blockquote_open" and token.map and is_meant(post_quoted(tokens, at), depth):
            start, end = token.map
            if not places or start >= places[-1][1]:
                places.append((start, end, depth))
    return places


def _marks_before(line: str, depth: int) -> str:
    return ">".join(line.split(">")[:depth])
