"""What the tests borrow from the machine: a browser, PostgreSQL, Redis. Each is a setting, found, or started here.

A server that is started here is private: its data lies in a temporary folder and goes with the run.
"""

import contextlib
import functools
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import redis
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379"
STARTS_WITHIN = 20  # seconds; a busy machine needs a few

_running = contextlib.ExitStack()


@functools.cache
def chromium_path() -> str | None:
    """The browser's program: IBIS_CHROMIUM, else one that is installed."""
    wanted = os.environ.get("IBIS_CHROMIUM")
    return shutil.which(wanted) if wanted else next(filter(None, map(shutil.which, BROWSERS)), None)


@functools.cache
def postgres_server_url() -> str | None:
    """A PostgreSQL server where all is allowed: IBIS_TEST_POSTGRES_URL, the machine's own, or one started here."""
    wanted = os.environ.get("IBIS_TEST_POSTGRES_URL", POSTGRES)
    if _postgres_answers(wanted):
        return wanted
    if "IBIS_TEST_POSTGRES_URL" in os.environ:
        return None
    with contextlib.suppress(OSError, subprocess.CalledProcessError):  # no programs, no such user, no room
        return _start_postgres()
    return None


@functools.cache
def redis_url() -> str | None:
    """A Redis server that tests may write to: IBIS_TEST_REDIS_URL, the machine's, or one of our own."""
    wanted = os.environ.get("IBIS_TEST_REDIS_URL", REDIS)
    if _redis_answers(wanted):
        return wanted
    return None if "IBIS_TEST_REDIS_URL" in os.environ else _start_redis()


def engines() -> list[str]:
    """The databases to test on: those that IBIS_TEST_DATABASES names (SQLite alone for a quick look) and that exist."""
    wanted = os.environ.get("IBIS_TEST_DATABASES", "sqlite").split()
    return [name for name in wanted if name != "postgresql" or postgres_server_url()]


def throwaway_database() -> str:
    """The URL of an empty PostgreSQL database of this process's own, dropped when the process has run its tests."""
    name = f"ibis_test_{os.getpid()}_{secrets.token_hex(4)}"
    _administer(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    _administer(f"ALTER DATABASE {name} SET synchronous_commit = off")  # nobody misses it after a power cut
    _running.callback(_administer, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    return make_url(postgres_server_url()).set(database=name).render_as_string(hide_password=False)


def _administer(statement: str) -> None:
    engine = create_engine(postgres_server_url(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def stop_servers() -> None:
    """Drop the databases that this process made, end the servers that it started, and forget their data."""
    _running.close()


def _postgres_answers(url: str) -> bool:
    engine = create_engine(url, connect_args={"connect_timeout": 3})
    try:
        with engine.connect() as connection:
            return bool(connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")))
    except OperationalError:
        return False
    finally:
        engine.dispose()


def _redis_answers(url: str) -> bool:
    with contextlib.suppress(redis.RedisError), redis.Redis.from_url(url, socket_connect_timeout=3) as client:
        return client.ping()
    return False


def _start_postgres() -> str | None:
    server = own_postgres()
    return server.url if server else None


def own_postgres(*settings: str) -> "OwnPostgres | None":
    """A running server that nobody else uses, ended with this process; None where its programs are not to be had."""
    programs = postgres_programs()
    if not programs:
        return None
    server = OwnPostgres(programs, settings)
    _running.callback(server.stop)
    return server


class OwnPostgres:
    """A server on a socket in its own folder. PostgreSQL refuses to run as root, so root hands it to `postgres`."""

    def __init__(self, programs: Path, settings: tuple[str, ...]):
        user = "postgres" if os.geteuid() == 0 else None
        folder = _temporary_folder(user)
        self._run = functools.partial(subprocess.run, user=user, cwd=folder, check=True, capture_output=True)
        make = ["-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        self._run([programs / "initdb", *make])
        given = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", *settings)
        options = f"-k {folder} -c listen_addresses= " + " ".join(f"-c {setting}" for setting in given)
        self._control = [programs / "pg_ctl", "-D", folder / "data", "-w"]
        self._begin = ["-o", options, "-l", folder / "log", "start"]
        self.url = f"postgresql+psycopg://postgres@/postgres?host={folder}"
        self.is_running = False
        self.start()

    def start(self) -> None:
        """From now on it answers."""
        self._run([*self._control, *self._begin])
        self.is_running = True

    def stop(self, mode: str = "immediate") -> None:
        """End it: "fast" cuts off who is connected, "immediate" is a power cut."""
        if self.is_running:
            self._run([*self._control, "-m", mode, "stop"])
        self.is_running = False


@functools.cache
def mounts() -> str | None:
    """Whether disks of a chosen size can be mounted here: IBIS_TEST_MOUNTS, else a try."""
    if "IBIS_TEST_MOUNTS" not in os.environ:
        with tempfile.TemporaryDirectory() as folder, contextlib.suppress(OSError, subprocess.CalledProcessError):
            command = ["mount", "-t", "tmpfs", "-o", "size=1m", "ibis", folder]
            subprocess.run(command, check=True, capture_output=True)
            subprocess.run(["umount", folder], check=True)
            return "yes"
    return os.environ.get("IBIS_TEST_MOUNTS") or None


def postgres_programs() -> Path | None:
    """The folder of PostgreSQL's programs: IBIS_TEST_POSTGRES_PROGRAMS, else found; Debian keeps them off the PATH."""
    if wanted := os.environ.get("IBIS_TEST_POSTGRES_PROGRAMS"):
        return Path(wanted)
    found = [Path(program).parent for program in filter(None, [shutil.which("initdb")])]
    found += sorted(program.parent for program in Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1] if found else None


def _start_redis() -> str | None:
    program = shutil.which("redis-server")
    if not program:
        return None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    options = ["--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no"]
    server = subprocess.Popen([program, *options, "--dir", _temporary_folder(None)], stdout=subprocess.DEVNULL)
    _running.callback(server.wait)
    _running.callback(server.terminate)
    url, deadline = f"redis://127.0.0.1:{port}", time.monotonic() + STARTS_WITHIN
    while not _redis_answers(url):
        if time.monotonic() > deadline:
            return None
        time.sleep(0.05)
    return url


def _temporary_folder(user: str | None) -> Path:
    folder = Path(_running.enter_context(tempfile.TemporaryDirectory(prefix="ibis-")))
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    return folder
