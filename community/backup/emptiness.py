"""Whether anything on an instance could be lost: only an empty one is restored into."""

from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, inspect, literal, select, table

from community.backup.manifest import Manifest
from community.errors import Conflict

# What `flask upgrade` fills in and what the worker notes down by itself. A row of any other table is somebody's.
BY_ITSELF = {
    "alembic_version", "stakeholder_kind", "resource_category", "resource_dimension", "page", "place", "place_name",
    "place_within", "stamp", "job_turn", "rating_prior", "search_document",
}  # fmt: skip
ADVICE = "Restore into a new one: name an empty folder by IBIS_INSTANCE (and an empty database by IBIS_DATABASE_URL)."


def refuse_unless_empty(connection: Connection, coming: Manifest) -> None:
    """Raises Conflict if somebody has put anything here. What a restoring that was cut off left is no matter."""
    if here := somebodys(connection):
        raise Conflict(f"This instance is not empty: there are rows in {here}. {ADVICE}")
    theirs = {file.member for file in coming.files}
    if strange := [name for name in _uploads() if f"media/{name}" not in theirs]:
        raise Conflict(f"This instance is not empty: {len(strange)} of its uploads are not in the back-up. {ADVICE}")


def somebodys(connection: Connection) -> str | None:
    """A table in which somebody's rows are; None if there is none."""
    names = inspect(connection).get_table_names()
    theirs = sorted(name for name in names if name not in BY_ITSELF and not name.startswith("search_words"))
    found = (name for name in theirs if connection.scalar(select(literal(1)).select_from(table(name)).limit(1)))
    return next(found, None)


def _uploads() -> list[str]:
    folder = Path(current_app.config["INSTANCE"]) / "media"
    return [file.name for file in folder.glob("??/*") if ".part" not in file.name]
