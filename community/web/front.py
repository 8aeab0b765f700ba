"""The first door: a page that is kept ready is handed out before the application is even asked.

To visitors, and to members whose session this process has seen a moment ago; under a name of ours, by GET. Everything
else goes in. The answer has the headers of the one that the application made, a number and a log line of its own.
"""

import logging
import secrets
import time
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from flask import Request
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import Accept, LanguageAccept
from werkzeug.http import parse_accept_header

from community import stamps
from community.web import keeping, locale, readers
from community.web.hosts import NOBODY
from community.web.packing import unpack
from community.web.readers import VISITOR, Reader
from community.web.shelf import Kept

log = logging.getLogger("ibis.request")

LONGEST = 200  # characters of a browser's header that are remembered
CHANGING = {"x-request-id", "content-length", "content-encoding", "date"}


# Who asks, in which language, what makes their own words, and whether they are still signed in.
Asking = tuple[Reader, str, Mapping[str, Callable[[], str]], Callable[[], bool]]


class Front:
    """WSGI: `inner` is the application's own door."""

    def __init__(self, app, inner):
        self._app, self._inner = app, inner
        self._tokens = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token")  # as Flask-WTF's own
        self._codes, self._shelf = tuple(locale.codes_of(app)), app.extensions["shelf"]

    def __call__(self, environ: dict, start_response):
        began = time.perf_counter()
        if environ["REQUEST_METHOD"] != "GET" or environ.get("HTTP_HOST") == NOBODY or not self._shelf.room:
            return self._inner(environ, start_response)
        with self._app.app_context():
            made = self._made(environ)
        if made is None:
            return self._inner(environ, _listening(environ, start_response))
        return _hand_out(*made, environ, start_response, began)

    def _made(self, environ: dict) -> tuple[Kept, bytes] | None:
        """The page and its bytes, if they can be had without the application."""
        who = self._who(environ)
        if who is None:
            return None
        reader, language, words, is_here = who
        try:
            kept = keeping.find(environ, reader, language)
        except SQLAlchemyError:
            return None  # the application knows what to say when the database does not answer
        if kept is None or kept.headers is None or kept.is_own_of(reader.id) or not is_here():
            return None
        for note in kept.notes:
            note()
        return kept, keeping.fill(kept, reader, words)

    def _who(self, environ: dict) -> Asking | None:
        """What is known of who asks; None where the application must find out."""
        if f"{self._app.config['SESSION_COOKIE_NAME']}=" not in environ.get("HTTP_COOKIE", ""):
            wanted = environ.get("HTTP_ACCEPT_LANGUAGE", "")
            return (VISITOR, _best(wanted, self._codes), {}, lambda: True) if len(wanted) <= LONGEST else None
        session = self._app.session_interface.open_session(self._app, Request(environ, populate_request=False))
        if not session or "csrf_token" not in session or not set(session) <= readers.UNSEEN:
            return None
        glance = readers.memory().get(session.get("_user_id", ""), stamps.board())
        if glance is None or glance.language != session.get("language"):
            return None
        words: dict[str, Callable[[], str]] = {
            "csrf": partial(self._tokens.dumps, session["csrf_token"]),
            "once": keeping.once,
        }
        return glance.reader, glance.locale, words, partial(glance.is_here, stamps.board())


def _hand_out(kept: Kept, data: bytes, environ: dict, start_response, began: float):
    headers = [*(kept.headers or ()), ("X-Request-Id", secrets.token_hex(8))]
    if kept.whole and kept.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        status, data = "304 Not Modified", b""
        headers = [(name, value) for name, value in headers if name.lower() != "content-type"]
    else:
        status = "200 OK"
        if _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            headers.append(("Content-Encoding", "gzip"))
        else:
            data = unpack(data)
        headers.append(("Content-Length", str(len(data))))
    start_response(status, headers)
    log.info("GET kept %s in %s ms", status[:3], round((time.perf_counter() - began) * 1000, 1))
    return [data]


def _listening(environ: dict, start_response):
    """start_response that gives a page which is kept the headers of its answer."""

    def start(status: str, headers: list, *more: Any):
        kept = environ.get("ibis.kept")
        if kept is not None and status.startswith("200") and not _sets_cookie(headers):
            kept.headers = [(name, value) for name, value in headers if name.lower() not in CHANGING]
        return start_response(status, headers, *more)

    return start


def _sets_cookie(headers: list) -> bool:
    return any(name.lower() == "set-cookie" for name, _value in headers)


def _takes_gzip(header: str) -> bool:
    """As `keeping` sees it: an encoding may be named in order to refuse it."""
    if "q=0" not in header and "gzip" in header:  # what browsers say
        return True
    return parse_accept_header(header, Accept).quality("gzip") > 0


@lru_cache(maxsize=512)
def _best(header: str, codes: tuple[str, ...]) -> str:
    """The language that a browser's header asks for, as `locale` chooses it."""
    return locale.best(parse_accept_header(header, LanguageAccept), list(codes))
