"""Many at once on SQLite: writers wait for each other, readers for nobody, and no change goes under."""

import itertools
import re
import sqlite3
import threading
import uuid
from collections import Counter
from contextlib import closing

from tests.drills.browser import Answer, Crowd
from tests.drills.checks import assert_whole, posts_by_once, revisions_of
from tests.drills.site import Site

LASTS = 20.0  # seconds
WRITERS, READERS = 8, 32
EDITORS = 3  # of the writers, who change one post together
TROUBLE = re.compile(r"locked|Traceback|\"level\": \"(error|critical)\"")


class Tally:
    """What everybody was answered."""

    def __init__(self, site: Site):
        self._site, self._lock, self._names = site, threading.Lock(), itertools.cycle(("Ben", "Cleo", "Dana"))
        self.answers: Counter = Counter()
        self.posts: list[str] = []
        self.edits: list[str] = []

    def note(self, deed: str, answer: Answer) -> int:
        """Count an answer; its status."""
        with self._lock:
            self.answers[deed, answer.status] += 1
        return answer.status

    def replies(self, stop: threading.Event) -> None:
        """Somebody who answers in the thread, again and again."""
        with self._lock:
            browser = self._site.member(next(self._names))
        while not stop.is_set():
            once = uuid.uuid4().hex
            fields = {"body": f"We have one, ask for {once}.", "once": once}
            if self.note("reply", browser.post(f"/t/{self._site.town.topic_id}/reply", **fields)) == 302:
                self.posts.append(once)

    def edits_one_post(self, stop: threading.Event) -> None:
        """Somebody who changes the opening post from what they last saw, however many others do."""
        browser, seen = self._site.member("Ben"), "0"
        while not stop.is_set():
            words = f"We have nobody, not even {uuid.uuid4().hex}."
            answer = browser.post("/p/1/edit", body=words, revision=seen)
            if self.note("edit", answer) == 302:
                self.edits.append(words)
            page = browser.get("/p/1/edit")
            assert self.note("read", page) == 200, page.text
            seen = re.search(r'name="revision"[^>]*value="(\d+)"', page.text)[1]

    def reads(self, stop: threading.Event) -> None:
        """Somebody who goes from page to page; every other one is signed in."""
        with self._lock:
            name = next(self._names)
        browser = self._site.visitor() if name == "Cleo" else self._site.member(name)
        pages = itertools.cycle((self._site.thread, "/discuss", f"/discuss/{self._site.town.room}", "/search?q=ask"))
        while not stop.is_set():
            self.note("read", browser.get(next(pages)))


def test_eight_who_write_and_thirty_two_who_read_all_get_their_answer(site):
    tally = Tally(site)
    with Crowd() as crowd:
        crowd.does(tally.edits_one_post, EDITORS)
        crowd.does(tally.replies, WRITERS - EDITORS)
        crowd.does(tally.reads, READERS)
        crowd.stop.wait(LASTS)
    # A member's topic opens where they read on.
    allowed = {("reply", 302), ("edit", 302), ("edit", 409), ("read", 200), ("read", 302)}
    assert set(tally.answers) == allowed, tally.answers
    assert not TROUBLE.search(site.told())
    made = posts_by_once(site)
    assert made == Counter(tally.posts)
    texts = revisions_of(site, 1)
    assert texts[0] == "We have nobody." and Counter(texts[1:]) == Counter(tally.edits)
    assert_whole(site)


def test_somebody_who_reads_for_long_keeps_nobody_from_writing(site):
    with closing(sqlite3.connect(site.folder / "ibis.sqlite", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM post").fetchone()
        for number in range(20):
            fields = {"body": f"Number {number} of us has one.", "once": str(number)}
            assert site.member("Ben").post(f"/t/{site.town.topic_id}/reply", **fields).status == 302
        assert reader.execute("SELECT count(*) FROM post").fetchone() == before
    assert len(posts_by_once(site)) == 20
    assert_whole(site)
