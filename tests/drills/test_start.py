"""What is told at the start, what stops it, and how the site says that it is ready."""

import json
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from community import versions
from tests.drills.browser import Crowd
from tests.drills.site import flask, free_port, until

TERMS = {"journal_mode": "wal", "synchronous": "full", "busy_timeout": "10000", "foreign_keys": "on"}


def test_the_terms_of_the_database_are_told(site):
    told = [json.loads(line)["event"] for line in site.told().splitlines() if "under these terms" in line]
    assert [dict(term.split("=") for term in line.split(": ")[1].split()) for line in told] == [TERMS]
    shown = json.loads(site.member("Ada").get("/readyz").text)
    assert shown["terms"] == TERMS, "asked of a connection of the process that answers"


def test_ready_is_said_to_all_and_what_is_not_ready_to_administrators_only(site):
    answer = site.visitor().get("/readyz")
    assert (answer.status, answer.headers["Server"]) == (200, "Ibis"), "what it is made with is nobody's matter"
    set_version(site.folder, "9999_of_tomorrow")
    for who in (site.visitor(), site.member("Ben")):
        answer = who.get("/readyz")
        assert answer.status == 503 and json.loads(answer.text) == {"status": "not ready"}
    answer = site.member("Ada").get("/readyz")
    assert answer.status == 503 and json.loads(answer.text)["migrations"] == versions.AHEAD
    assert site.visitor().get("/livez").status == 200


def set_version(folder: Path, version: str) -> None:
    """As if another version of Ibis had been at work."""
    with closing(sqlite3.connect(folder / "ibis.sqlite")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))


def assert_not_served(folder: Path, reason: str) -> None:
    """`flask serve` ends at once, with one line and a failure."""
    out, problem = (command := flask(folder, "serve", "--port", str(free_port()))).communicate(timeout=60)
    assert (command.returncode, out, problem) == (1, "", f"Error: {reason}\n")


def test_a_database_in_another_form_is_not_served(settled, tmp_path):
    folder = tmp_path / "site"
    shutil.copytree(settled[0], folder)
    set_version(folder, "9999_of_tomorrow")
    assert_not_served(folder, versions.AHEAD)
    (folder / "ibis.sqlite").unlink()
    assert_not_served(folder, versions.BEHIND)


def test_asked_to_end_it_answers_everybody_who_came_in_time(site):
    reached: Counter = Counter()

    def ask(stop) -> None:
        while not stop.is_set():
            try:
                reached[site.visitor().get(site.thread).status] += 1
            except ConnectionRefusedError:
                return

    with Crowd() as crowd:
        crowd.does(ask, 6)
        until(lambda: reached[200] > 50, "pages come")
        assert site.ask_to_end() == 0
    assert set(reached) == {200}
