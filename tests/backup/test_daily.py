"""The embedded site makes a back-up a day by itself and keeps seven; who runs it sees the newest, and a failure."""

from datetime import timedelta

import pytest

from community import clock, jobs
from community.backup import daily, reading
from tests import people, servers
from tests.backup.conftest import NOW

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def town(filled):
    """A site with somebody in it."""
    return filled()


def moments(one) -> list:
    """When each of its back-ups was made, newest first."""
    with one.inside():
        return [kept.made_at for kept in daily.kept()]


def hours(one, count: int, at_once: int = 1) -> None:
    """Let so many hours pass, as the worker sees them, which looks every hour, or was away for a while."""
    for _look in range(0, count, at_once):
        with one.inside():
            jobs.tick()
        clock.advance(at_once * HOUR)


def dashboard(one) -> str:
    """What an administrator reads first."""
    with one.inside() as app:
        return people.signs_in(app, people.member(f"Admin {clock.now():%d %H}", administrator=True)).reads("/admin")


def test_one_a_day_at_the_same_hour_and_it_can_be_restored(town, site):
    hours(town, 49)
    second = NOW.replace(microsecond=0)
    assert moments(town) == [second + 2 * DAY, second + DAY, second]
    with town.inside():
        newest = daily.newest()
        assert newest.path.stat().st_mode & 0o777 == 0o600
        assert daily.folder().stat().st_mode & 0o777 == 0o700
    assert site().restores(newest.path).differences == []


def test_seven_are_kept_and_what_else_lies_there_is_left_alone(town, monkeypatch):
    monkeypatch.setattr(daily.writing, "back_up", lambda target, **how: target.write_bytes(b"a back-up"))
    (town.folder / "backups").mkdir()
    (town.folder / "backups" / "before-the-move.zip").write_text("mine")
    (town.folder / "backups" / "ibis-20200101T000000Z.zip.part-12ab").write_text("cut off by force")
    hours(town, 9 * 24, at_once=24)
    found = moments(town)
    assert len(found) == 7 and found[0] - found[-1] == 6 * DAY
    names = {path.name for path in (town.folder / "backups").iterdir()}
    assert len(names) == 8 and "before-the-move.zip" in names


def test_a_failure_is_logged_shown_and_tried_again_in_an_hour(town, monkeypatch, caplog):
    with monkeypatch.context() as full:
        full.setattr(reading, "free_in", lambda folder: 0)
        hours(town, 1)
    assert moments(town) == [] and "not enough room" in caplog.text
    told = dashboard(town)
    assert "The daily back-up is not being made" in told and "not enough room" in told
    hours(town, 1)
    assert len(moments(town)) == 1
    told = dashboard(town)
    assert "not being made" not in told and "The newest back-up is of November 20, 2026" in told


def test_a_newest_one_that_grows_old_is_told_even_if_nobody_wrote_why(town):
    hours(town, 1)
    assert "not being made" not in dashboard(town)
    clock.advance(daily.LATE)
    assert "not being made" in dashboard(town)


def test_a_failed_one_never_takes_an_older_ones_place(town, monkeypatch):
    hours(town, 1)
    before = [path.read_bytes() for path in (town.folder / "backups").iterdir()]
    clock.advance(DAY)
    monkeypatch.setattr("community.backup.writing.seal", lambda file: 1 / 0)
    hours(town, 1)
    assert [path.read_bytes() for path in (town.folder / "backups").glob("*.zip*")] == before


def test_a_site_of_nobody_has_nothing_to_keep(site, few_places):
    empty = site()
    few_places(empty)
    hours(empty, 2)
    assert moments(empty) == []


@pytest.mark.parametrize("engine", servers.engines())
def test_a_database_server_is_its_operators(filled, engine):
    town = filled(engine)
    hours(town, 2)
    assert len(moments(town)) == (engine == "sqlite")
    assert ("back-up" in dashboard(town)) is (engine == "sqlite")


def test_no_address_leads_to_a_back_up(town):
    hours(town, 1)
    with town.inside() as app:
        keeper = people.signs_in(app, people.member("Keeper", administrator=True))
        name = daily.newest().path.name
        for address in (f"/backups/{name}", f"/instance/backups/{name}", f"/static/../instance/backups/{name}",
                        f"/static/%2e%2e/instance0/backups/{name}", f"/media/{name}"):  # fmt: skip
            assert keeper.get(address).status_code == 404, address
