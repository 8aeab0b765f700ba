"""The database: one session, one base model, one way to write.

Reading opens a transaction by itself. Writing goes through `transaction()`, which takes SQLite's
write lock at its start (so that no writer fails halfway) and joins a transaction that is already open
(so that a decision and the deed it orders stand or fall together).
"""

import select
import sqlite3
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, MetaData, TypeDecorator, event, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import Pool

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


LOST = ("40001", "40P01")  # serialization failure, deadlock
GIVEN_UP = "It was tried several times."  # a detail of an error, so that nobody tries on
AT_MOST = {"statement_timeout": "5s", "lock_timeout": "4s"}  # on PostgreSQL, while somebody waits for a page
TERMS = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")  # on SQLite, set by _prepare_sqlite
WORDS: dict[str, dict] = {
    "synchronous": {0: "off", 1: "normal", 2: "full", 3: "extra"},
    "foreign_keys": {0: "off", 1: "on"},
}


class Base(DeclarativeBase):
    """The base of all tables; constraints get names that migrations can rely on."""

    metadata = MetaData(naming_convention=NAMES)


class UTCDateTime(TypeDecorator):
    """A moment, stored in UTC and always aware of it, on SQLite as on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Objects stay readable after a commit: commands answer with what they made, and pages show it.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


# What happens around each commit, told by `stamps`: last words inside the transaction, first ones after it.
before_commit: list[Callable[[Session], None]] = []
committed: list[Callable[[Session], None]] = []


@contextmanager
def transaction(*, narrow: bool = False):
    """Write as one deed. Yields the session; the outermost block commits, any exception undoes all of it.

    Every page that is kept ready is made anew afterwards, unless all blocks are `narrow`: then those pages alone that
    show what was touched (see `stamps`), and none if nothing was.
    """
    session = db.session()
    depth = session.info.get("depth", 0)
    if depth == 0:
        _begin_writing(session, narrow)
    elif not narrow:  # what joins does not say what it touches
        session.info["narrow"] = False
    session.info["depth"] = depth + 1
    try:
        yield session
        if depth == 0:
            _tell(before_commit, session)
            session.commit()
    except BaseException:
        if depth == 0:
            session.rollback()
            session.info.pop("after", None)
        raise
    finally:
        session.info["depth"] = depth
    if depth == 0:
        _tell(committed, session)
        _run_after(session)


def let_go() -> None:
    """End the session. A connection that broke meanwhile is no matter to whoever has their answer already."""
    try:
        db.session.remove()
    except DBAPIError:
        db.session.registry.clear()  # what could not be closed must not be found by the next


def is_writing() -> bool:
    """Whether a `transaction()` is open."""
    return bool(db.session().info.get("depth"))


def lost_a_race(error: DBAPIError) -> bool:
    """Whether PostgreSQL undid one of two transactions that stood in each other's way: done again, it succeeds."""
    return getattr(error.orig, "sqlstate", None) in LOST


def after_commit(deed) -> None:
    """Call `deed()` once the transaction that is open now has been committed; never if it is undone."""
    db.session().info.setdefault("after", []).append(deed)


def _begin_writing(session: Session, narrow: bool) -> None:
    # A read transaction cannot become a write one on SQLite without the risk of "locked": end it first.
    session.commit()
    session.info.update(narrow=narrow, touched={})
    session.connection(execution_options={"writing": True})


def _tell(hooks: list[Callable[[Session], None]], session: Session) -> None:
    for hook in hooks:
        hook(session)


def _run_after(session: Session) -> None:
    for deed in session.info.pop("after", []):
        deed()


_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_once(model, **values) -> bool:
    """Insert a row unless one with the same unique key exists; True if it was inserted. Race-free on both engines."""
    insert = _INSERTS[db.session().get_bind().dialect.name]
    statement = insert(model).values(**values).on_conflict_do_nothing().returning(literal(1))
    return db.session().scalar(statement) is not None  # psycopg does not count the rows of such an insert


def insert_or_raise(model, key: dict, value: dict, **others) -> None:
    """Insert a row; where there is one with this key, raise its `value`. One that is not lower stays. Race-free."""
    insert = _INSERTS[db.session().get_bind().dialect.name]
    statement = insert(model).values(**key, **value, **others)
    ((name, _new),) = value.items()
    given = {column: statement.excluded[column] for column in (name, *others)}
    lower = getattr(model, name) < statement.excluded[name]
    db.session().execute(statement.on_conflict_do_update(index_elements=list(key), set_=given, where=lower))


@event.listens_for(Session, "before_flush")
def _refuse_stray_writes(session: Session, _context, _instances) -> None:
    # A row changed outside transaction() would be written by the next query, whoever asks it.
    if not session.info.get("depth"):
        raise RuntimeError("rows are written inside `with transaction():` only")


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection, _record) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Pool, "checkout")
def _still_there(connection, _record, _proxy) -> None:
    """A connection to PostgreSQL is opened anew if the server has closed it, or said anything, while it lay idle.

    Looking at the socket takes microseconds; to ask the server would be another way there and back for each page.
    """
    if hasattr(connection, "pgconn") and (connection.closed or _has_news(connection.fileno())):
        raise DisconnectionError("the database has closed the connection")


def _has_news(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN | select.POLLHUP)
    return bool(poll.poll(0))


@event.listens_for(Engine, "handle_error")
def _let_go(context) -> None:
    """A connection that met a file which it may not write, or cannot, is given up: the next one may find it mended."""
    code = getattr(context.original_exception, "sqlite_errorcode", None) or 0
    if code & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        context.is_disconnect = True


def hurry(app) -> None:
    """From now on no statement keeps this process waiting for long: for those that answer people, not for commands."""
    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "do_connect")
    def _ask(_dialect, _record, _arguments, given) -> None:
        if engine.dialect.name == "postgresql":
            wanted = " ".join(f"-c {name}={value}" for name, value in AT_MOST.items())
            given["options"] = f"{given.get('options', '')} {wanted}".strip()


def terms() -> dict[str, str]:
    """Under which terms a connection of this process works: what of it is safe, and how long it waits."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in TERMS}
            return {name: str(WORDS.get(name, {}).get(value, value)) for name, value in found.items()}
        return {
            name: str(connection.exec_driver_sql(f"SHOW {name}").scalar()) for name in (*AT_MOST, "synchronous_commit")
        }


@event.listens_for(Engine, "begin")
def _begin(connection) -> None:
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
