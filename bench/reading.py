"""Topic pages under load, beside the floor in alternating rounds, while members post, edit and remove."""

from collections.abc import Callable
from statistics import median

from bench.browser import Browser
from bench.figures import Figure
from bench.load import Cell, under_load
from bench.server import Server
from bench.stage import Stage
from bench.writers import Writers

WARM_UP = 20  # seconds, each over new connections, so that every process has had every page
VISITORS = {"target": 0.30, "aim": 0.40}  # of the floor's requests a second
MEMBERS = {"sqlite": {"target": 0.07, "aim": 0.10}, "postgresql": {"target": 0.05, "aim": 0.10}}

Rounds = list[tuple[Cell, Cell, float]]  # the floor, the page, writes a second


def visitors(stage: Stage) -> list[Figure]:
    """500 different topics, as visitors ask for them; once more by clients that take no compressed answer."""
    pages = stage.scene.pages
    with stage.served() as (site, floor):
        figures = _measured(stage, site, floor, "visitors' topic pages", pages, VISITORS)
        plain = under_load(site, pages, stage.plan.seconds, gzip=False)
    note = f"{plain.kilobytes:.1f} kB an answer; {plain.cpu:.2f} ms of CPU; nobody writes; {_bad([plain])}"
    return [*figures, Figure("the same, not compressed", plain.per_second, "/s", beside=note, foreign=plain.foreign)]


def members(stage: Stage) -> list[Figure]:
    """The same topics, as 50 signed-in members ask for them."""
    with stage.served() as (site, floor):
        return _measured(stage, site, floor, "members' topic pages", stage.scene.as_members, MEMBERS[stage.engine])


def _measured(stage: Stage, site: Server, floor: Server, name: str, lines: list[str], marks: dict) -> list[Figure]:
    _every_one_is_there(site, lines)
    _warm_up(site, lines)
    rounds = [_round(stage, site, floor, lines) for _ in range(stage.plan.rounds)]
    floors, pages = [one[0] for one in rounds], [one[1] for one in rounds]
    foreign = _middle(pages, lambda cell: cell.foreign)
    ratio = median(page.per_second / base.per_second for base, page, _writes in rounds)
    floor_note = f"floor {_middle(floors, lambda cell: cell.per_second):,.0f}/s"
    speed_note = (
        f"p50 {_middle(pages, lambda cell: cell.p50):.1f} ms, p99 {_middle(pages, lambda cell: cell.p99):.0f} ms; "
        f"{_middle(pages, lambda cell: cell.kilobytes):.1f} kB an answer; "
        f"{median(writes for *_cells, writes in rounds):.1f} writes/s beside; {_bad(pages + floors)}"
    )
    cpu_note = f"floor {_middle(floors, lambda cell: cell.cpu):.2f} ms; the writes beside are in it"
    return [
        Figure(f"{name}, of the floor", ratio, **marks, at_least=True, beside=floor_note, foreign=foreign),
        Figure(f"{name}", _middle(pages, lambda cell: cell.per_second), "/s", beside=speed_note, foreign=foreign),
        Figure(f"{name}, CPU a request", _middle(pages, lambda cell: cell.cpu), "ms", beside=cpu_note, foreign=foreign),
    ]


def _warm_up(site: Server, lines: list[str]) -> None:
    for _second in range(WARM_UP):
        under_load(site, lines, 1)


def _every_one_is_there(site: Server, lines: list[str]) -> None:
    """wrk takes a redirect for a good answer: so each page is asked for once before."""
    for line in lines:
        path, _tab, cookie = line.partition("\t")
        browser = Browser(site.port, cookie)
        status, body = browser.get(path)
        browser.close()
        if status != 200 or (b'"/sign-out"' in body) != bool(cookie):
            raise SystemExit(f"{path} was answered with {status}, or not to whom it should be.")


def _round(stage: Stage, site: Server, floor: Server, lines: list[str]) -> tuple[Cell, Cell, float]:
    base = under_load(floor, ["/"], stage.plan.seconds)
    with Writers(site, stage.scene).writing() as writers:
        page = under_load(site, lines, stage.plan.seconds)
    return base, page, writers.achieved


def _middle(cells: list[Cell], of: Callable[[Cell], float]) -> float:
    return median(map(of, cells))


def _bad(cells: list[Cell]) -> str:
    bad = sum(cell.bad for cell in cells)
    return "every answer was good" if not bad else f"**{bad} answers were errors**"
