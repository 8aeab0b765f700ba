"""How a place is called: in the reader's language where Babel knows it, and folded where it is searched."""

import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError

# Letters that do not fall apart into a base letter and a mark.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"})


def fold(text: str) -> str:
    """`text` without case, accents and punctuation: "Saint-Étienne" and "saint etienne" are one key."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_PLAIN)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


def babel_locale(locale) -> Locale:
    """Babel's locale for a language tag such as "pt-BR"; English for one it does not know."""
    try:
        return Locale.parse(str(locale).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def area_name(code: str, locale="en") -> str:
    """The name of a region or country, by its code, in the language of `locale`."""
    return babel_locale(locale).territories.get(code) or Locale("en").territories.get(code, code)


def name_of(place, locale="en") -> str:
    """The name of `place` alone: areas in the language of `locale`, cities as they are stored."""
    return place.name if place.kind == "city" else area_name(place.code, locale)


def label_of(place, country: str = "", locale="en") -> str:
    """The name of `place` as a list shows it: "Lyon, France". `country` is the code of a city's country."""
    if place.kind != "city":
        return name_of(place, locale)
    parts = (place.name, place.admin, area_name(country, locale) if country else "")
    return ", ".join(part for part in parts if part)


@lru_cache(maxsize=64)
def area_keys(locale: str) -> tuple[tuple[str, str], ...]:
    """(folded name, code) of every territory, by its name in `locale` and in English, in the order of `locale`."""
    names = babel_locale(locale).territories
    english = Locale("en").territories
    codes = sorted(english, key=lambda code: fold(names.get(code, english[code])))
    keys = {(fold(name), code): None for code in codes for name in (names.get(code, english[code]), english[code])}
    return tuple(keys)


def areas_like(text: str, locale="en") -> list[str]:
    """Codes of the territories whose name begins with `text`, then those with a word that does."""
    key = fold(text)
    if not key:
        return []
    keys = area_keys(str(locale))
    first = [code for name, code in keys if name.startswith(key)]
    later = [code for name, code in keys if f" {key}" in name]
    return list(dict.fromkeys(first + later))
