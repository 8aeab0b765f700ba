"""Members who write while others read: at a steady rate they reply, edit and remove, over HTTP."""

import contextlib
import itertools
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator

from bench.browser import Browser
from bench.people import Scene
from bench.server import Server

RATE = 5.0  # writes a second
POST = re.compile(r"#post-(\d+)$")
BODY = "A reply that is written while others read, with **bold** words and a second thought.\n\nAnd another paragraph."


class Writers:
    """Counts what was written, and what was refused."""

    def __init__(self, server: Server, scene: Scene, rate: float = RATE):
        self.counted: Counter[str] = Counter()
        self.rate, self._scene, self._port = rate, scene, server.port
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write, name="writers")
        self._began = time.monotonic()

    @contextlib.contextmanager
    def writing(self) -> Iterator["Writers"]:
        """They write until the block ends; it fails if something was refused."""
        self._thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            self._thread.join()
            self.seconds = time.monotonic() - self._began
        if self.counted["refused"]:
            raise SystemExit(f"{self.counted['refused']} writes were refused while pages were read.")

    @property
    def achieved(self) -> float:
        """Writes a second, as it came to be."""
        return self.counted.total() / self.seconds

    def _write(self) -> None:
        browser = Browser(self._port, self._scene.cookies[0])
        deeds = self._deeds(browser)
        for turn in itertools.count(1):
            if self._stop.wait(max(0.0, self._began + turn / self.rate - time.monotonic())):
                break
            try:
                self.counted[next(deeds)] += 1
            except Exception:  # whatever it was is counted, and told at the end
                self.counted["refused"] += 1
                deeds = self._deeds(browser)
        browser.close()

    def _deeds(self, browser: Browser) -> Iterator[str]:
        """Reply to one topic after the other; edit and remove what was written."""
        for topic_id in itertools.cycle(self._scene.ids):
            post_id = reply(browser, topic_id)
            yield "replies"
            _sent(browser.post(f"/p/{post_id}/edit", body=f"{BODY} Edited.", revision="0"))
            yield "edits"
            _sent(browser.post(f"/p/{post_id}/remove", reason=""))
            yield "removals"


def reply(browser: Browser, topic_id: int, body: str = BODY) -> int:
    """Answer a topic; the number of the new post."""
    location = _sent(browser.post(f"/t/{topic_id}/reply", body=body))
    found = POST.search(location)
    if not found:
        raise RuntimeError(f"a reply led to {location!r}")
    return int(found[1])


def _sent(answer: tuple[int, str]) -> str:
    status, location = answer
    if status != 302:
        raise RuntimeError(f"a form was answered with {status}")
    return location
