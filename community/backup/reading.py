"""A back-up opened: nothing in it is believed before all of it has been read once."""

import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from community.backup import manifest, seal
from community.backup.manifest import File, Manifest, Table
from community.errors import Conflict

PIECE = 256 * 1024
# What reading a broken file raises; NotImplementedError is zipfile's word for a way of packing that it does not know.
BAD = (zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, EOFError, NotImplementedError, RuntimeError)


class Backup:
    """A sealed file and what it says of itself."""

    def __init__(self, archive: zipfile.ZipFile, said: Manifest):
        self._archive, self.manifest = archive, said

    @property
    def tables(self) -> list[Table]:
        """The tables in it."""
        return self.manifest.tables

    def lines(self, table: Table) -> Iterator[bytes]:
        """The rows of a table, as they were written."""
        with self._archive.open(table.member) as member:
            yield from member

    def file(self, file: File) -> IO[bytes]:
        """A stored file, to be read and closed."""
        return self._archive.open(file.member)

    def check(self, tell: Callable[[int, int], object] = lambda done, total: None) -> None:
        """Unpack everything once, and compare with what the file says of itself. Raises Conflict."""
        members: list[Table | File] = [*self.manifest.tables, *self.manifest.files]
        try:
            for done, member in enumerate(members, 1):
                self._check(member)
                tell(done, len(members))
        except BAD as error:
            raise Conflict(seal.BROKEN) from error

    def _check(self, said: Table | File) -> None:
        size, rows, digest = 0, 0, hashlib.sha256()
        with self._archive.open(said.member) as member:
            while piece := member.read(PIECE):
                digest.update(piece)
                size, rows = size + len(piece), rows + piece.count(b"\n")
        wanted = (said.size, said.sha256, said.rows if isinstance(said, Table) else rows)
        if (size, digest.hexdigest(), rows) != wanted:
            raise ValueError(f"{said.member} is not what it should be")


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """A back-up whose seal is whole and whose manifest can be read. Raises Conflict."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Conflict(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        seal.check(file)
        try:
            archive = zipfile.ZipFile(file)
            said = _manifest(archive)
        except BAD as error:
            raise Conflict(seal.BROKEN) from error
        with archive:
            yield Backup(archive, said)


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(manifest.NAME).file_size > manifest.LARGEST:
        raise ValueError("the manifest is too large")
    said = manifest.read(archive.read(manifest.NAME))
    if sorted(archive.namelist()) != sorted(said.members()):
        raise ValueError("there is more or less in the file than it says")
    return said


def free_in(folder: Path) -> int:
    """How many bytes can still be written into the folder."""
    return shutil.disk_usage(folder).free


def sync_folder(folder: Path) -> None:
    """See to it that the names in the folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
