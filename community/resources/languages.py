"""The languages that a form offers, by their names in the reader's language."""

from flask_babel import get_locale
from flask_babel import gettext as _

from community.web.languages import MORE, OLDER, name_of


def language_name(code: str) -> str:
    """The language of a code as the reader calls it: "Swiss German"; "" for none."""
    return name_of(code) if code else ""


def language_choices(*kept: str) -> list[tuple[str, str]]:
    """(code, name) of the languages that a form offers, by name; `kept` are codes that stand there already."""
    codes = {code for code in get_locale().languages if len(code) == 2 or code in MORE}
    named = sorted((name_of(code), code) for code in (codes - OLDER) | {code for code in kept if code})
    return [("", _("not said")), *((code, name) for name, code in named)]
