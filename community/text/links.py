"""Where links may go, what they show, and addresses that become links by themselves."""

import re
import unicodedata
from html import escape
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from community.text.tokens import split_text, text, text_of

REL = "nofollow ugc noopener"
LONGEST = 2_000  # characters of an address: what browsers and proxies can be relied on to carry
OWN_FILE = re.compile(r"/files/(?!.*\.\.)[\w./-]+", re.ASCII)

_ALLOWED = re.compile(r"https?://|mailto:|/(?![/\\])|#", re.IGNORECASE)
# Characters that turn the reading direction around: an address with them reads as another one.
_TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TURNING = re.compile(f"[{_TURNS}]")
_BARE = re.compile(rf"(?<![\w/.@-])(?:https?://|www\.)[^\s<>\"\[\]`{_TURNS}]+", re.IGNORECASE)
_STANDARD = nh3.Cleaner(tags={"a"}, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel=None)
_LOOKS_LIKE_HOST = re.compile(r"\s*(?:https?://)?((?:[\w-]+\.)+[^\W\d_]{2,})(?:[:/?#]\S*)?\s*", re.IGNORECASE)


def is_allowed(address: str) -> bool:
    """May a link go there? Web and mail addresses, and places of this site; no name or password inside."""
    if len(address) > LONGEST or not _ALLOWED.match(address) or _TURNING.search(unquote(address)):
        return False
    return "@" not in _authority(address)


def can_open(address: str) -> bool:
    """May a link go there, and would a browser find the way? (The first cleaner knows the standard of addresses.)"""
    return is_allowed(address) and "href=" in _STANDARD.clean(f'<a href="{escape(address)}">a</a>')


def is_external(address: str) -> bool:
    """Does the address leave this site?"""
    return not address.startswith(("/", "#"))


def coded(address: str) -> str:
    """The address as browsers send it, whatever letters it was typed in."""
    return normalizeLink(address)


def shown(address: str) -> str:
    """The address as a reader should see it: an international host in letters, unless it mixes scripts."""
    host = _authority(address)
    return address.replace(host, host_of(address), 1) if "xn--" in host else address


def host_of(address: str) -> str:
    """The host (and port) an address goes to, in letters where that cannot deceive, else in its coded form."""
    host = _authority(address).lower()
    letters = ".".join(_decoded(label) for label in host.split("."))
    return letters if len(_scripts(letters)) < 2 else host


def link_addresses(children: list[Token], grammar: MarkdownIt) -> list[Token]:
    """Bare web addresses become links; what stands in links and code already is left alone."""
    return split_text(children, _BARE, lambda found: _link(found.group(), grammar))


def finish_links(children: list[Token]) -> list[Token]:
    """Outside links get `rel`, and their host behind them where their words name another one."""
    done: list[Token] = []
    for position, token in enumerate(children):
        if token.type == "link_open" and is_external(str(token.attrs["href"])):
            token.attrs = {"href": token.attrs["href"], "rel": REL}
        elif token.type == "link_open":
            token.attrs = {name: value for name, value in token.attrs.items() if name != "title"}
        if token.type == "link_close":
            done += _honest_host(children, position)
        done.append(token)
    return done


def finish_images(children: list[Token]) -> list[Token]:
    """Pictures kept on this site are shown; others become links, so that no page makes its reader call a stranger."""
    done: list[Token] = []
    inside_link = False
    for token in children:
        inside_link = token.type == "link_open" or (inside_link and token.type != "link_close")
        done += _picture(token, inside_link) if token.type == "image" else [token]
    return done


def _picture(token: Token, inside_link: bool) -> list[Token]:
    source, words = str(token.attrs["src"]), text_of(token.children or [])
    if OWN_FILE.fullmatch(source):
        attrs: dict[str, str | int | float] = {"src": source, "alt": words, "loading": "lazy"}
        return [Token("image", "img", 0, attrs=attrs, children=[text(words)])]
    label = text(words or shown(source))
    return [label] if inside_link else _wrapped(source, label)


def _link(words: str, grammar: MarkdownIt) -> tuple[list[Token], int] | None:
    words = _without_end_marks(words)
    if len(words) > LONGEST:
        return None
    typed = words if "://" in words else f"http://{words}"
    address = grammar.normalizeLink(typed)
    if not can_open(address) or "." not in _authority(address).strip("."):
        return None
    plain_host = _authority(typed).isascii() and "xn--" not in _authority(typed).lower()
    return _wrapped(address, text(words if plain_host else shown(address))), len(words)


def _wrapped(address: str, label: Token) -> list[Token]:
    return [Token("link_open", "a", 1, attrs={"href": address}), label, Token("link_close", "a", -1)]


def _without_end_marks(words: str) -> str:
    # "See (https://example.org/a)." ends before ")", but …/a_(b) keeps its own bracket.
    open_brackets, closed_brackets, end = words.count("("), words.count(")"), len(words)
    while end and (unicodedata.category(words[end - 1]).startswith("P") or words[end - 1] == "~"):
        if words[end - 1] in "/-_&#%@" or (words[end - 1] == ")" and closed_brackets <= open_brackets):
            break
        closed_brackets -= words[end - 1] == ")"
        end -= 1
    return words[:end]


def _honest_host(children: list[Token], closing: int) -> list[Token]:
    opening = next(at for at in range(closing, -1, -1) if children[at].type == "link_open")
    words = _LOOKS_LIKE_HOST.fullmatch(text_of(children[opening:closing]))
    real = host_of(str(children[opening].attrs["href"]))
    if not words or not real or _bare_name(words.group(1)) == _bare_name(real):
        return []
    return [text(f" [{real}]")]


def _bare_name(host: str) -> str:
    return host.lower().partition(":")[0].removeprefix("www.")


def _authority(address: str) -> str:
    parts = re.match(r"https?://([^/?#]*)", address, re.IGNORECASE)
    return parts.group(1) if parts else ""


def _decoded(label: str) -> str:
    try:
        return label[4:].encode().decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _scripts(host: str) -> set[str]:
    # A character's name begins with its script: "CYRILLIC SMALL LETTER A".
    return {unicodedata.name(letter, "?").split(" ")[0] for letter in host if letter.isalpha()}
