"""A real browser at the real application: a server in a thread, on a database of its own; Chromium, to be asked.

with Server(folder) as site:                 app.config, context, address
    with chromium() as browser:
        page = site.visit(browser, as_=member, width=360, direction="rtl").new_page()
"""

import secrets
import threading
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

import config
from app import create_app
from community import clock
from community.db import db, transaction
from community.members import login
from community.members.models import LoginSession, Member
from tests import pseudo, servers

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
LANGUAGES = {"ltr": "en", "rtl": "ar"}


class _Quiet(WSGIRequestHandler):
    """Says nothing about requests that went well."""

    def log(self, type, message, *args):
        """Nothing."""


class Server:
    """The application on a free port, with empty tables in a folder of its own; English, and a mirrored stand-in."""

    def __init__(self, folder: Path):
        catalogues = pseudo.write_catalogue(folder / "translations")
        settings = config.from_environment(
            config.Testing, INSTANCE=str(folder / "instance"), DATABASE_URL="", LIMITS=False, LANGUAGES="en,ar"
        )
        self.app = create_app(settings | {"BABEL_TRANSLATION_DIRECTORIES": str(catalogues)})
        self.http = make_server("127.0.0.1", 0, self.app, threaded=True, request_handler=_Quiet)
        self.address = f"http://127.0.0.1:{self.http.server_port}"
        self.thread = threading.Thread(target=self.http.serve_forever, daemon=True)

    def __enter__(self):
        with self.app.app_context():
            db.create_all()
        self.thread.start()
        return self

    def __exit__(self, *_error) -> None:
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def visit(self, browser: Browser, as_: Member | None = None, **given) -> BrowserContext:
        """Somebody's browser: `direction` ltr or rtl, `width`, `scheme` light or dark, `script` on or off."""
        context = browser.new_context(
            base_url=self.address,
            viewport={"width": given.get("width", 1280), "height": given.get("height", 900)},
            color_scheme=given.get("scheme", "light"),
            locale=LANGUAGES[given.get("direction", "ltr")],
            java_script_enabled=given.get("script", True),
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        if as_ is not None:
            context.add_cookies(
                [{"name": self.app.config["SESSION_COOKIE_NAME"], "value": self._signed_in(as_), "url": self.address}]
            )
        return context

    def _signed_in(self, member: Member) -> str:
        """The cookie of a new session of this member."""
        token, now = secrets.token_urlsafe(32), clock.now()
        with self.app.app_context(), transaction() as session:
            row = LoginSession(member_id=member.id, token_hash=login.fingerprint(token), created_at=now, seen_at=now)
            row.expires_at = now + login.LONG
            session.add(row)
        signer = self.app.session_interface.get_signing_serializer(self.app)
        return signer.dumps({"_user_id": token, "_fresh": True})


@contextmanager
def chromium():
    """A browser without a screen, that talks to nobody but us."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=servers.chromium_path(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
