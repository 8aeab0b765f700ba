"""A plugin of pytest: the databases that tests run on, each empty, each gone after the run.

IBIS_TEST_DATABASES names the engines: SQLite alone for a quick look, both (`make test`) for the whole truth. A test
that asks for `database_url`, however far down, runs once on each; one that must not is marked `one_database`.
"""

import os

import pytest

from tests import servers


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs a database once on each engine there is."""
    if "database_kind" in metafunc.fixturenames:
        only_first = metafunc.definition.get_closest_marker("one_database")
        kinds = engines()[:1] if only_first else engines()
        metafunc.parametrize("database_kind", kinds, scope="session")


def wanted() -> list[str]:
    """The engines that were asked for."""
    return os.environ.get("IBIS_TEST_DATABASES", "sqlite").split()


def engines() -> list[str]:
    """Those of them that there are; PostgreSQL may be missing (the closing line of the run says so)."""
    return [kind for kind in wanted() if kind != "postgresql" or servers.postgres_server_url()]


@pytest.fixture(scope="session")
def database_url(database_kind, tmp_path_factory):
    """The address of an empty database of this process's own."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database')}/ibis.sqlite"
        return
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with servers.postgres_database(f"ibis_test_{os.getpid()}_{worker}") as url:
        yield url
