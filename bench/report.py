"""The figures as tables, for a terminal, for bench/results.md and for the README."""

import re
from pathlib import Path

from bench.figures import Figure

RESULTS = Path(__file__).with_name("results.md")
README = Path(__file__).parents[1] / "README.md"
BETWEEN = re.compile(r"(<!-- measured -->\n).*?(<!-- /measured -->\n)", re.DOTALL)
HEAD = "| | measured | target | | beside | CPU of others |\n|---|---:|---:|---|---|---:|"


def table(title: str, figures: list[Figure]) -> str:
    """A table with its heading, as Markdown."""
    return f"**{title}**\n\n{HEAD}\n" + "\n".join(map(_line, figures)) + "\n"


def _line(one: Figure) -> str:
    foreign = "" if one.foreign is None else f"{one.foreign:.0%}"
    cells = (one.what, one.shown, one.wanted, one.verdict, one.beside, foreign)
    return "| " + " | ".join(cells) + " |"


def write(facts: list[str], tables: list[str], *, readme: bool) -> None:
    """Keep the report in bench/results.md, and in the README if that is wanted."""
    told = "\n".join(facts) + "\n\n" + "\n".join(tables)
    RESULTS.write_text("# Measured\n\n" + told, encoding="utf-8")
    if readme:
        page = README.read_text(encoding="utf-8")
        if not BETWEEN.search(page):
            raise SystemExit("README.md has no place for the figures: <!-- measured --> and <!-- /measured -->.")
        README.write_text(BETWEEN.sub(lambda found: f"{found[1]}{told}{found[2]}", page), encoding="utf-8")
