"""Which form the database has, and which one this version of Ibis works with.

Read from the migrations' own lines, without the machinery that runs them: each web process asks this when it is asked
whether it is ready, and that machinery takes 25 MB.
"""

import re
from functools import cache
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, inspect, text

from community.db import db

BEHIND = "The database is not in the present form yet: run `flask upgrade` first."
AHEAD = "The database was brought to a form that this version of Ibis does not know: run the newer version."

LINE = re.compile(r"^(revision|down_revision) = (?:[\"']([^\"']+)[\"']|None)", re.MULTILINE)


def trouble() -> str | None:
    """Why the site cannot be served on this database, in one sentence; None if it can."""
    with db.engine.connect() as connection:
        found = here(connection)
    if not found <= known():
        return AHEAD
    return None if found == {head()} else BEHIND


def here(connection: Connection) -> set[str]:
    """The form of a database; nothing where there are no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def known() -> set[str]:
    """All forms that this version can bring to the present one, and that."""
    return set(_steps(_folder()))


def head() -> str:
    """The form that this version of Ibis gives a database."""
    steps = _steps(_folder())
    (newest,) = set(steps) - set(steps.values())
    return newest


def _folder() -> str:
    migrate = current_app.extensions.get("migrate")
    return str(migrate.directory if migrate else f"{current_app.root_path}/community/migrations")


@cache
def _steps(folder: str) -> dict[str, str]:
    """Each migration with the one before it."""
    found = {}
    for path in Path(folder, "versions").glob("*.py"):
        said = dict(LINE.findall(path.read_text()))
        found[said["revision"]] = said["down_revision"]
    return found
