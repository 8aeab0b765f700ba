"""What every test may ask for: an app on either database, people, a stopped clock, a counter of statements."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from flask import g
from flask_migrate import stamp
from sqlalchemy import event, text

import config
from app import create_app
from community import clock, mail
from community.db import db
from tests import people, servers
from tests.browsing import chromium

pytest_plugins = ["tests.left_out"]

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
UNCOUNTED = ("BEGIN", "PRAGMA", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@pytest.fixture(scope="session")
def browser():
    """Chromium, one for each worker; a story opens a context of its own with `site_server.visit(browser, …)`."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session", params=servers.engines())
def built(request, tmp_path_factory):
    """An application with all tables, made once for each database that this run tests on."""
    url = servers.throwaway_database() if request.param == "postgresql" else ""
    given = {"INSTANCE": str(tmp_path_factory.mktemp(request.param)), "DATABASE_URL": url, "LIMITS": False}
    # What a page costs and shows is asked of pages that are made; tests/web/keeping.py keeps some.
    given["KEPT_MEGABYTES"] = 0
    app = create_app(config.from_environment(config.Testing, **given))
    app.before_request_funcs.setdefault(None, []).insert(0, _forget)
    with app.app_context():
        db.create_all()
        stamp()  # the tables are what the newest migration would leave: tests/test_migrations.py holds it to that
    yield app
    with app.app_context():
        db.engine.dispose()


def _forget() -> None:
    # Requests of a test share its app context: what one noted in `g` (who is signed in) is not for the next.
    for name in list(g):
        g.pop(name)


@pytest.fixture
def app(built):
    """The application with empty tables, in its context."""
    clock.freeze(NOON)
    mail.outbox.clear()
    with built.app_context():
        yield built
        db.session.rollback()
        _empty()
        db.session.remove()
    clock.thaw()


def _empty() -> None:
    with db.engine.begin() as connection:
        tables = reversed(db.metadata.sorted_tables)
        if connection.dialect.name == "postgresql":
            # A hundred times as fast as TRUNCATE, which makes new files for every table.
            deletes = ";".join(f'DELETE FROM "{table.name}"' for table in tables)
            connection.exec_driver_sql(f"SET LOCAL session_replication_role = replica; {deletes}")
            connection.execute(text("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"))
            return
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in tables:
            connection.execute(table.delete())


@pytest.fixture
def client(app):
    """A browser without a memory of its own."""
    return app.test_client()


@pytest.fixture
def asha(app):
    return people.member("Asha")


@pytest.fixture
def ben(app):
    return people.member("Ben")


@pytest.fixture
def admin(app):
    return people.member("Admin", administrator=True)


@pytest.fixture
def room(app):
    return people.forum()


@pytest.fixture
def thread(room, asha):
    """A topic of Asha's in `room`."""
    return people.topic(room, by=asha)


@pytest.fixture
def guest(app):
    """A visitor at a browser."""
    return people.visits(app)


@pytest.fixture
def statements(app):
    """statements(call, *args) answers how many SQL statements the call took, BEGIN and PRAGMA not counted."""

    def count(call, *args, **kwargs) -> int:
        db.session.remove()  # as a new request would find it: nothing loaded, nothing cached
        with counted() as seen:
            call(*args, **kwargs)
        return len(seen)

    return count


@contextmanager
def counted():
    """Collects the statements that are sent while the block runs."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not re.match(r"\s*(" + "|".join(UNCOUNTED) + ")", statement, re.IGNORECASE):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
