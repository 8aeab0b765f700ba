"""A back-up put back into an empty instance. All is checked before anything is touched; the last step is a commit.

Uploads first, then the database: whoever is stopped before that commit has an instance that is as empty as before, and
begins again.
"""

import os
import secrets
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from flask_migrate import upgrade as migrate_up
from sqlalchemy import delete

from community.admin.nightly import CHECKS
from community.backup import loading, older, reading, secret, snapshot, waiting
from community.backup.emptiness import refuse_unless_empty, somebodys
from community.backup.manifest import File, Manifest
from community.backup.reading import Backup
from community.backup.seal import NEWER
from community.counts import Difference
from community.db import db, transaction
from community.errors import Conflict, Invalid
from community.media import store
from community.members.models import LoginSession, Token
from community.search.filling import fill
from community.upgrading import alone
from community.versions import AHEAD, trouble

GROWTH = 7  # a database with its indexes takes three times the bytes of the rows, its log as much again

Watch = Callable[[str], Callable[[int, int], object]]  # watch("Rows") answers tell(done, total)


@dataclass(frozen=True)
class Restored:
    """What was done. `key`: "kept" or "same" if cookies of the former site go on, "other" if they do not."""

    manifest: Manifest
    held: int
    key: str
    differences: list[Difference]


def restore(path: Path, *, send_mail: bool = False, end_sessions: bool = False, watch: Watch) -> Restored:
    """Put the site of the file into this empty instance. Raises Conflict, with nothing touched, if it must not be."""
    with reading.opened(path) as backup:
        if backup.manifest.revision not in snapshot.known():
            raise Conflict(NEWER)
        _check_place(backup.manifest)
        backup.check(watch("Reading the back-up"))
        with older.present(backup) as renewed:
            _make_tables()
            _put_uploads(backup, watch("Uploads"))
            key = _put_beside(backup)
            held = _fill(renewed, backup.manifest, send_mail, end_sessions, watch)
    differences = [difference for each in CHECKS for difference in each.compare()]
    return Restored(backup.manifest, held, key, differences)


def is_empty() -> bool:
    """Whether nobody's rows are here (still, after a restoring that stopped)."""
    with db.engine.connect() as connection:
        return somebodys(connection) is None


def _check_place(coming: Manifest) -> None:
    """Nobody's instance, of a form that we know, with room for all of it."""
    if trouble() == AHEAD:
        raise Conflict(AHEAD)
    with db.engine.connect() as connection:
        refuse_unless_empty(connection, coming)
        embedded = connection.dialect.name == "sqlite"
    rows = sum(table.size for table in coming.tables) if embedded else 0
    needed = sum(file.size for file in coming.files) + rows * GROWTH
    free = reading.free_in(Path(current_app.config["INSTANCE"]))
    if free < needed:
        raise Conflict(f"There is not enough room: {needed >> 20} MB may be needed, {free >> 20} MB are free.")


def _make_tables() -> None:
    db.session.remove()
    with alone():
        migrate_up()


def _put_uploads(backup: Backup, tell: Callable[[int, int], object]) -> None:
    uploads = backup.manifest.uploads
    for done, file in enumerate(uploads, 1):
        _put(backup, file)
        tell(done, len(uploads))
    for folder in store.folders():
        reading.sync_folder(folder)


def _put(backup: Backup, file: File) -> None:
    token, _dot, size = file.member.removeprefix("media/").partition(".")
    try:
        with closing(backup.file(file)) as source:
            store.write(token, source, size)
    except Invalid as error:
        raise Conflict(f"The upload {token} could not be written: {error.__cause__}.") from error


def _put_beside(backup: Backup) -> str:
    """The secret key and the like; answers what became of the key."""
    folder, mine = Path(current_app.config["INSTANCE"]), secret.is_kept_here()
    given = {file.member.removeprefix("instance/"): file for file in backup.manifest.files}
    for name in secret.FILES:
        if name in given and (name != secret.KEY or mine):
            with closing(backup.file(given[name])) as source:
                _write_secretly(folder / name, source.read())
    reading.sync_folder(folder)
    if mine and secret.KEY in given:
        return "kept"
    return "same" if backup.manifest.secret == secret.fingerprint() else "other"


def _write_secretly(path: Path, content: bytes) -> None:
    passing = path.with_name(f"{path.name}.part-{secrets.token_hex(4)}")
    with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(path)


def _fill(rows: Backup, coming: Manifest, send_mail: bool, end_sessions: bool, watch: Watch) -> int:
    """The one transaction; answers how many mails are held."""
    with transaction() as session:
        connection = session.connection()
        loading.hold(connection)
        refuse_unless_empty(connection, coming)  # again, now that nobody else can write
        loading.load(connection, rows, watch("Rows"))
        held = 0 if send_mail else session.execute(waiting.hold_mail(coming.made_at)).rowcount
        if end_sessions:
            for model in (LoginSession, Token):
                session.execute(delete(model))
        fill(watch("Search"))
    return held
