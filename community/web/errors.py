"""Every error has a page in the site's frame, or JSON where JSON was asked for; the text says what to do next."""

import logging
import time
from functools import wraps
from typing import Any

from flask import current_app, g, jsonify, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError
from werkzeug.exceptions import HTTPException

from community.db import db, let_go
from community.errors import Conflict, Refusal
from community.web import carry, plain
from community.web.access import to_sign_in
from community.web.limits import limiter
from community.web.outages import Outage, outage

log = logging.getLogger(__name__)

WORDS = {
    400: lazy_gettext("The request could not be understood."),
    403: lazy_gettext("You may not do this."),
    404: lazy_gettext("There is no such page, or none that you may see."),
    405: lazy_gettext("This address does not take that kind of request."),
    409: lazy_gettext("Somebody else was faster."),
    413: lazy_gettext("What was sent is too large."),
    422: lazy_gettext("What was given cannot be accepted."),
    429: lazy_gettext("Too many attempts in a short time. Please wait a little and try again."),
    500: lazy_gettext("Something went wrong on our side. It has been noted."),
    503: lazy_gettext("The site is busy for a moment. Please try again shortly."),
}


def init_app(app) -> None:
    """Register the answers, and that a page which is made already is not lost with its connection."""
    app.teardown_appcontext(lambda _error: let_go())  # registered after the database's own, so done before
    handlers = {CSRFError: _stale_token, Refusal: _refused, HTTPException: _http, Exception: _unexpected}
    for kind, handler in handlers.items():
        app.register_error_handler(kind, _or_plainly(handler))


def _or_plainly(handler):
    """The handler, or the plain page where even the handler needs a database that does not answer."""

    @wraps(handler)
    def handle(error):
        try:
            return handler(error)
        except Exception as unable:
            if not (found := outage(unable)):
                raise
            log.exception("no database for the error page at %s", request.endpoint)
            return _plainly(found)

    return handle


def _plainly(found: Outage):
    let_go()  # the next request begins with a connection of its own
    return plain.refuse(found, wants_json())


def wants_json() -> bool:
    """Whether the asker prefers JSON to HTML."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return best == "application/json"


def answer(status: int, reason=None, headers=None, typed=()):
    """The error page or its JSON twin; `typed` are texts that the page gives back."""
    words = reason or WORDS.get(status, WORDS[400 if status < 500 else 500])
    body: Any
    if wants_json():
        body = jsonify(error={"status": status, "message": str(words)})
    else:
        facts = {"status": status, "words": words, "typed": typed, "request_id": g.get("request_id")}
        body = render_template("web/error.html", **facts)
    response = current_app.make_response((body, status))
    response.headers.extend(headers or {})
    return response


def _refused(error: Refusal):
    db.session.rollback()
    if isinstance(error, Conflict):
        log.info("conflict at %s", request.endpoint)
    return answer(error.status, error.reason, typed=carry.typed())


def _http(error: HTTPException):
    if error.code is None or error.code < 400:
        return error  # a redirect that Werkzeug raises
    kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    if error.code == 429 and limiter.current_limit and "Retry-After" not in kept:
        kept["Retry-After"] = str(max(1, int(limiter.current_limit.reset_at - time.time())))
    return answer(error.code, None, kept, carry.typed() if error.code == 429 else ())


def _stale_token(_error: CSRFError):
    """The session or its token ended while somebody was writing: show what they wrote, one press from sent."""
    if not carry.ours() or wants_json():
        return answer(400, _("This form has expired. Please load the page again."))
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "open_to", "all") != "all" and not current_user.is_authenticated:
        return to_sign_in()
    kept = carry.unpack(carry.pack())
    return (carry.offer(kept), 400) if kept else answer(400)


def _unexpected(error: Exception):
    log.exception("unexpected error at %s", request.endpoint)  # not the path, which may hold a name or a token
    if found := outage(error):
        return _plainly(found)
    if current_app.testing and not isinstance(error, DBAPIError):
        raise error
    db.session.rollback()
    # Two who write the same at one moment: the second is told, and keeps the words.
    return answer(409 if isinstance(error, IntegrityError) else 500, typed=carry.typed())
