"""A small site to be ill-treated: its people are signed in already, their cookies are what the drills send."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask_migrate import upgrade

import config
from app import create_app
from community.db import db
from community.members.commands.kinds import ensure_kinds
from community.pages.commands import ensure_pages
from community.resources.commands.shelves import ensure_shelves
from tests import people

SECRET = config.Testing.SECRET_KEY
NAMES = ("Ada", "Ben", "Cleo", "Dana")  # Ada runs the site


@dataclass(frozen=True)
class Key:
    """What a browser needs to speak as a member: the session's cookie, and a token for its forms."""

    member_id: int
    cookie: str
    token: str


@dataclass(frozen=True)
class Town:
    """Where to post, what to edit, and who can."""

    room: str
    topic_id: int
    keys: dict[str, Key]


@contextmanager
def inside(folder: Path, url: str = ""):
    """The site's application in this process, for what no page shows."""
    given = {"INSTANCE": str(folder), "DATABASE_URL": url, "LIMITS": False}
    app = create_app(config.from_environment(config.Testing, **given))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def settle(folder: Path, url: str = "") -> Town:
    """Bring an empty database to the present form; a room, a thread and four signed-in people move in."""
    with inside(folder, url) as app:
        upgrade()
        for ensure in (ensure_kinds, ensure_shelves, ensure_pages):
            ensure()
        members = {name: people.member(name, administrator=name == "Ada") for name in NAMES}
        room = people.forum()
        topic = people.topic(room, members["Ben"])
        return Town(room.slug, topic.id, {name: _key(app, member) for name, member in members.items()})


def _key(app, member) -> Key:
    browser = people.signs_in(app, member)
    token = browser.token()
    return Key(member.id, browser.client.get_cookie("ibis").value, token)
