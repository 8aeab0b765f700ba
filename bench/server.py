"""Servers under measurement: the site as an operator starts it, and the floor. Each is stopped with the block."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench.instance import Instance
from bench.processes import command, tree

ROOT = Path(__file__).parents[1]
STARTS_WITHIN = 60  # seconds; a busy machine needs a few
TOOK = re.compile(r"\"event\": \"(?P<what>[A-Z]+ \S+ \d+) in (?P<ms>[\d.]+) ms\"")


@dataclass(frozen=True)
class Server:
    """One that answers."""

    port: int
    process: subprocess.Popen
    log: Path
    database_url: str = ""

    @property
    def address(self) -> str:
        """Its address without a path."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def web_workers(self) -> list[int]:
        """The processes that answer: forked, so their command is that of the first one."""
        pid = self.process.pid
        return [child for child in tree(pid)[1:] if command(child) == command(pid)]

    def times(self, what: str, last: int) -> list[float]:
        """How many milliseconds each of the last requests took by the server's own log: what = "POST /rule 302"."""
        told = TOOK.finditer(self.log.read_text(encoding="utf-8", errors="replace"))
        return [float(line["ms"]) for line in told if line["what"] == what][-last:]


@contextlib.contextmanager
def site(instance: Instance) -> Iterator[Server]:
    """`flask serve`, in production, on all cores."""
    port = _free_port()
    words = [sys.executable, "-m", "flask", "--app", "app", "serve", "--port", str(port)]
    with _running(words, port, "/discuss", instance.environment(port), instance.database_url) as server:
        yield server


@contextlib.contextmanager
def floor() -> Iterator[Server]:
    """The bare text."""
    port = _free_port()
    with _running([sys.executable, "-m", "bench.floor", str(port)], port, "/") as server:
        yield server


@contextlib.contextmanager
def _running(words: list[str], port: int, path: str, environment=None, database_url: str = "") -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="ibis-bench-log-") as folder:
        log = Path(folder) / "log"
        with log.open("w") as out:
            process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            _wait(process, port, path, log)
            yield Server(port, process, log, database_url)
        finally:
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen, port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port, timeout=STARTS_WITHIN)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise SystemExit("A server did not start:\n" + log.read_text(errors="replace")[-2000:])


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
