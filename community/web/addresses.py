"""Addresses that cannot be meant: characters that no database takes never reach a query."""

from flask import request

from community.errors import NotFound
from community.text.tidy import REPLACEMENT, tidy


def check() -> None:
    """before_request: a path or question with NUL, a lone surrogate or the like is a missing page. Raises NotFound."""
    asked = [request.path, *request.args.keys(), *request.args.values()]
    if any(REPLACEMENT in tidy(words) and REPLACEMENT not in words for words in asked):
        raise NotFound()
