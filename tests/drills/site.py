"""The site as an operator starts it, `flask serve`, in processes that can be killed."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import config
from tests.drills.browser import Browser, http
from tests.drills.town import SECRET, Town

ROOT = Path(config.__file__).parent
WAITS = 60  # seconds; what takes longer is counted as never


def free_port() -> int:
    """A port where nobody listens just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def until(true, what: str):
    """Wait for something to be true; answers what it was."""
    deadline = time.monotonic() + WAITS
    while not (found := true()):
        assert time.monotonic() < deadline, f"{what}: not within {WAITS} s"
        time.sleep(0.02)
    return found


def settings(folder: Path, url: str = "", **more: str) -> dict[str, str]:
    """The environment of a command for this site, and of no other."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IBIS_") and name != "PORT"}
    given = {"INSTANCE": str(folder), "DATABASE_URL": url, "SECRET_KEY": SECRET, "ENV": "development", "LIMITS": "off"}
    given |= {"WORKERS": "2", "REDIS_URL": ""} | more
    return kept | {"FLASK_APP": "app.py"} | {f"IBIS_{name}": value for name, value in given.items()}


def flask(folder: Path, *words: str, url: str = "", **more: str) -> subprocess.Popen:
    """A command of the site, running."""
    command, how = [sys.executable, "-m", "flask", *words], {"text": True, "cwd": ROOT}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=settings(folder, url, **more), **pipes, **how)


class Site:
    """One site: its folder, its database, its port; started, killed and started again."""

    def __init__(self, folder: Path, town: Town, url: str = "", **more: str):
        self.folder, self.town, self.url, self.more = folder, town, url, more
        self.port, self.log = free_port(), folder.parent / f"{folder.name}.log"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """`flask serve`, until it answers."""
        given = settings(self.folder, self.url, **self.more) | {"PORT": str(self.port)}
        with self.log.open("a") as log:
            command = [sys.executable, "-m", "flask", "serve"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=log, stderr=log)
        until(self.is_alive, "the site answers")

    def is_alive(self) -> bool:
        """Whether it answers at all."""
        assert self.process.poll() is None, f"the site has ended:\n{self.told()[-2000:]}"
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.visitor().get("/livez").status == 200
        return False

    def is_well(self) -> bool:
        """Whether a page with rows of the database comes."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.visitor().get(self.thread).status == 200
        return False

    @property
    def thread(self) -> str:
        """The address of the thread that is there from the start."""
        return f"/t/{self.town.topic_id}/who-interprets-at-the-clinic"

    def visitor(self, language: str = "en") -> Browser:
        """Somebody who is not signed in."""
        return Browser(self.port, language=language)

    def member(self, name: str, language: str = "en") -> Browser:
        """Ada, Ben, Cleo or Dana."""
        return Browser(self.port, self.town.keys[name], language)

    def told(self) -> str:
        """All that the site has written into its log."""
        return self.log.read_text(errors="replace")

    def web_processes(self) -> list[int]:
        """The processes that answer requests."""
        return [pid for pid in children(self.process.pid) if "work" not in command_of(pid)]

    def kill(self, pid: int) -> None:
        """End one of the site's processes as a lack of memory does."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def kill_all(self) -> None:
        """The same to all of them at once: the first, the web's, the worker's."""
        everyone = [self.process.pid, *children(self.process.pid)]
        for pid in everyone:
            self.kill(pid)
        self.process.wait()
        until(lambda: not any(map(command_of, everyone)), "all are gone")

    def ask_to_end(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.terminate()
        return self.process.wait(WAITS)

    def close(self) -> None:
        """End it if it still runs, however the drill went."""
        if self.process and self.process.poll() is None:
            self.kill_all()


def children(pid: int) -> list[int]:
    """The processes that a process has begun, and that still run."""
    everyone = [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()]
    return [one for one in everyone if _parent_of(one) == pid and command_of(one)]


def _parent_of(pid: int) -> int:
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def command_of(pid: int) -> list[str]:
    """The words a process was started with; none if it is gone."""
    with contextlib.suppress(OSError):
        return [word for word in Path(f"/proc/{pid}/cmdline").read_text().split("\0") if word]
    return []
