"""A page that asks for nothing but the template and the catalogues of words: for when the database does not answer,
or not as it should, and for those who are not answered at all."""

from flask import current_app, g, jsonify, request
from flask_babel import Locale, force_locale

from community.web import carry
from community.web.outages import Outage


def refuse(outage: Outage, as_json: bool):
    """The answer for as long as the outage lasts, with what was typed."""
    again = request.full_path if request.method == "GET" else ""
    again = carry.local_target(again)
    response = answer(outage.status, outage.words, as_json=as_json, typed=carry.typed(), again=again)
    response.headers["Retry-After"] = str(outage.retry_after)
    return response


def answer(status: int, words, *, as_json: bool = False, typed=(), again: str = ""):
    """The page, in the language of the browser: who reads it, and what that member chose, nobody can know now."""
    language = request.accept_languages.best_match(_codes()) or _codes()[0]
    with force_locale(language):
        given = {"status": status, "words": words, "typed": typed, "again": again}
        body = jsonify(error={"status": status, "message": str(words)}) if as_json else _page(language, given)
    return current_app.make_response((body, status))


def _codes() -> list[str]:
    return [code.strip() for code in current_app.config["LANGUAGES"].split(",") if code.strip()]


def _page(language: str, given: dict) -> str:
    # Not render_template: what every other page is told (the site's name, the menu, the reader) is in the database.
    frame = {"locale": language, "direction": Locale.parse(language, sep="-").text_direction}
    given = frame | given | {"request_id": g.get("request_id")}
    return current_app.jinja_env.get_template("web/plain.html").render(**given)
