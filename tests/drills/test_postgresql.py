"""PostgreSQL goes away and comes back, is slow, or chooses somebody to lose: nobody waits for long, nothing is lost."""

import contextlib
import threading
import uuid
from collections import Counter
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import make_url

from tests import servers
from tests.drills.browser import Crowd
from tests.drills.checks import assert_whole, posts_by_once
from tests.drills.site import Site, until
from tests.drills.town import settle

WORDS = "We have one at the clinic, every second Tuesday."


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server of our own, to be stopped at will."""
    server = servers.own_postgres("max_connections=20", "synchronous_commit=on")
    yield server
    server.stop()


@pytest.fixture
def site(server, tmp_path, serves) -> Site:
    """A running site on that server."""
    name = f"ibis_{uuid.uuid4().hex}"
    with closing(psycopg.connect(plain(server.url), autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = server.url.replace("/postgres?", f"/{name}?")
    (tmp_path / "site").mkdir()
    return serves(tmp_path / "site", settle(tmp_path / "site", url), url)


def plain(url: str) -> str:
    """The address as the driver knows it."""
    return url.replace("+psycopg", "")


def reply(site: Site, once: str, name: str = "Ben"):
    """A member answers in the thread."""
    return site.member(name).post(f"/t/{site.town.topic_id}/reply", body=f"{WORDS} {once}", once=once)


class Public:
    """People who read and write without pause, and what they are answered."""

    def __init__(self, site: Site):
        self._site, self._lock = site, threading.Lock()
        self.statuses, self.odd, self.posted = Counter(), [], set()

    def _note(self, answer) -> int:
        with self._lock:
            self.statuses[answer.status] += 1
            if answer.status not in (200, 302, 503) or (answer.status == 503 and not answer.headers["Retry-After"]):
                self.odd.append((answer.status, answer.text[:500]))
        return answer.status

    def reads(self, stop: threading.Event) -> None:
        """A member and a visitor in turn."""
        while not stop.is_set():
            self._note(self._site.visitor().get("/discuss"))
            self._note(self._site.member("Cleo").get(self._site.thread))

    def writes(self, stop: threading.Event) -> None:
        """Somebody who sends each form until it is taken."""
        while not stop.is_set():
            once = uuid.uuid4().hex
            while not stop.is_set():
                if self._note(reply(self._site, once)) == 302:
                    self.posted.add(once)
                    break

    def see(self, status: int, times: int) -> None:
        """Wait until so many more were answered so."""
        goal = self.statuses[status] + times
        until(lambda: self.statuses[status] >= goal, f"{times} more are answered {status}")


def test_a_restart_is_a_pause_with_a_word_of_when_to_come_again(site, server):
    public = Public(site)
    with Crowd() as crowd:
        crowd.does(public.reads, 2)
        crowd.does(public.writes, 2)
        for mode in ("fast", "immediate", "fast"):
            public.see(302, 5)
            server.stop(mode)
            public.see(503, 10)
            server.start()
            until(site.is_well, "pages come again")
        public.see(302, 5)
        before = public.statuses[503]
        public.see(302, 10)
        assert public.statuses[503] == before, "it is well again"
    assert public.odd == []
    made = posts_by_once(site)
    assert set(made.values()) == {1} and public.posted <= set(made)
    assert_whole(site)


def test_who_waits_for_a_lock_is_sent_away_in_time_with_their_words(site):
    with closing(psycopg.connect(plain(site.url))) as other:
        other.execute("SELECT id FROM topic FOR UPDATE")
        answer = reply(site, "waited")
        assert answer.status == 503 and f"{WORDS} waited" in answer.text
        assert site.member("Cleo").get(site.thread).status == 200
        other.rollback()
    assert reply(site, "waited").status == 302
    assert posts_by_once(site) == {"waited": 1}


def test_a_statement_that_takes_too_long_is_given_up(site):
    with closing(psycopg.connect(plain(site.url))) as other:
        other.execute("LOCK TABLE post IN ACCESS EXCLUSIVE MODE")
        assert site.member("Cleo").get(site.thread).status == 503
        other.rollback()
    assert site.member("Cleo").get(site.thread).status == 200


def test_a_server_with_no_place_left_is_said_to_be_busy(site, server):
    others: list[psycopg.Connection] = []
    with contextlib.ExitStack() as stack:

        def crowd_in() -> None:
            with contextlib.suppress(psycopg.OperationalError):
                while True:
                    others.append(stack.enter_context(closing(psycopg.connect(plain(server.url), autocommit=True))))

        crowd_in()
        name = make_url(site.url).database
        others[0].execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        until(lambda: crowd_in() or site.member("Cleo").get(site.thread).status == 503, "nobody else gets in")
        answer = reply(site, "crowded")
        assert answer.status == 503 and answer.headers["Retry-After"] and f"{WORDS} crowded" in answer.text
    until(site.is_well, "pages come again")
    assert reply(site, "crowded").status == 302


def test_a_deadlock_is_lost_by_nobody_who_writes(site):
    answers: list[int] = []
    with closing(psycopg.connect(plain(site.url))) as other:
        other.execute("SET deadlock_timeout = '1min'")  # so that it is the site that finds out, and loses
        other.execute("SELECT id FROM forum FOR UPDATE")
        with Crowd() as crowd:
            crowd.does(lambda _stop: answers.append(reply(site, "deadlocked").status))
            until(lambda: waiting(other), "the reply holds its topic and waits for the forum")
            other.execute("SELECT id FROM topic FOR UPDATE")
            other.rollback()
    assert answers == [302] and posts_by_once(site) == {"deadlocked": 1}
    assert "it is done again" in site.told()
    assert_whole(site)


def waiting(connection: psycopg.Connection) -> int:
    """How many wait for a lock just now."""
    return connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0]
