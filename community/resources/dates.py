"""Dates that are known as exactly as they are known: a year, a month, or a day."""

import re
from datetime import date

from babel.dates import format_date, format_skeleton
from flask_babel import get_locale

PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


def is_partial_date(text: str) -> bool:
    """Whether the text is 2010, 2010-07 or 2010-07-15, and such a day exists."""
    return _parts(text) is not None


def year_of(text: str) -> int | None:
    """The year of a partial date, None where nothing is known."""
    known = _parts(text or "")
    return known[0].year if known else None


def partial_date(text: str) -> str:
    """The date as the reader's language writes it: "2010", "July 2010", "July 15, 2010"."""
    known = _parts(text or "")
    if known is None:
        return ""
    moment, exactness = known
    locale = get_locale()
    if exactness == 1:
        return format_skeleton("y", moment, locale=locale)
    if exactness == 2:
        return format_skeleton("yMMMM", moment, locale=locale)
    return format_date(moment, "long", locale=locale)


def period(first: int | None, last: int | None) -> str:
    """Years covered: "2010–2021", "2010–", "–2021", one year alone."""
    if first == last:
        return str(first or "")
    return f"{first or ''}–{last or ''}"


def _parts(text: str) -> tuple[date, int] | None:
    found = PARTIAL.match(text)
    if not found or found[1] == "0000":
        return None
    given = [int(part) for part in found.groups() if part]
    try:
        return date(*(given + [1, 1])[:3]), len(given)
    except ValueError:
        return None
