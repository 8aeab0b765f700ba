"""What processes cost, as /proc tells: CPU seconds of a tree, of a database's backends, of all others; memory."""

import os
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from sqlalchemy import make_url

TICK = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


class Watch:
    """What a block of work took: afterwards `took` is the CPU, and `foreign` the share of the machine others had."""

    def __init__(self, roots: list[int], databases: list[str]):
        self._what = (roots, databases)

    def __enter__(self) -> "Watch":
        self._before, self._began = spent(*self._what), time.monotonic()
        return self

    def __exit__(self, *_error) -> None:
        self.took, seconds = spent(*self._what) - self._before, time.monotonic() - self._began
        self.foreign = self.took.foreign / seconds / (os.cpu_count() or 1)


@dataclass(frozen=True)
class Spent:
    """CPU seconds since the machine or the process began."""

    site: float
    database: float
    ours: float  # this process and the load generators that have ended
    machine: float

    def __sub__(self, before: "Spent") -> "Spent":
        return Spent(*(getattr(self, name) - getattr(before, name) for name in vars(self)))

    @property
    def foreign(self) -> float:
        """What none of the measured ones took."""
        return max(0.0, self.machine - self.site - self.database - self.ours)


def spent(roots: list[int], databases: list[str]) -> Spent:
    """What the trees below `roots`, and the backends of PostgreSQL databases (by URL), have taken so far."""
    children = getrusage(RUSAGE_CHILDREN)
    return Spent(
        site=sum(cpu_of(pid) for root in roots for pid in tree(root)),
        database=sum(cpu_of(pid) for url in databases if url for pid in backends(url)),
        ours=time.process_time() + children.ru_utime + children.ru_stime,
        machine=_busy(),
    )


def tree(root: int) -> list[int]:
    """A process and all its descendants."""
    below = defaultdict(list)
    for pid in _all():
        if stat := _stat(pid):
            below[int(stat[1])].append(pid)
    found = [root]
    for pid in found:
        found += below[pid]
    return found


def backends(database_url: str) -> list[int]:
    """The processes of a PostgreSQL server on this machine that work for the database: their titles name it."""
    name = f" {make_url(database_url).database} "
    return [pid for pid in _all() if (title := command(pid)).startswith("postgres: ") and name in f"{title} "]


def command(pid: int) -> str:
    """The command line, as `ps` shows it."""
    return (_read(pid, "cmdline") or "").replace("\0", " ").strip()


def cpu_of(pid: int) -> float:
    """User and system seconds of a process, of its ended children too; 0 for one that is gone."""
    stat = _stat(pid)
    return sum(map(int, stat[11:15])) / TICK if stat else 0.0


def memory_of(pid: int) -> tuple[float, float]:
    """Resident megabytes of a process, and its proportional share of them."""
    lines = (_read(pid, "smaps_rollup") or "").splitlines()[1:]
    kilobytes = {name.rstrip(":"): int(size) for name, size, *_unit in map(str.split, lines)}
    return kilobytes.get("Rss", 0) / 1024, kilobytes.get("Pss", 0) / 1024


def _all() -> list[int]:
    return [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the program's name, which may hold anything."""
    return (_read(pid, "stat") or "").rpartition(")")[2].split()


def _read(pid: int, name: str) -> str | None:
    try:
        return (PROC / str(pid) / name).read_text(errors="replace")
    except OSError:
        return None


def _busy() -> float:
    """CPU seconds of the whole machine that were not idle."""
    fields = [int(number) for number in (PROC / "stat").read_text().splitlines()[0].split()[1:9]]
    idle = fields[3] + fields[4]
    return (sum(fields) - idle) / TICK
