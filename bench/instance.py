"""A site made for measuring: where it lies, how a server is started on it, and the application in this process."""

import json
import os
import secrets
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import config
from app import create_app
from community.db import db

FACTS = "bench.json"  # in the instance's folder: what it was filled with
ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Size:
    """How much a site is filled with; `long` is the number of posts of its one long topic."""

    posts: int = 100_000
    topics: int = 5_000
    long: int = 20_000


@dataclass(frozen=True)
class Instance:
    """A site of its own. Without a database URL it is on SQLite, in its folder."""

    folder: Path
    database_url: str
    secret: str
    size: Size = Size()
    is_full: bool = False

    @property
    def engine(self) -> str:
        """sqlite or postgresql."""
        return "postgresql" if self.database_url else "sqlite"

    def environment(self, port: int = 5000) -> dict[str, str]:
        """What a server's process is told: production as on any machine, but for the request limits."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("IBIS_")}
        # Empty means "the default"; a setting that is there cannot come from somebody's .env.
        defaults = {f"IBIS_{name}": "" for name in dir(config.Production) if name.isupper()}
        return ours | defaults | {
            "IBIS_ENV": "production", "IBIS_URL": f"http://127.0.0.1:{port}", "IBIS_SECRET_KEY": self.secret,
            "IBIS_INSTANCE": str(self.folder), "IBIS_DATABASE_URL": self.database_url, "IBIS_LIMITS": "0",
        }  # fmt: skip

    @contextmanager
    def app(self):
        """The application in this process, in its context; it says nothing of its requests."""
        quiet = {name: getattr(config.Production, name) for name in dir(config.Production) if name.isupper()}
        app = create_app(
            config.from_environment(
                config.Production, **quiet
                | {"URL": "http://127.0.0.1:5000", "SECRET_KEY": self.secret, "INSTANCE": str(self.folder)}
                | {"DATABASE_URL": self.database_url, "LIMITS": False, "LOG_LEVEL": "WARNING", "MAIL": "memory"},
            )
        )  # fmt: skip
        with app.app_context():
            try:
                yield app
            finally:
                db.session.remove()
                db.engine.dispose()

    def keep(self, **changes) -> "Instance":
        """Write down what the site is now."""
        now = replace(self, **changes)
        facts = asdict(now) | {"folder": None}
        path = self.folder / FACTS
        path.touch(mode=0o600)
        path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
        return now


def opened(folder: Path, database_url: str = "", size: Size = Size()) -> Instance:
    """The site in the folder as it was left there, or a new one that is still to be filled."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FACTS
    if not path.exists():
        return Instance(folder.resolve(), database_url, secrets.token_urlsafe(48), size).keep()
    facts = json.loads(path.read_text(encoding="utf-8"))
    found = Instance(**facts | {"folder": folder.resolve(), "size": Size(**facts["size"])})
    if found.size != size or (database_url and database_url != found.database_url):
        raise SystemExit(f"{folder} holds a site of another size or database: choose another folder, or delete it.")
    return found
