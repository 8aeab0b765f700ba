"""On what it was measured."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import create_engine, text

SETTINGS = ("server_version", "fsync", "synchronous_commit", "shared_buffers")


def facts(database_url: str = "") -> list[str]:
    """Lines about machine, versions and day."""
    lines = [
        f"Measured on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC.",
        f"Machine: {_processor()}, {os.cpu_count()} cores, {_memory()} GB, {platform.system()} {platform.release()}; "
        "load generator, server and database on the same cores.",
        f"Python {platform.python_version()}, granian {version('granian')}, Flask {version('flask')}, "
        f"SQLAlchemy {version('sqlalchemy')}, SQLite {sqlite3.sqlite_version}.",
    ]
    return lines + ([_postgresql(database_url)] if database_url else [])


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _postgresql(database_url: str) -> str:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        values = {name: connection.scalar(text(f"SHOW {name}")) for name in SETTINGS}
    engine.dispose()
    number = values.pop("server_version").split()[0]
    return f"PostgreSQL {number} ({', '.join(f'{name} {value}' for name, value in values.items())})."
