"""In which language and direction a page speaks: the member's choice, the visitor's, the browser's, the default."""

from urllib.parse import quote

from babel import Locale
from flask import Blueprint, current_app, redirect, request, session, url_for
from flask_babel import Babel, get_locale
from flask_babel.speaklater import LazyString
from flask_login import current_user
from werkzeug.datastructures import LanguageAccept

from community import settings
from community.text import phrases
from community.web import assets, carry, formats
from community.web.access import open_to_all

bp = Blueprint("web", __name__)

# Flask-Babel calls its lazy words finished HTML, and with them whatever somebody typed that stands inside (a reason,
# the name of a forum). They are words like all others: without this mark, templates escape them.
if hasattr(LazyString, "__html__"):
    del LazyString.__html__


def init_app(app) -> None:
    """Choose locale and time zone for each request and tell templates about them."""
    Babel(app, locale_selector=_choose, timezone_selector=_timezone)
    phrases.init_app(app)
    app.jinja_env.filters.update(formats.FILTERS)
    app.jinja_env.globals.update(asset=assets.asset)

    @app.context_processor
    def _words():
        locale = get_locale()
        return {
            "locale": str(locale).replace("_", "-"),
            "direction": locale.text_direction,
            "languages": languages(),
            "site": settings.site(),
            "permalink": current_app.config["URL"] + own_address(),
            "own_address": own_address(),
            "version": current_app.config["VERSION"],
        }


def own_address() -> str:
    """The page's own address, whoever leads there: without what only sorts, marks or tracks, with the page's number."""
    page = request.args.get("page", "")
    number = f"?page={page}" if page.isdigit() and page != "1" else ""
    return f"{quote(request.path)}{number}"


def codes() -> list[str]:
    """The interface languages on offer, the default first."""
    return codes_of(current_app)


def codes_of(app) -> list[str]:
    """The same, of an application that was not asked for anything yet."""
    return [code.strip() for code in app.config["LANGUAGES"].split(",") if code.strip()]


def best(accepted: LanguageAccept, offered: list[str]) -> str:
    """The language on offer that a browser likes best, as Babel writes it."""
    return (accepted.best_match(offered) or offered[0]).replace("-", "_")


def languages() -> list[dict]:
    """Each language on offer: code, its name in itself, whether the page speaks it."""
    now = str(get_locale())
    return [
        {
            "code": code,
            "name": (Locale.parse(code, sep="-").get_display_name() or code).capitalize(),
            "current": code == now,
        }
        for code in codes()
    ]


def _choose() -> str | None:
    if not request:
        return None
    chosen = getattr(current_user, "locale", None) or session.get("language")
    if chosen in codes():
        return chosen.replace("-", "_")
    return best(request.accept_languages, codes())


def _timezone() -> str:
    return getattr(current_user, "timezone", None) or current_app.config["TIMEZONE"]


@bp.post("/language")
@open_to_all
def choose_language():
    """Remember the visitor's language in the session; members keep theirs in the settings.

    The form has no token, which would need a cookie on every visitor's page: where it comes from has to do.
    """
    code = request.form.get("language", "")
    if code in codes() and carry.ours():
        session["language"] = code
    back = carry.parts_of(request.referrer)
    way = carry.local_target(back.path) if back.netloc == request.host else ""
    return redirect(way or url_for("pages.home"))


@bp.get("/livez")
@open_to_all
def livez():
    """The process answers."""
    return {"status": "ok"}
