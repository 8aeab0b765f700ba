"""Where the bytes lie: INSTANCE/media/<two letters>/<token>[.<size>]. Every name is our own, none is a member's.

A file is written under a passing name and moved into place when it is whole, so that no half file is ever read.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from flask import current_app
from flask_babel import lazy_gettext as _

from community.errors import Invalid, NotFound

_TOKEN = re.compile(r"[0-9a-f]{32}")
_SIZE = re.compile(r"[a-z0-9]{1,12}")
_PIECE = 64 * 1024


def new_token() -> str:
    """A name that nobody can guess."""
    return secrets.token_hex(16)


def path_of(token: str, size: str = "") -> Path:
    """Where the file lies, or would. Raises NotFound for anything that is not a name of ours."""
    if not _TOKEN.fullmatch(token) or (size and not _SIZE.fullmatch(size)):
        raise NotFound()
    return _root() / token[:2] / (f"{token}.{size}" if size else token)


def write(token: str, source, size: str = "") -> int:
    """Keep what can be read from `source`; answers how many bytes. Raises Invalid, with nothing kept, if it fails."""
    path = path_of(token, size)
    passing = path.with_name(f"{path.name}.part{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with passing.open("xb") as file:
            while piece := source.read(_PIECE):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
            written = file.tell()
        passing.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            passing.unlink()
        current_app.logger.error("a file could not be stored: %s", error.strerror)
        raise Invalid(
            _("The file could not be stored just now. Nothing was kept of it; please try again later.")
        ) from error
    return written


def exists(token: str, size: str = "") -> bool:
    """Whether the file is there."""
    return path_of(token, size).is_file()


def delete(token: str) -> None:
    """Remove the file in all its sizes; what is not there is no matter."""
    path = path_of(token)
    with contextlib.suppress(OSError):
        for file in [path, *path.parent.glob(f"{token}.*")]:
            file.unlink(missing_ok=True)


def delete_size(token: str, size: str) -> None:
    """Remove one size."""
    with contextlib.suppress(OSError):
        path_of(token, size).unlink(missing_ok=True)


def tokens_before(moment: float) -> Iterator[str]:
    """The tokens of all files that were last written before `moment` (seconds since the epoch)."""
    for folder in sorted(_root().glob("??")):
        old = (file.name for file in folder.iterdir() if file.stat().st_mtime < moment)
        yield from sorted({name.partition(".")[0] for name in old})


def _root() -> Path:
    return Path(current_app.config["INSTANCE"]) / "media"
