"""Small facts that are worth no write of their own (a view, a "last seen"): gathered, and written in one go."""

import logging
import threading
from collections.abc import Callable
from multiprocessing.util import Finalize

from community.db import transaction

log = logging.getLogger(__name__)

PAUSE = 20.0  # seconds between two writes; what a killed process had not written is lost, by design


class Batch:
    """Collects {key: value}; `merge(old, new)` joins two values of a key, `write(dict)` stores them all."""

    def __init__(self, write: Callable[[dict], None], merge: Callable):
        self._write, self._merge = write, merge
        self._facts: dict = {}
        self._lock = threading.Lock()
        batches.append(self)

    def note(self, key, value) -> None:
        """Remember the fact until the next write."""
        with self._lock:
            self._facts[key] = self._merge(self._facts[key], value) if key in self._facts else value

    def flush(self) -> None:
        """Write what has gathered, in one transaction. Needs an app context."""
        with self._lock:
            facts, self._facts = self._facts, {}
        if facts:
            with transaction(
                narrow=True
            ):  # in one order everywhere, so that two processes never wait for each other in a ring
                self._write(dict(sorted(facts.items())))


batches: list[Batch] = []


def flush_all() -> None:
    """Write every batch; one that fails is logged and dropped."""
    for batch in batches:
        try:
            batch.flush()
        except Exception:
            log.exception("a batch could not be written")


def start(app) -> None:
    """Write the batches of this process every now and then, and when it ends."""
    stop = threading.Event()

    def keep_writing() -> None:
        while not stop.wait(PAUSE):
            with app.app_context():
                flush_all()

    def finish() -> None:
        stop.set()
        with app.app_context():
            flush_all()

    threading.Thread(target=keep_writing, name="batches", daemon=True).start()
    Finalize(None, finish, exitpriority=0)  # runs where atexit does, and also in processes that a server has forked
