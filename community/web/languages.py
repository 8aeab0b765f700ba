"""Languages that people speak: their names in the reader's language, and a field that understands several."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from flask import Blueprint, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from wtforms import StringField

from community.text.tidy import tidy
from community.web.access import open_to_all

bp = Blueprint("languages", __name__)

MOST = 12  # languages of one person
LONGEST = 400
MORE = {"prs", "ckb", "kmr", "yue", "rom", "ber", "ti", "hmn", "quc", "nah", "arz", "fil", "mai", "bho", "gsw", "scn"}
OLDER = {"mo", "sh", "tl", "iw", "in", "ji"}  # codes of languages that stand there under another


def name_of(code: str) -> str:
    """The name of a language in the reader's language; the code itself for one that Babel does not know."""
    return str(get_locale().languages.get(code.replace("-", "_"), code))


def is_language(code: str) -> bool:
    """Whether somebody may mean a language by it."""
    return code in _by_name(str(get_locale())).values()


def names_of(codes: list[str]) -> str:
    """Several names, as text."""
    return ", ".join(name_of(code) for code in codes or [])


@lru_cache(maxsize=32)
def _by_name(locale: str) -> dict[str, str]:
    """Folded names in the reader's language, in English and in the language itself, and codes, each with its code."""
    here, english = Locale.parse(locale).languages, Locale("en").languages
    codes = [str(code) for code in english if (len(str(code)) == 2 or code in MORE) and code not in OLDER]
    found = {code: code for code in codes}
    for code in codes:
        found |= {str(name).casefold(): code for name in (_own_name(code), english[code], here.get(code)) if name}
    return found


def _own_name(code: str) -> str | None:
    try:
        return Locale(code).get_language_name(code)
    except (UnknownLocaleError, ValueError):
        return None


def find(text: str, limit: int = 8) -> list[str]:
    """Codes of languages whose name begins with the text, in the order of their names."""
    key = text.strip().casefold()
    if not key:
        return []
    names = _by_name(str(get_locale()))
    return list(dict.fromkeys(names[name] for name in sorted(names) if name.startswith(key)))[:limit]


@bp.get("/languages/find")
@open_to_all
def find_languages():
    """Languages that begin with `q`: {"languages": [{"id": "fr", "label": "French"}]}."""
    found = find(request.args.get("q", "")[:60])
    return {"languages": [{"id": code, "label": name_of(code)} for code in found]}, {
        "Cache-Control": "private, max-age=3600"
    }


class LanguagesField(StringField):
    """Several languages by name, separated by commas; `data` is a list of codes. Works without script."""

    most = MOST

    def __init__(self, label=None, validators=None, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.typed = ""

    @property
    def url(self) -> str:
        """Where a script looks names up."""
        return url_for("languages.find_languages")

    def process_data(self, value):
        """Show these codes."""
        self.data, self.typed = list(value or []), names_of(value or [])

    def process_formdata(self, valuelist):
        """Understand the names; say which are not known."""
        if not valuelist:
            return
        self.typed = tidy(valuelist[0])[:LONGEST]
        names = _by_name(str(get_locale()))
        words = [word.strip() for word in self.typed.replace("،", ",").replace(";", ",").split(",") if word.strip()]
        self.data = list(dict.fromkeys(names[word.casefold()] for word in words if word.casefold() in names))
        unknown = [word for word in words if word.casefold() not in names]
        if unknown:
            raise ValueError(_("Not known here: %(names)s.", names=", ".join(unknown)))
        if len(self.data) > self.most:
            raise ValueError(self.too_many)

    @property
    def too_many(self):
        """What is said to who names more of them."""
        return _("Please name at most %(most)s languages.", most=self.most)

    def _value(self):
        return self.typed


class LanguageField(LanguagesField):
    """One language by its name; `code` is its code, or None."""

    most = 1

    @property
    def too_many(self):
        """What is said to who names more of them."""
        return _("Please name one language.")

    @property
    def code(self) -> str | None:
        """The code of the language that was named."""
        return self.data[0] if self.data else None
