"""`flask upgrade` twice at once, or killed on its way: in the end there is one site, whole and in the present form."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from community import versions
from community.db import db
from community.members.models import StakeholderKind
from community.pages.models import Page
from community.places.models import Place, PlaceName
from tests import servers
from tests.drills.site import ROOT, flask, settings
from tests.drills.town import inside
from tests.test_migrations import differences

# Where it is killed, one after the other: among the tables, and in what a site has from the start.
STATEMENTS = ("CREATE TABLE topic ", "INSERT INTO place ")


@pytest.fixture(params=servers.engines())
def empty(request, tmp_path) -> tuple[Path, str]:
    """The folder of a new site and the address of its database, where nothing is yet."""
    return tmp_path, servers.throwaway_database() if request.param == "postgresql" else ""


def assert_made(folder: Path, url: str) -> None:
    """Every table, and everything that a site has from the start, once."""
    with inside(folder, url):
        assert versions.trouble() is None and differences() == []
        made = {model: db.session.scalar(select(func.count()).select_from(model)) for model in (StakeholderKind, Page)}
        assert made[StakeholderKind] == 7 and made[Page] > 0
        assert db.session.scalar(select(func.count(Place.id))) > 20_000
        assert db.session.scalar(select(func.count()).select_from(PlaceName)) > 50_000


def test_of_two_at_once_one_waits_and_both_end_well(empty):
    folder, url = empty
    both = [flask(folder, "upgrade", url=url) for _each in range(2)]
    told = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert_made(folder, url)


def test_one_that_was_killed_is_made_up_for_by_the_next(empty):
    folder, url = empty
    for words in STATEMENTS:
        command = [sys.executable, "-m", "tests.drills.cut_short", words]
        cut = subprocess.run(command, cwd=ROOT, env=settings(folder, url), capture_output=True, text=True, check=False)
        assert cut.returncode == -signal.SIGKILL, f"it never came to {words}: {cut.stderr}"
    last = flask(folder, "upgrade", url=url)
    out, problem = last.communicate(timeout=120)
    assert last.returncode == 0, problem
    assert_made(folder, url)
