"""Finding quotes in a text: which post each one is from, and folding what lies too deep.

A quote that says where it is from begins with a line that links to the post: `> [@christine](/p/123):`.
"""

import re

from markdown_it.token import Token

from community.text.tokens import text

DEEPEST = 2  # a quote in a quote still helps; deeper ones become "…"
_PERMALINK = re.compile(r"/p/([0-9]{1,9})")  # no table holds greater numbers


def mark_quotes(tokens: list[Token]) -> None:
    """Note in each quote the post it is from, in place of the line that says so."""
    for at in range(len(tokens) - 1, -1, -1):
        post = post_quoted(tokens, at)
        if post is not None:
            tokens[at].attrSet("data-post", str(post))
            tokens[at].meta = {"head": tokens[at + 2].content.partition("\n")[0]}
            _drop_first_line(tokens, at)


def fold_quotes(tokens: list[Token]) -> list[Token]:
    """The tokens with "…" for what is quoted too deep. What the author nests without naming a post is left alone."""
    done: list[Token] = []
    around: list[Token] = []
    for token in tokens:
        if token.type == "blockquote_open":
            if _is_too_deep([*around, token]) and not _is_too_deep(around):
                done += _ellipsis()
            around.append(token)
        if not _is_too_deep(around):
            done.append(token)
        if token.type == "blockquote_close":
            around.pop()
    return done


def posts_in(tokens: list[Token]) -> tuple[int, ...]:
    """The posts that are quoted, each once, in order."""
    return tuple(dict.fromkeys(int(token.attrs["data-post"]) for token in tokens if "data-post" in token.attrs))


def post_quoted(tokens: list[Token], at: int) -> int | None:
    """The post that the quote opening at this token names in its first line, if it does."""
    if tokens[at].type != "blockquote_open" or tokens[at + 1].type != "paragraph_open":
        return None
    children = tokens[at + 2].children or []
    if _first_line_ends(children) is None:
        return None
    found = _PERMALINK.fullmatch(str(children[0].attrs["href"]))
    return int(found.group(1)) if found else None


def _first_line_ends(children: list[Token]) -> int | None:
    # Just a link and a colon, nothing else.
    closing = next((at for at, child in enumerate(children) if child.type == "link_close"), None)
    if closing is None or children[0].type != "link_open":
        return None
    after = children[closing + 1 : closing + 3]
    if not after or after[0].content.strip() != ":" or (after[1:] and not after[1].type.endswith("break")):
        return None
    return closing + 3


def _drop_first_line(tokens: list[Token], at: int) -> None:
    line = tokens[at + 2]
    line.children = (line.children or [])[_first_line_ends(line.children or []) :]
    line.content = line.content.partition("\n")[2]
    if not line.children:
        del tokens[at + 1 : at + 4]


def _is_too_deep(around: list[Token]) -> bool:
    return len(around) > DEEPEST and any("data-post" in token.attrs for token in around)


def _ellipsis() -> list[Token]:
    line = Token("inline", "", 0, content="…", children=[text("…")])
    return [Token("paragraph_open", "p", 1, block=True), line, Token("paragraph_close", "p", -1, block=True)]
