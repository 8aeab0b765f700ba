"""Search on the filled site: how long the engine takes in this process, warm, and the page over HTTP."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

from bench.browser import Browser
from bench.figures import Figure
from bench.processes import Watch
from bench.server import Server
from bench.stage import Stage
from bench.words import COMMON, MISSING, RARE, Texts
from community.db import db
from community.forums.models import Post
from community.forums.policy import scopes_of
from community.members.models import Guest
from community.search import engine
from community.search.query import parse

CALLS, WORDS = 9, 50
OF_COMMON, OF_ANY = 10.0, 60.0  # milliseconds, median
LOGGED = "GET /search 200"


def searches(stage: Stage) -> list[Figure]:
    """A word that every twentieth post holds, the slowest of fifty, and other kinds of queries."""
    vocabulary = Texts().vocabulary
    with stage.instance.app() as app:
        figures = [_asked(stage, app, name, typed) for name, typed in _kinds(vocabulary).items()]
        figures.append(_slowest(stage, app, spread(vocabulary, WORDS)))
    with stage.served() as (site, floor):
        return figures + _over_http(site, floor, {"a word in 5 % of posts": COMMON, "a rare word": RARE[0]})


def _kinds(vocabulary: list[str]) -> dict[str, str]:
    words = db.session.get_one(Post, 1).source.split()
    return {
        "a word in 5 % of posts": COMMON,
        "a rare word": RARE[0],
        "two words": f"{vocabulary[60]} {vocabulary[200]}",
        "a phrase": f'"{words[2]} {words[3]} {words[4]}"',
        "a beginning": "st*",
        "a word without another": f"{vocabulary[60]} -{vocabulary[61]}",
        "a word that nobody wrote": MISSING,
    }


def spread(vocabulary: list[str], count: int) -> list[str]:
    """Words over the whole range of frequencies, from the most frequent to the rarest."""
    step = math.log(len(vocabulary)) / (count - 1)
    ranks = dict.fromkeys(min(len(vocabulary) - 1, round(math.exp(turn * step)) - 1) for turn in range(count))
    more = (rank for rank in range(len(vocabulary)) if rank not in ranks)  # the first steps fall on the same word
    return [vocabulary[rank] for rank in sorted([*ranks, *(next(more) for _ in range(count - len(ranks)))])]


@dataclass(frozen=True)
class Timed:
    """Some equal calls of the engine: the median of their milliseconds, the mean of their CPU, and what they found."""

    median: float
    cpu: float
    hits: int
    foreign: float

    @property
    def note(self) -> str:
        """Hits and CPU in words."""
        hits = f"{self.hits:,} hits" + " or more" * (self.hits >= engine.NEWEST)
        return f"{hits}; {self.cpu:.1f} ms of CPU"


def _asked(stage: Stage, app, name: str, typed: str) -> Figure:
    timed = _engine(stage, app, typed, CALLS)
    target, note = OF_COMMON if typed == COMMON else None, f"{timed.note}; {CALLS} calls in the process"
    return Figure(f"search for {name}", timed.median, "ms", target=target, beside=note, foreign=timed.foreign)


def _slowest(stage: Stage, app, words: list[str]) -> Figure:
    times = {word: _engine(stage, app, word, 3) for word in words}
    word, slowest = max(times.items(), key=lambda pair: pair[1].median)
    middle = median(one.median for one in times.values())
    what = f"search, the slowest of {len(words)} words of all frequencies"
    note = f"“{word}”, {slowest.note}; the median of all is {middle:.1f} ms; 3 calls each"
    return Figure(what, slowest.median, "ms", target=OF_ANY, beside=note, foreign=slowest.foreign)


def _engine(stage: Stage, app, typed: str, calls: int) -> Timed:
    """Some calls after a first one."""
    with app.test_request_context("/search"):
        found = engine.find(parse(typed), scopes=scopes_of(Guest()))
        with Watch([], [stage.instance.database_url]) as watch:
            took = [_milliseconds(lambda: engine.find(parse(typed), scopes=scopes_of(Guest()))) for _ in range(calls)]
        cpu = (watch.took.ours + watch.took.database) * 1000 / calls
        return Timed(median(took), cpu, found.total, watch.foreign)


def _milliseconds(call: Callable[[], object]) -> float:
    db.session.remove()  # as a request would find it
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _over_http(site: Server, floor: Server, kinds: dict[str, str]) -> list[Figure]:
    base = median(_page(floor, "/") for _ in range(CALLS))
    figures = []
    for name, typed in kinds.items():
        path = "/search?" + urlencode({"q": typed})
        for _ in range(5):
            _page(site, path)  # by each process once
        at_client = median(_page(site, path) for _ in range(CALLS))
        at_server = median(site.times(LOGGED, CALLS))
        note = f"at the client {at_client:.1f} ms, where the floor takes {base:.1f} ms"
        figures.append(Figure(f"the page that shows {name}, at the server", at_server, "ms", beside=note))
    return figures


def _page(server: Server, path: str) -> float:
    browser = Browser(server.port)
    status, _body = browser.get(path)
    browser.close()
    if status != 200:
        raise SystemExit(f"{path} was answered with {status}.")
    return browser.took
