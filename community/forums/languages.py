"""In which language somebody writes, and in which languages a list of topics is wanted."""

from dataclasses import dataclass

from flask import request
from flask_babel import get_locale

from community.search.guess import spoken
from community.web.languages import is_language, name_of
from community.web.locale import codes

ALL = "all"


@dataclass(frozen=True)
class Narrowed:
    """The languages that a list shows (none: all); whether the reader's own setting says so; and what is on offer."""

    codes: list[str]
    is_own: bool
    offered: list[tuple[str, str]]

    @property
    def names(self) -> str:
        """The languages as words."""
        return ", ".join(name_of(code) for code in self.codes)


def language_of(form) -> str | None:
    """The language of what a form brings: as it says; else as the words plainly look; else the interface's."""
    return spoken(form.body.data, told=form.language.code, at_home=str(get_locale()).replace("_", "-"))


def wanted(reader) -> Narrowed:
    """What ?language= asks for (a code, or "all"), else what the reader's setting says. What is no language is all."""
    asked, own = request.args.get("language", ""), list(getattr(reader, "reads", None) or [])
    chosen = [asked] if is_language(asked) else [] if asked else own
    offered = dict.fromkeys([*codes(), *own, *chosen])
    return Narrowed(chosen, bool(own) and not asked, [(code, name_of(code)) for code in offered])
