"""Load by wrk, and what it cost: requests a second, milliseconds, CPU a request, and what others took meanwhile."""

import functools
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.processes import spent
from bench.server import Server

SCRIPT = Path(__file__).with_name("pages.lua")
THREADS, CONNECTIONS = 2, 8


@dataclass(frozen=True)
class Cell:
    """One page kind under load for a while."""

    requests: int
    per_second: float
    p50: float
    p99: float
    bad: int  # answers of 400 and more, and broken connections
    kilobytes: float  # of an answer as it travelled
    cpu: float  # milliseconds of the site and its database for a request
    foreign: float  # share of the machine that processes took which have no part in this


@functools.cache
def wrk() -> str:
    """The program; installed where that may be done."""
    if found := shutil.which("wrk"):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing for the measurement: wrk")
        for words in (["update"], ["install", "--yes", "--no-install-recommends", "wrk"]):
            subprocess.run(["apt-get", "-qq", *words], check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    if found := shutil.which("wrk"):
        return found
    raise SystemExit("The load comes from wrk, which is not here: install the package `wrk`.")


def under_load(server: Server, lines: list[str], seconds: float, *, gzip: bool = True) -> Cell:
    """Ask for the lines (a path, or path, tab, cookie) in turn, over CONNECTIONS at once."""
    program = wrk()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        before = spent([server.process.pid], [server.database_url])
        words = [program, "-t", str(THREADS), "-c", str(CONNECTIONS), "-d", f"{max(1, round(seconds))}s"]
        words += ["--timeout", "20s", "-s", str(SCRIPT), server.address, "--"]
        ran = subprocess.run(
            [*words, file.name, "gzip" if gzip else "identity"], capture_output=True, text=True, check=True
        )
        took = spent([server.process.pid], [server.database_url]) - before
    return _cell(json.loads(ran.stdout.strip().splitlines()[-1]), took)


def _cell(told: dict, took) -> Cell:
    answers, seconds = max(1, told["requests"]), told["microseconds"] / 1e6
    return Cell(
        requests=told["requests"], per_second=told["requests"] / seconds, p50=told["p50"], p99=told["p99"],
        bad=told["refused"] + told["broken"], kilobytes=told["bytes"] / answers / 1024,
        cpu=(took.site + took.database) * 1000 / answers, foreign=took.foreign / seconds / (os.cpu_count() or 1),
    )  # fmt: skip
