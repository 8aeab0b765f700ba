"""The real application for the browser: `site_server` with empty tables for each story."""

import pytest

from community import mail
from community.db import db
from tests import people
from tests.browsing import Server


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """The application, served while this worker lives."""
    with Server(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture
def site_server(running):
    """The running application with empty tables, in its context; mail is in `mail.outbox`."""
    mail.outbox.clear()
    with running.app.app_context():
        yield running
        db.session.rollback()
        with db.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in reversed(db.metadata.sorted_tables):
                connection.execute(table.delete())
        db.session.remove()


@pytest.fixture
def tab(site_server, browser):
    """tab(member, …) opens a tab of that member's browser."""
    contexts = []

    def open_tab(who=None, **given):
        contexts.append(site_server.visit(browser, as_=who, **given))
        return contexts[-1].new_page()

    yield open_tab
    for context in contexts:
        context.close()


@pytest.fixture
def asha(site_server):
    return people.member("Asha")


@pytest.fixture
def ben(site_server):
    return people.member("Ben")


@pytest.fixture
def room(site_server):
    return people.forum()
