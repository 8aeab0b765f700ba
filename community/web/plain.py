"""A page for when the database does not answer: it asks for nothing but the template and the catalogues of words."""

from flask import current_app, g, jsonify, request
from flask_babel import Locale, force_locale
from flask_babel import gettext as _

from community.web import carry

RETRY_AFTER = "5"  # seconds


def answer(as_json: bool):
    """503, in the language of the browser: whose page it is, and what that member chose, nobody can know now."""
    language = request.accept_languages.best_match(_codes()) or _codes()[0]
    with force_locale(language):
        words = _("The site is busy for a moment. Please try again shortly.")
        body = jsonify(error={"status": 503, "message": words}) if as_json else _page(language, words)
    response = current_app.make_response((body, 503))
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def _codes() -> list[str]:
    return [code.strip() for code in current_app.config["LANGUAGES"].split(",") if code.strip()]


def _page(language: str, words: str) -> str:
    # Not render_template: what every other page is told (the site's name, the menu, the reader) is in the database.
    given = {"locale": language, "direction": Locale.parse(language, sep="-").text_direction}
    kept = {"words": words, "typed": carry.typed(), "request_id": g.get("request_id")}
    again = request.full_path if request.method == "GET" else ""
    return current_app.jinja_env.get_template("web/plain.html").render(**given, **kept, again=carry.local_target(again))
