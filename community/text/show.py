"""Member text on a page: stored HTML gets the names that only the moment of showing knows.

The only place that makes Markup. What is put in is escaped, and goes to places that the cleaners' list alone makes
possible: no words of a member can look like one of our marks, since "<" never stands bare in words or attributes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from flask_babel import lazy_gettext as _
from markupsafe import Markup, escape

_QUOTE = re.compile(r'(<blockquote[^>]* data-post="([0-9]+)"[^>]*>)')
_MENTION = re.compile(r'<a data-member="([^"]+)" href="([^"]+)">([^<]*)</a>')


@dataclass(frozen=True)
class Quoted:
    """Who wrote a quoted post, where it stands, and when it was written (in the reader's words, if given)."""

    name: str
    url: str
    at: str = ""


@dataclass(frozen=True)
class Labels:
    """The words around a quote."""

    wrote: object = _("%(name)s wrote:")
    wrote_at: object = _("%(name)s wrote on %(at)s:")
    gone: object = _("From a post that cannot be shown:")


LABELS = Labels()


def ids_in(htmls: Iterable[str]) -> tuple[set[int], set[str]]:
    """The posts quoted and the (folded) user names mentioned in some texts, so that one query finds all names."""
    together = "".join(htmls)
    posts = {int(post) for _mark, post in _QUOTE.findall(together)}
    return posts, {username for username, _address, _words in _MENTION.findall(together)}


def dress(
    html: str,
    quoted: Mapping[int, Quoted] | None = None,
    members: Mapping[str, str] | None = None,
    labels: Labels = LABELS,
) -> Markup:
    """The text as this reader sees it.

    `quoted` holds the posts that the reader may see; a quote of any other has a neutral line above it. `members`
    maps folded user names to display names; a mention of anybody else is no link.
    """
    named = _QUOTE.sub(partial(_cited, quoted=quoted or {}, labels=labels), html)
    return Markup(_MENTION.sub(partial(_mentioned, members=members or {}), named))  # noqa: S704 - see above


def _cited(found: re.Match, quoted: Mapping[int, Quoted], labels: Labels) -> str:
    # Plain str on both sides: the mark is HTML already, and Markup would escape it again.
    return found.group(1) + str(_citation(quoted.get(int(found.group(2))), labels))


def _citation(post: Quoted | None, labels: Labels) -> Markup:
    if post is None:
        return Markup('<cite dir="auto">{}</cite>').format(str(labels.gone))
    label = escape(str(labels.wrote_at if post.at else labels.wrote))
    words = label % {"name": Markup("<bdi>{}</bdi>").format(post.name), "at": post.at}
    return Markup('<cite dir="auto"><a href="{}">{}</a></cite>').format(post.url, words)


def _mentioned(found: re.Match, members: Mapping[str, str]) -> str:
    username, address, words = found.groups()
    if username not in members:
        return words
    # The address and the words are HTML already; only the name is not.
    return f'<a class="mention" href="{address}" title="{escape(members[username])}">{words}</a>'
