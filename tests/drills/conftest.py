"""Sites to be ill-treated, each in a folder of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import servers
from tests.drills.site import Site
from tests.drills.town import Town, settle

# Drills that take PostgreSQL away need a server of their own.
collect_ignore = [] if "postgresql" in servers.engines() and servers.postgres_programs() else ["test_postgresql.py"]


@pytest.fixture(scope="session")
def settled(tmp_path_factory) -> tuple[Path, Town]:
    """The folder of a site on SQLite that is ready to be served: to be copied, never to be used."""
    folder = tmp_path_factory.mktemp("settled")
    return folder, settle(folder)


@pytest.fixture
def serves() -> Callable[..., Site]:
    """serves(folder, town, url, **settings) answers a running site that ends with the test."""
    sites: list[Site] = []

    def serve(*given, **more) -> Site:
        site = Site(*given, **more)
        sites.append(site)
        site.start()
        return site

    yield serve
    for site in sites:
        site.close()


@pytest.fixture
def site(settled, tmp_path, serves) -> Site:
    """A running site on SQLite with two web processes."""
    folder, town = settled
    shutil.copytree(folder, tmp_path / "site")
    return serves(tmp_path / "site", town)
