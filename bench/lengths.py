"""Length must cost nothing: the end of a long topic, a page of a large site. Each is asked for once: none is kept."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from bench.browser import Browser
from bench.figures import Figure
from bench.processes import Watch
from bench.server import site
from bench.stage import Stage

TARGET = 1.3  # times as long
PAIRS, WARM_UP = 40, 10  # requests of each kind in a round, in turn; and before the first


@dataclass(frozen=True)
class Way:
    """Pages of a site, asked for by one member in turn."""

    browser: Browser
    pages: Iterator[str]

    def took(self) -> float:
        """Milliseconds until the next page was there."""
        path = next(self.pages)
        status, _body = self.browser.get(path)
        if status != 200:
            raise SystemExit(f"{path} was answered with {status}.")
        return self.browser.took


def lengths(stage: Stage, tell) -> list[Figure]:
    """The last page of the long topic to the first page of a short one; a large site's pages to a small one's."""
    smaller = stage.tenth(tell)
    of_long = f"one of the last pages of {stage.instance.size.long:,} posts to the first of a short topic"
    of_site = f"a page of a site of {stage.instance.size.posts:,} posts to one of {smaller.instance.size.posts:,}"
    with site(stage.instance) as large, site(smaller.instance) as small:
        here, there = Browser(large.port, stage.scene.cookies[2]), Browser(small.port, smaller.scene.cookies[2])
        last, first = Way(here, itertools.cycle(stage.scene.long_last)), Way(here, itertools.cycle(stage.scene.pages))
        watch = Watch([large.process.pid, small.process.pid], [large.database_url, small.database_url])
        figures = [
            _compared(of_long, last, first, stage.plan.rounds, watch),
            _compared(of_site, first, Way(there, itertools.cycle(smaller.scene.pages)), stage.plan.rounds, watch),
        ]
        here.close()
        there.close()
    return figures


def _compared(name: str, one: Way, other: Way, count: int, watch: Watch) -> Figure:
    _round(one, other, WARM_UP)
    with watch:
        rounds = [_round(one, other, PAIRS) for _ in range(count)]
    ratio = median(first / second for first, second in rounds)
    first, second = (median(times) for times in zip(*rounds, strict=True))
    note = f"{first:.1f} ms to {second:.1f} ms at the client; {count} rounds of {PAIRS} pairs"
    return Figure(name, ratio, "times", target=TARGET, beside=note, foreign=watch.foreign)


def _round(one: Way, other: Way, pairs: int) -> tuple[float, float]:
    first, second = zip(*((one.took(), other.took()) for _ in range(pairs)), strict=True)
    return median(first), median(second)
