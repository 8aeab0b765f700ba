"""The words of the interface on a page: what `_()` and `ngettext()` answer in templates.

As Jinja's own (Markup where the template escapes, facts escaped into it), but the catalogue is looked up once for each
language of a request instead of once for each of the page's hundred and fifty phrases.
"""

from flask import g
from flask_babel import get_locale, get_translations
from jinja2 import pass_eval_context
from markupsafe import Markup


def init_app(app) -> None:
    """Give templates these in place of Jinja's. After Flask-Babel has set up its own."""
    app.jinja_env.globals.update(_=phrase, gettext=phrase, ngettext=counted)


@pass_eval_context
def phrase(context, words: str, /, **facts):
    """The words in the reader's language, with `%(name)s` replaced."""
    return _with(context, _catalogue().gettext(words), facts)


@pass_eval_context
def counted(context, one: str, many: str, number, /, **facts):
    """The words for a number of things, which they may name as `%(num)s`."""
    return _with(context, _catalogue().ngettext(one, many, number), {"num": number, **facts})


def _with(context, words: str, facts: dict):
    said = Markup(words) if context.autoescape else words  # noqa: S704 - our own words, from the catalogues
    return said % facts if facts or "%" in words else said


def _catalogue():
    known, locale = g.get("catalogue"), get_locale()
    if known is None or known[0] is not locale:
        known = g.catalogue = (locale, get_translations())
    return known[1]
