"""The database as it is at one moment, read while others write: table after table, never all of it in memory."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, String, Table, collate, func, select, text

from community.backup import values
from community.db import db
from community.errors import Conflict
from community.media.models import Media
from community.search.models import SearchDocument
from community.versions import AHEAD, BEHIND, head, here, known

REBUILT = {SearchDocument.__tablename__}  # made anew from what it is about, with its words
BATCH = 500  # rows
PATIENT = ("statement_timeout", "idle_in_transaction_session_timeout")  # made for pages, not for whole tables


@contextmanager
def snapshot() -> Iterator[Connection]:
    """A connection that sees one moment until the block ends: readers stop no writer, on either engine."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            be_patient(connection)
        yield connection


def be_patient(connection: Connection) -> None:
    """In this transaction PostgreSQL may take its time."""
    for setting in PATIENT:
        connection.execute(text(f"SET LOCAL {setting} = 0"))


def revision(connection: Connection) -> str:
    """The database's form, which must be the present one. Raises Conflict."""
    found = here(connection)
    if not found <= known():
        raise Conflict(AHEAD)
    if found != {head()}:
        raise Conflict(BEHIND)
    return head()


def tables() -> list[Table]:
    """The tables that are written into a back-up."""
    return sorted(
        (each for each in db.metadata.tables.values() if each.name not in REBUILT), key=lambda each: each.name
    )


def count(connection: Connection, table: Table) -> int:
    """How many rows the table has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """The rows of a table as lines of the file, in the same order on both engines."""
    order = [_plainly(column, connection) for column in table.primary_key.columns]
    rows = select(*map(values.asked, table.columns)).order_by(*order)
    for batch in connection.execution_options(yield_per=BATCH).execute(rows).partitions():
        yield b"".join(map(values.line, batch))


def _plainly(column, connection: Connection):
    """Texts by their bytes, whatever language the database sorts by."""
    is_text = isinstance(column.type, String) and connection.dialect.name == "postgresql"
    return collate(column, "C") if is_text else column


def tokens(connection: Connection) -> list[str]:
    """The names of all uploads."""
    return list(connection.scalars(select(Media.token).order_by(Media.id)))
