"""Making a back-up: first the database at one moment, then the uploads that it knows, then what was written, sealed.

The file is made under a passing name beside its own, proved by reading it back, and only then put in its place.
"""

import contextlib
import hashlib
import os
import secrets
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from community import clock
from community.backup import manifest, reading, secret, snapshot, values
from community.backup.manifest import File, Manifest, Table
from community.backup.seal import PLACE, seal
from community.db import db
from community.errors import Conflict
from community.media import store

LEVEL = 2  # of compression: the third of the time of the usual one for a tenth more bytes
PIECE = 256 * 1024
Tell = Callable[[int, int], object]


def back_up(target: Path, *, overwrite: bool = False, tell: Tell = lambda done, total: None) -> Manifest:
    """Write the whole site into one file, which only its owner can read. `tell(done, total)` hears of rows and files.

    Raises Conflict, with nothing left behind, if it cannot be.
    """
    _check_target(target, overwrite)
    passing = target.with_name(f"{target.name}.part-{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(passing, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            written = write(file, tell=tell)
            file.flush()
            os.fsync(file.fileno())
        with reading.opened(passing) as made:
            made.check()
        _place(passing, target, overwrite)
    except OSError as error:
        raise Conflict(f"The back-up could not be written: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            passing.unlink(missing_ok=True)
    return written


def write(file: BinaryIO, *, with_files: bool = True, tell: Tell = lambda done, total: None) -> Manifest:
    """Write a back-up into an empty file that can be read and written."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        with snapshot.snapshot() as connection:
            revision = snapshot.revision(connection)
            tokens = snapshot.tokens(connection) if with_files else []
            steps = _Steps(tell, sum(snapshot.count(connection, each) for each in snapshot.tables()) + len(tokens))
            made_at, engine = clock.now().isoformat(), connection.dialect.name
            tables = [_write_table(archive, connection, each, steps) for each in snapshot.tables()]
        files, missing = _write_uploads(archive, tokens, steps)
        files += [found for path in secret.kept() if with_files and (found := _write_file(archive, "instance", path))]
        version = current_app.config["VERSION"]
        written = Manifest(version, revision, engine, made_at, secret.fingerprint(), tables, files, missing)
        archive.writestr(manifest.NAME, manifest.write(written))
        archive.comment = PLACE
    seal(file)
    return written


class _Steps:
    """Counts what is done for whoever watches."""

    def __init__(self, tell: Tell, total: int):
        self.tell, self.total, self.done = tell, max(total, 1), 0

    def go(self, steps: int) -> None:
        self.done = min(self.done + steps, self.total)
        self.tell(self.done, self.total)


def _write_table(archive: zipfile.ZipFile, connection, table, steps: _Steps) -> Table:
    rows, counted, digest = 0, 0, hashlib.sha256()
    with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as member:
        for lines in snapshot.lines(connection, table):
            member.write(lines)
            digest.update(lines)
            here = lines.count(b"\n")
            rows, counted = rows + here, counted + len(lines)
            steps.go(here)
    columns = [[column.name, values.kind_of(column)] for column in table.columns]
    return Table(table.name, columns, rows, counted, digest.hexdigest())


def _write_uploads(archive: zipfile.ZipFile, tokens: list[str], steps: _Steps) -> tuple[list[File], list[str]]:
    """What was taken in, and the tokens for which there was nothing."""
    taken: list[File] = []
    missing = []
    for token in tokens:
        found = [file for path in store.files_of(token) if (file := _write_file(archive, "media", path))]
        taken += found
        missing += [] if found else [token]
        steps.go(1)
    return taken, missing


def _write_file(archive: zipfile.ZipFile, folder: str, path: Path) -> File | None:
    """None if the file has gone since it was named: somebody removed it meanwhile."""
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return None
    size, digest, member = 0, hashlib.sha256(), f"{folder}/{path.name}"
    entry = zipfile.ZipInfo(member)  # pictures and office files are packed already: stored as they are
    with source, archive.open(entry, "w", force_zip64=True) as written:
        while piece := source.read(PIECE):
            written.write(piece)
            digest.update(piece)
            size += len(piece)
    return File(member, size, digest.hexdigest())


def _check_target(target: Path, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise Conflict(f"There is no folder {target.parent}.")
    if target.is_dir():
        raise Conflict(f"{target} is a folder: name a file in it.")
    if target.exists() and not overwrite:
        raise Conflict(f"{target} is there already: name another file, or add --overwrite.")
    free, needed = reading.free_in(target.parent), _needed()
    if free < needed:
        raise Conflict(f"There is not enough room: {needed >> 20} MB may be needed, {free >> 20} MB are free.")


def _needed() -> int:
    """At most so many bytes: the tables packed are far less than the database, and leave room for the running site."""
    return store.weight() + _weight_of_database()


def _weight_of_database() -> int:
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            return connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        return pages * (connection.exec_driver_sql("PRAGMA page_size").scalar() or 0)


def _place(passing: Path, target: Path, overwrite: bool) -> None:
    if overwrite:
        passing.replace(target)
    else:
        _place_anew(passing, target)
    reading.sync_folder(target.parent)


def _place_anew(passing: Path, target: Path) -> None:
    try:
        os.link(passing, target)  # refuses, unlike a renaming, where somebody was faster
    except FileExistsError:
        raise Conflict(f"{target} was made by somebody else meanwhile: name another file.") from None
    except OSError:  # a stick or a share without hard links
        passing.rename(target)
