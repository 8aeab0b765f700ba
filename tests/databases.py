"""A plugin of pytest: the databases that tests run on, each empty, each gone after the run.

IBIS_TEST_DATABASES names the engines: SQLite alone for a quick look, both (`make test`) for the whole truth. A test
that asks for `database_url`, however far down, runs once on each; one that need not is marked `one_database`.
"""

import pytest

from tests import servers


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs a database once on each engine there is."""
    if "database_kind" in metafunc.fixturenames:
        once = metafunc.definition.get_closest_marker("one_database")
        metafunc.parametrize("database_kind", servers.engines()[:1] if once else servers.engines(), scope="session")


@pytest.fixture(scope="session")
def database_url(database_kind, tmp_path_factory) -> str:
    """The address of an empty database of this process's own."""
    if database_kind == "postgresql":
        return servers.throwaway_database()
    return f"sqlite:///{tmp_path_factory.mktemp('database')}/ibis.sqlite"
