"""Work that is owed: done once it can be, given up in the end, and never told in the log with what was in it."""

import logging

import pytest

from community import clock, jobs
from community.db import db, transaction
from community.web.logs import without_values


@jobs.job("tests.stumble")
def stumble(address: str) -> None:
    raise ValueError(f"nobody is called {address}")


@pytest.fixture
def owed(app):
    with transaction():
        jobs.later(stumble, "asha@example.org")
    return db.session.scalar(db.select(jobs.Job))


def again(owed) -> jobs.Job:
    return db.session.get(jobs.Job, owed.id, populate_existing=True)


def test_what_fails_is_tried_again_later_and_given_up_in_the_end(owed):
    for attempt in range(1, jobs.ATTEMPTS + 1):
        assert jobs.run_due() == 0
        assert again(owed).attempts == attempt
        assert jobs.run_due() == 0 and again(owed).attempts == attempt, "it waits"
        clock.freeze(again(owed).due_at)
    assert jobs.run_due() == 0 and again(owed).attempts == jobs.ATTEMPTS


def test_what_takes_its_worker_down_is_given_up_too(owed, monkeypatch):
    monkeypatch.setitem(jobs._jobs, "tests.stumble", _die)
    for _turn in range(jobs.ATTEMPTS):
        with pytest.raises(SystemExit):
            jobs.run_due()
        db.session.rollback()
        clock.advance(jobs.LEASE * 2)
    assert jobs.run_due() == 0 and again(owed).attempts == jobs.ATTEMPTS


def _die(_address: str) -> None:
    raise SystemExit


def test_the_log_says_where_and_what_kind_but_no_values(owed, caplog):
    with caplog.at_level(logging.ERROR):
        jobs.run_due()
    told = without_values(caplog.records[-1].exc_info)
    assert "in stumble" in told and told.endswith("builtins.ValueError\n")
    assert "asha@example.org" not in told
