"""The slowest texts that somebody can send: each is rendered or refused in a process that can be stopped."""

import multiprocessing
import time
from contextlib import suppress
from multiprocessing.pool import Pool

from bench.figures import Figure
from community.text.caps import CHARACTERS, TooMuch
from community.text.render import render
from tests.text.hostile import PILES, TOO_MUCH

TARGET = 2.0  # seconds
PATIENCE = 60  # seconds before a text is given up


def texts(sources: dict[str, str] | None = None) -> list[Figure]:
    """All makers of the tests, at the size limit; seconds of CPU, which other work on the machine does not stretch."""
    sources = PILES | TOO_MUCH if sources is None else sources
    times: dict[str, float] = {}
    pool = _pool()
    for name, source in sources.items():
        try:
            times[name] = pool.apply_async(_seconds, [source]).get(PATIENCE)
        except multiprocessing.TimeoutError:
            times[name] = float(PATIENCE)
            pool.terminate()
            pool = _pool()
    pool.terminate()
    worst = sorted(times, key=times.__getitem__, reverse=True)[:3]
    note = f"of {len(times)} texts of up to {CHARACTERS:,} characters; the slowest: " + ", ".join(
        f"`{name.strip(chr(39)).replace('|', chr(92) + '|')}` {times[name]:.2f} s" for name in worst
    )
    return [Figure("the slowest hostile text, rendered or refused", times[worst[0]], "s", target=TARGET, beside=note)]


def _pool() -> Pool:
    return multiprocessing.get_context("spawn").Pool(1)


def _seconds(source: str) -> float:
    render("words")  # what is imported late is not the text's fault
    began = time.process_time()
    with suppress(TooMuch):
        render(source)
    return time.process_time() - began
