"""Bringing a site to the present form: its tables, and what every site has from the start. Twice changes nothing."""

import fcntl
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from flask import current_app
from flask_migrate import upgrade as migrate_up
from sqlalchemy import exists, select, text

from community.db import db
from community.errors import Conflict
from community.members.commands.kinds import ensure_kinds
from community.pages.commands import ensure_pages
from community.places.importing import import_places
from community.places.models import Place
from community.resources.commands.shelves import ensure_shelves
from community.versions import AHEAD, trouble

LOCK = 1_229_080_915  # any number that no other program takes in the same database: "IBIS" in ASCII


def upgrade(tell: Callable[[int, int], object] = lambda done, total: None) -> None:
    """Migrate, then fill in what is missing. `tell(done, total)` hears of the places. Raises Conflict if too new."""
    with alone():
        if trouble() == AHEAD:
            raise Conflict(AHEAD)
        migrate_up()
        ensure_kinds()
        ensure_shelves()
        ensure_pages()
        ensure_shelves()
        if not db.session.scalar(select(exists().where(Place.id.is_not(None)))):
            import_places(tell)


@contextmanager
def alone():
    """Hold off everybody else who would upgrade the same database, until the block ends."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
        return
    with (Path(current_app.config["INSTANCE"]) / "upgrade.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # ends with the file, however the process ends
        yield
