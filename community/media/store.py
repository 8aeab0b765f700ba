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

from community.errors import NoRoom, NotFound

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
    """Keep what can be read from `source`; answers how many bytes. Raises NoRoom, with nothing kept, if it fails."""
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
        _keep_name(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            passing.unlink()
        current_app.logger.error("a file could not be stored: %s", error.strerror)
        raise NoRoom(
            _("The file could not be stored just now. Nothing was kept of it; please try again later.")
        ) from error
    return written


def _keep_name(folder: Path) -> None:
    # The bytes are safe; that they are called so is written in the folder.
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def exists(token: str, size: str = "") -> bool:
    """Whether the file is there."""
    return path_of(token, size).is_file()


def files_of(token: str) -> list[Path]:
    """The file in all its sizes; what is still being written is not among them."""
    path = path_of(token)
    found = [path, *sorted(path.parent.glob(f"{token}.*"))]
    return [file for file in found if ".part" not in file.name and file.is_file()]


def folders() -> list[Path]:
    """The folders of all files."""
    return sorted(folder for folder in _root().glob("??") if folder.is_dir())


def weight() -> int:
    """How many bytes all files take."""
    files = (file for folder in folders() for file in folder.iterdir())
    return sum(_size_of(file) for file in files)


def _size_of(file: Path) -> int:
    with contextlib.suppress(OSError):  # removed while we counted
        return file.stat().st_size
    return 0


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
