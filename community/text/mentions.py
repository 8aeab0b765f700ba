"""`@ana` in a text becomes a bare link to the member; her name is added when the page is shown."""

import re
import unicodedata
from urllib.parse import quote

from markdown_it.token import Token

from community.text.tokens import split_text, text

LONGEST = 40  # characters; user names are shorter
_CANDIDATE = re.compile(rf"(?<![\w@./:+-])@([^\s@<>\[\]()/\\]{{1,{LONGEST + 20}}})")


def key_of(username: str) -> str:
    """What two spellings of one user name have in common."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", username).casefold())


def link_mentions(children: list[Token], found: dict[str, None]) -> list[Token]:
    """Link the mentions in some inline tokens; their keys are noted in `found`, in order."""

    def make(candidate: re.Match) -> tuple[list[Token], int] | None:
        username = _username_in(candidate.group(1))
        if not username or candidate.string[candidate.start() + 1 + len(username) :].startswith("@"):
            return None
        found[key_of(username)] = None
        return _linked(username), 1 + len(username)

    return split_text(children, _CANDIDATE, make)


def _linked(username: str) -> list[Token]:
    key = key_of(username)
    attrs: dict[str, str | int | float] = {"data-member": key, "href": f"/members/{quote(key)}"}
    return [Token("link_open", "a", 1, attrs=attrs), text(f"@{username}"), Token("link_close", "a", -1)]


def _username_in(candidate: str) -> str:
    # Letters, digits and the marks that letters of many scripts carry; . _ - only inside.
    end = next((at for at, character in enumerate(candidate) if not _belongs(character)), len(candidate))
    username = candidate[:end].rstrip("._-")
    return username if username[:1].isalnum() and len(username) <= LONGEST else ""


def _belongs(character: str) -> bool:
    return character.isalnum() or character in "._-" or unicodedata.category(character).startswith("M")
