"""Processes are killed while people write: what was acknowledged is there, once; what was not can be sent again."""

import itertools
import threading
import uuid

from tests.drills.browser import Crowd, insists
from tests.drills.checks import assert_whole, posts_by_once
from tests.drills.site import Site, children, command_of, until

WRITERS = ("Ben", "Cleo", "Dana", "Ada")


class Writers:
    """People who answer in one thread, again and again, and send each form until the site has acknowledged it."""

    def __init__(self, site: Site):
        self._site, self._names = site, itertools.cycle(WRITERS)
        self._lock = threading.Lock()
        self.acknowledged: list[str] = []
        self.refused: list[int] = []

    def write(self, stop: threading.Event) -> None:
        """One person's part, until told to stop."""
        with self._lock:
            browser = self._site.member(next(self._names))
        while not stop.is_set():
            once = uuid.uuid4().hex
            fields = {"body": f"We have one, ask for {once}.", "once": once}
            answer = insists(browser, f"/t/{self._site.town.topic_id}/reply", stop, **fields)
            if answer is not None:
                self._note(once, answer.status)

    def _note(self, once: str, status: int) -> None:
        with self._lock:
            (self.acknowledged if status == 302 else self.refused).append(once if status == 302 else status)

    def more(self, number: int) -> None:
        """Wait until so many more posts have been acknowledged."""
        goal = len(self.acknowledged) + number
        until(lambda: len(self.acknowledged) >= goal, "posts are acknowledged")


def assert_all_there_once(site: Site, writers: Writers) -> None:
    """Each acknowledged post is there, and no form made two."""
    made = posts_by_once(site)
    assert [once for once in writers.acknowledged if made[once] != 1] == []
    assert [once for once, number in made.items() if number > 1] == []
    assert writers.refused == []
    assert_whole(site)


def test_web_processes_killed_one_after_the_other_lose_and_double_nothing(site):
    writers = Writers(site)
    with Crowd() as crowd:
        crowd.does(writers.write, 4)
        for turn in range(12):
            writers.more(5)
            site.kill(site.web_processes()[turn % 2])
            until(lambda: len(site.web_processes()) == 2, "another web process takes the place")
        writers.more(10)
    assert site.is_well()
    assert_all_there_once(site, writers)


def test_all_processes_killed_at_once_lose_and_double_nothing(site):
    writers = Writers(site)
    with Crowd() as crowd:
        crowd.does(writers.write, 4)
        for _turn in range(3):
            writers.more(15)
            site.kill_all()
            site.start()
            until(site.is_well, "pages come again")
        writers.more(10)
    assert_all_there_once(site, writers)


def test_the_first_process_killed_takes_the_others_with_it_and_the_port_is_free(site):
    others = children(site.process.pid)
    assert [pid for pid in others if "work" in command_of(pid)] and len(others) == 3
    site.kill(site.process.pid)
    site.process.wait()
    site.start()
    until(lambda: not any(map(command_of, others)), "those who were started by it are gone")
    until(site.is_well, "pages come again")
    assert len(site.web_processes()) == 2, "of those who were started now"
