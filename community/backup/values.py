"""A value on its way from one database into the file and into another: the same text whatever engine it came from.

JSON is carried as the text that is stored, so that no key, no null and no large number is changed by reading it.
"""

import base64
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, String, Text, cast

from community.db import UTCDateTime

_TYPES = ((Boolean, "truth"), (Integer, "number"), (Float, "decimal"), (UTCDateTime, "moment"), (Date, "day"),
          (JSON, "json"), (LargeBinary, "bytes"), (String, "text"))  # fmt: skip
KINDS = tuple(kind for _type, kind in _TYPES)


def kind_of(column: Column) -> str:
    """What kind of value the column holds. Raises TypeError for one that no back-up can carry yet."""
    for known, kind in _TYPES:
        if isinstance(column.type, known):
            return kind
    raise TypeError(f"back-ups do not know the type of {column}: say in community/backup/values.py how it is written")


def asked(column: Column):
    """The column as it is asked for."""
    return cast(column, Text) if kind_of(column) == "json" else column


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"a {type(value).__name__} cannot be written into a back-up")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode


def line(row) -> bytes:
    """A row as a line of the file."""
    return _encode(list(row)).encode() + b"\n"


def _moment_on_sqlite(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


_AS: dict[str, dict[str, Callable]] = {
    "sqlite": {"moment": _moment_on_sqlite, "bytes": base64.b64decode, "decimal": float},
    "postgresql": {"bytes": base64.b64decode},  # COPY reads all others from their text
}


def reader(kinds: list[str], engine: str) -> Callable[[bytes], list]:
    """A function from a line of the file to the row as the engine's own driver takes it."""
    changes = [(place, _AS[engine][kind]) for place, kind in enumerate(kinds) if kind in _AS[engine]]

    def read(text: bytes) -> list:
        row = json.loads(text)
        if len(row) != len(kinds):
            raise ValueError("a row has too few or too many values")
        for place, change in changes:
            if row[place] is not None:
                row[place] = change(row[place])
        return row

    return read
