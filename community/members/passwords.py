"""Passwords: argon2id, at least ten characters, none that everybody tries first. No other rules."""

import secrets
import sys
from functools import cache
from importlib import import_module

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask_babel import lazy_gettext as _

from community.errors import Invalid

SHORTEST, LONGEST = 10, 200  # the upper bound only keeps somebody from sending a book

# OWASP's floor for argon2id: 19 MiB, two passes, one lane; about 30 ms. Raise it here: sign-ins renew the hashes.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# Verified against when there is no such account, so that both answers take equally long.
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))


def check(password: str, *, username: str = "", email: str = "", field: str = "password") -> None:
    """Raises Invalid if the password is too short, too long, a common one, or the member's own name or address."""
    if len(password) < SHORTEST:
        raise Invalid(_("Please use at least %(least)d characters.", least=SHORTEST), field)
    if len(password) > LONGEST:
        raise Invalid(_("Please use at most %(most)d characters.", most=LONGEST), field)
    folded = password.casefold()
    if folded in _common():
        raise Invalid(_("This password is among those that everybody tries first. Please choose another."), field)
    if folded in (username.casefold(), email.casefold(), email.partition("@")[0].casefold()):
        raise Invalid(_("Please choose a password that is not your name or address."), field)


def hash_of(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def verify(stored: str | None, password: str) -> bool:
    """Whether this is the password; takes as long where nothing is stored."""
    try:
        return _hasher.verify(stored or _NOBODY, password[: LONGEST + 1]) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_dated(stored: str) -> bool:
    """Whether the hash was made with other figures than today's."""
    return _hasher.check_needs_rehash(stored)


@cache
def _common() -> frozenset[str]:
    # Lists of a dozen megabytes, of which a few thousand words are needed, by the processes in which somebody joins.
    lists = import_module("zxcvbn.frequency_lists")
    found = frozenset(word.casefold() for word in lists.FREQUENCY_LISTS["passwords"] if len(word) >= SHORTEST)
    for name in [name for name in sys.modules if name.partition(".")[0] == "zxcvbn"]:
        del sys.modules[name]
    return found
