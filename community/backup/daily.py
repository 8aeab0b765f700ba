"""The embedded site's own back-ups: one a day in instance/backups, and never more than seven.

What lies there is all there is to know, so that nothing claims a back-up that is not. Where the database is a server of
its own, its operator has better means, and `flask backup`.
"""

import contextlib
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app

from community import clock
from community.backup import emptiness, writing
from community.db import db

log = logging.getLogger(__name__)

A_DAY = timedelta(hours=23, minutes=30)  # it is looked every hour, and the hour should stay the same
LATE = timedelta(hours=36)
KEPT = 7
FAILED = "failed"  # the file that says why the last attempt failed

_NAME = re.compile(r"ibis-(\d{8}T\d{6})Z\.zip")
_MOMENT = "%Y%m%dT%H%M%S"


@dataclass(frozen=True)
class Kept:
    """A back-up in the folder."""

    path: Path
    made_at: datetime
    size: int


def one_a_day() -> None:
    """Make today's, if it is due and there is anything to lose (periodic)."""
    last = newest()
    if not is_embedded() or (last and clock.now() - last.made_at < A_DAY) or _is_empty():
        return
    folder().mkdir(mode=0o700, exist_ok=True)
    _forget_halves()
    try:
        writing.back_up(folder() / f"ibis-{clock.now().strftime(_MOMENT)}Z.zip")
    except Exception as error:
        _note(error)
        raise  # the worker logs it, and asks again in an hour
    (folder() / FAILED).unlink(missing_ok=True)
    for old in kept()[KEPT:]:
        old.path.unlink(missing_ok=True)


def is_embedded() -> bool:
    """Whether the database is a file of this instance."""
    return db.engine.dialect.name == "sqlite"


def folder() -> Path:
    """Where they lie: never where a web server looks."""
    return Path(current_app.config["INSTANCE"]) / "backups"


def kept() -> list[Kept]:
    """Those that are there, newest first; files of other names are not ours."""
    found = ((path, _NAME.fullmatch(path.name)) for path in folder().glob("ibis-*Z.zip"))
    ours = [Kept(path, _moment(name[1]), path.stat().st_size) for path, name in found if name]
    return sorted(ours, key=lambda each: each.made_at, reverse=True)


def newest() -> Kept | None:
    """The newest of them."""
    return next(iter(kept()), None)


def failure() -> str | None:
    """Why the last attempt failed; None if it did not."""
    with contextlib.suppress(OSError):
        return (folder() / FAILED).read_text(encoding="utf-8")
    return None


def _moment(digits: str) -> datetime:
    return datetime.strptime(digits, _MOMENT).replace(tzinfo=UTC)


def _is_empty() -> bool:
    with db.engine.connect() as connection:
        return emptiness.somebodys(connection) is None


def _forget_halves() -> None:
    """What an attempt left that was cut off by force."""
    for half in folder().glob("ibis-*Z.zip.part-*"):
        half.unlink(missing_ok=True)


def _note(error: Exception) -> None:
    with contextlib.suppress(OSError):  # on a full disk the age of the newest back-up tells
        (folder() / FAILED).write_text(str(error) or type(error).__name__, encoding="utf-8")
