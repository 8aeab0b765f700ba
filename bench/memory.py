"""Memory of each web process after many requests of all kinds."""

from random import Random
from urllib.parse import urlencode

from bench.figures import Figure
from bench.load import under_load
from bench.processes import memory_of
from bench.searching import spread
from bench.server import Server
from bench.stage import Stage
from bench.words import Texts
from bench.writers import Writers

MOST, GROWTH = 150.0, 1.05  # megabytes a process; how much more at the end than halfway counts as flat
LOOKS = (0.2, 0.5, 1.0)  # after 10,000, 25,000 and 50,000 of 50,000 requests
CHUNK = 2  # seconds between counting


def memory(stage: Stage) -> list[Figure]:
    """Visitors, members and searches at once, while others write."""
    scene, wanted = stage.scene, stage.plan.requests
    searches = ["/search?" + urlencode({"q": word}) for word in spread(Texts().vocabulary, 30)]
    lines = scene.pages + scene.as_members[:: max(1, len(scene.pages) // 150)] + searches
    Random(5).shuffle(lines)
    with stage.served() as (site, _floor):
        under_load(site, lines[:20], 1)
        seen, done, workers = [_look(site)], 0, site.web_workers
        with Writers(site, scene).writing() as writers:
            for share in LOOKS:
                while done < share * wanted:
                    done += under_load(site, lines, CHUNK).requests
                seen.append(_look(site))
        if site.web_workers != workers:
            raise SystemExit("A web process ended while its memory was watched.")
    return _figures(seen, done, writers.counted.total())


def _look(site: Server) -> list[tuple[float, float]]:
    return [memory_of(pid) for pid in site.web_workers]


def _figures(seen: list[list[tuple[float, float]]], requests: int, writes: int) -> list[Figure]:
    most = [max(resident for resident, _share in look) for look in seen]
    story = ", ".join(f"{size:.0f}" for size in most)
    share = max(share for _resident, share in seen[-1])
    note = f"{share:.0f} MB its share; at first, after a fifth, half and all of {requests:,} requests: {story} MB"
    return [
        Figure("memory of the largest web process", most[-1], "MB", target=MOST, beside=f"{note}; {writes} writes"),
        Figure("its growth in the second half", most[-1] / most[-2], "times", target=GROWTH, beside="flat is 1"),
    ]  # fmt: skip
