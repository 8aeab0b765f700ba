"""Measure Ibis, print each figure beside its floor and target, and keep them in bench/results.md.

.venv/bin/python -m bench                                     everything, on both databases: about half an hour
.venv/bin/python -m bench --engine sqlite --seconds 3 --rounds 1 --only visitors,reply
"""

import argparse
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from bench import lengths, memory, postgres, reading, replying, report, searching, stage, texts
from bench.figures import Figure
from bench.instance import ENGINES, Size
from bench.machine import facts
from bench.stage import Plan, Stage

PARTS = ("visitors", "members", "reply", "search", "long", "memory", "text")


def main() -> int:
    """Measure what is wanted; 1 if a target was missed and --strict given."""
    given = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers end and temporary sites go then, too
    folder = Path(given.folder or tempfile.mkdtemp(prefix="ibis-bench-"))
    try:
        return _measure(given, folder)
    finally:
        if not given.folder:
            _clear(folder)


def _measure(given: argparse.Namespace, folder: Path) -> int:
    plan = Plan(given.seconds, given.rounds, given.replies, given.requests)
    size, tables, missed, url = Size(given.posts, given.topics, given.long), [], False, ""
    for engine in given.engine:
        set_up = stage.prepared(folder, engine, size, plan, _tell)
        figures = [figure for part in given.only if part != "text" for figure in _part(set_up, part)]
        url = url or set_up.instance.database_url
        title = f"{_name(engine)}: {size.posts:,} posts in {size.topics:,} topics, and one topic of {size.long:,}"
        tables += [report.table(title, figures)] if figures else []
        missed = missed or any(figure.is_missed for figure in figures)
    if "text" in given.only:
        figures = texts.texts()
        tables.append(report.table("Texts", figures))
        missed = missed or any(figure.is_missed for figure in figures)
    told = [*facts(url), _how(plan)]
    report.write(told, tables, readme=given.readme)
    print("\n".join(["", *told, "", *tables]))
    return int(missed and given.strict)


def _part(set_up: Stage, part: str) -> list[Figure]:
    _tell(f"Measuring on {_name(set_up.engine)}: {part}")
    measures = {
        "visitors": reading.visitors, "members": reading.members, "reply": replying.replies,
        "search": searching.searches, "long": lambda given: lengths.lengths(given, _tell), "memory": memory.memory,
    }  # fmt: skip
    return measures[part](set_up)


def _how(plan: Plan) -> str:
    return (
        f"Load by wrk over 8 connections, {plan.seconds:g} s a cell, {plan.rounds} rounds in turn with the floor "
        "(Flask answering a bare text under the same server), medians. “CPU of others”: the share of the machine that "
        "processes with no part in this took; above 10 % the requests a second are not to be relied on."
    )


def _options() -> argparse.Namespace:
    whole = argparse.ArgumentParser("bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    whole.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    whole.add_argument("--only", default=",".join(PARTS), help="some of " + ",".join(PARTS))
    whole.add_argument("--folder", help="where filled sites are kept for the next run; without it they are temporary")
    whole.add_argument("--strict", action="store_true", help="fail if a target is missed")
    whole.add_argument("--readme", action="store_true", help="write the tables into README.md too")
    whole.add_argument("--seconds", type=float, default=Plan.seconds, help="of each cell under load")
    for name in ("rounds", "replies", "requests"):
        whole.add_argument(f"--{name}", type=int, default=getattr(Plan, name))
    for name, default in vars(Size()).items():
        whole.add_argument(f"--{name}", type=int, default=default)
    given = whole.parse_args()
    given.only, given.engine = given.only.split(","), ENGINES if given.engine == "both" else [given.engine]
    if unknown := set(given.only) - set(PARTS):
        whole.error(f"there is no part called {', '.join(sorted(unknown))}")
    return given


def _clear(folder: Path) -> None:
    """A temporary site goes, and its database."""
    postgres.drop_databases_of(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _name(engine: str) -> str:
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engine]


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
