"""How long a reply takes at the server: written, rendered, indexed, counted, logged."""

from statistics import median

from bench.browser import Browser
from bench.figures import Figure
from bench.processes import Watch
from bench.server import Server
from bench.stage import Stage
from bench.writers import BODY, reply

TARGET = 25.0  # milliseconds, median
LOGGED = "POST /t/<int:topic_id>/reply 302"


def replies(stage: Stage) -> list[Figure]:
    """Replies in sequence to a short topic, then to the long one."""
    with stage.served() as (site, floor):
        _sequence(site, stage, stage.scene.ids[0], 10)  # each process imports and compiles at its first
        base = _floor_latency(floor, stage.plan.replies)
        return [
            _figure(site, stage, base, name, topic_id)
            for name, topic_id in (("a topic of 20 posts", stage.scene.ids[0]), ("the long topic", stage.scene.long_id))
        ]


def _figure(site: Server, stage: Stage, base: float, name: str, topic_id: int) -> Figure:
    count = stage.plan.replies
    with Watch([site.process.pid], [site.database_url]) as watch:
        at_client = median(_sequence(site, stage, topic_id, count))
    logged = site.times(LOGGED, count)
    if len(logged) != count:
        raise SystemExit(f"The server's log tells of {len(logged)} replies, {count} were sent.")
    worst = sorted(logged)[int(count * 0.95)]
    cpu = (watch.took.site + watch.took.database) * 1000 / count
    at_both = f"at the client {at_client:.1f} ms, the floor {base:.1f} ms"
    note = f"p95 {worst:.1f} ms; {cpu:.1f} ms of CPU; {at_both}; {count} replies"
    what = f"a reply to {name}, at the server"
    return Figure(what, median(logged), "ms", target=TARGET, beside=note, foreign=watch.foreign)


def _sequence(site: Server, stage: Stage, topic_id: int, count: int) -> list[float]:
    browser, took = Browser(site.port, stage.scene.cookies[1]), []
    for number in range(count):
        reply(browser, topic_id, f"{BODY} Number {number}.")
        took.append(browser.took)
    browser.close()
    return took


def _floor_latency(floor: Server, count: int) -> float:
    browser, took = Browser(floor.port), []
    for _ in range(count):
        browser.get("/")
        took.append(browser.took)
    browser.close()
    return median(took)
