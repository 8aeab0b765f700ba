"""The rows of a back-up into tables that are there, inside the open transaction: each engine's own fastest way.

Keys that point to other tables rest meanwhile (tables point to each other in circles) and are proved at the end.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, inspect, text

from community.backup import seal, values
from community.backup.manifest import Table
from community.backup.reading import Backup
from community.backup.snapshot import be_patient
from community.db import db
from community.errors import Conflict
from community.search.models import SearchDocument

Tell = Callable[[int, int], object]
LOCK_WAIT = "10s"  # for those who read a site that is still empty

FOREIGN_KEYS = text("""
    SELECT quote_ident(relname), quote_ident(conname), pg_get_constraintdef(c.oid)
    FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid
    WHERE contype = 'f' AND c.connamespace = current_schema()::regnamespace
""")
COUNTED = text("""
    SELECT quote_ident(table_name), quote_ident(column_name),
        pg_get_serial_sequence(quote_ident(table_name), column_name)
    FROM information_schema.columns WHERE table_schema = current_schema() AND column_default LIKE 'nextval(%'
""")


def hold(connection: Connection) -> None:
    """Nobody else reads or writes our tables from now on, until the transaction ends (on SQLite it began so)."""
    if connection.dialect.name == "postgresql":
        be_patient(connection)
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_WAIT}'"))
        connection.exec_driver_sql(f"LOCK TABLE {_all(connection)} IN ACCESS EXCLUSIVE MODE")


def load(connection: Connection, backup: Backup, tell: Tell = lambda done, total: None) -> None:
    """Put the rows of the back-up in the place of what `flask upgrade` had filled in. Raises Conflict."""
    _check_form(connection, backup.tables)
    way = _into_postgresql if connection.dialect.name == "postgresql" else _into_sqlite
    way(connection, backup, _Steps(tell, backup.manifest.rows))


class _Steps:
    """Tells how far it is, every thousand rows."""

    def __init__(self, tell: Tell, total: int):
        self.tell, self.total, self.done = tell, max(total, 1), 0

    def watch(self, rows: Iterable) -> Iterator:
        for row in rows:
            self.done += 1
            if not self.done % 1000 or self.done == self.total:
                self.tell(self.done, self.total)
            yield row


def _check_form(connection: Connection, tables: list[Table]) -> None:
    """Names come from the file, so they are used only where the database has the very same."""
    found = inspect(connection)
    here = set(found.get_table_names())
    for table in tables:
        columns = {column["name"] for column in found.get_columns(table.name)} if table.name in here else set()
        if {name for name, _kind in table.columns} != columns:
            raise Conflict(seal.BROKEN)


def _into_sqlite(connection: Connection, backup: Backup, steps: _Steps) -> None:
    driver = _driver(connection)
    driver.execute("PRAGMA defer_foreign_keys=ON")  # the commit proves them
    for name in _names(connection):
        driver.execute(f"DELETE FROM {name}")  # noqa: S608 - the database's own name for it
    for table in backup.tables:
        places = ", ".join("?" * len(table.columns))
        insert = f"INSERT INTO {_quoted(connection, table.name)} ({_columns(connection, table)}) VALUES ({places})"  # noqa: S608 - names of ours, see _check_form
        driver.executemany(insert, _rows(connection, backup, table, steps))


def _into_postgresql(connection: Connection, backup: Backup, steps: _Steps) -> None:
    keys = connection.execute(FOREIGN_KEYS).all()
    for table, key, _definition in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {key}")
    connection.execute(delete(SearchDocument))  # row by row: with each, a trigger takes its words
    connection.exec_driver_sql(f"TRUNCATE {_all(connection)}")
    for one in backup.tables:
        _copy(connection, backup, one, steps)
    for table, key, definition in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {key} {definition}")
    for table, column, sequence in connection.execute(COUNTED).all():
        # Names of our own tables and columns: nothing that anybody typed.
        connection.execute(text(f"SELECT setval('{sequence}', coalesce(max({column}), 0) + 1, false) FROM {table}"))  # noqa: S608


def _copy(connection: Connection, backup: Backup, table: Table, steps: _Steps) -> None:
    into = f"COPY {_quoted(connection, table.name)} ({_columns(connection, table)}) FROM STDIN"
    with _driver(connection).cursor() as cursor, cursor.copy(into) as copy:
        for row in _rows(connection, backup, table, steps):
            copy.write_row(row)


def _rows(connection: Connection, backup: Backup, table: Table, steps: _Steps) -> Iterator[list]:
    read = values.reader([kind for _name, kind in table.columns], connection.dialect.name)
    return steps.watch(map(read, backup.lines(table)))


def _names(connection: Connection) -> list[str]:
    """Our tables that are there, quoted."""
    here = set(inspect(connection).get_table_names())
    return [_quoted(connection, name) for name in sorted(here & set(db.metadata.tables))]


def _all(connection: Connection) -> str:
    return ", ".join(_names(connection))


def _columns(connection: Connection, table: Table) -> str:
    return ", ".join(_quoted(connection, name) for name, _kind in table.columns)


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
