"""Taking one's data home: a zip of JSON and files, made by a job, kept for a week for its owner alone.

What stands on disk is all there is to know: EXPORTS/<member's number>-<random>.zip, and its age.
"""

import contextlib
import json
import os
import secrets
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app

from community import audit, clock, jobs, mail, subjects
from community.db import db, transaction
from community.errors import NotFound
from community.media import queries as media
from community.members.models import Member

KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Export:
    """A zip that waits to be taken: its name, size in bytes, when it was made and until when it is there."""

    name: str
    path: Path
    size: int
    made_at: datetime
    until: datetime


def order_export(member: Member) -> None:
    """Have the zip made; a mail tells when it is there."""
    with transaction():
        audit.record("member.order_export", member, by=member)
        jobs.later(make_export, member.id)


@jobs.job("members.export")
def make_export(member_id: int) -> None:
    """Make the zip in place of an older one, and tell its owner."""
    member = db.session.get(Member, member_id)
    if member is None or member.left_at:
        return
    _write(member)
    if member.email:
        mail.deliver("members/mail/export_ready", member.email, member.locale, {"name": member.name})


def export_of(member: Member) -> Export | None:
    """The zip that waits for this member."""
    found = [_export(path) for path in _folder().glob(f"{member.id}-*.zip")]
    return max((export for export in found if export.until > clock.now()), key=lambda each: each.made_at, default=None)


def export_named(member: Member, name: str) -> Export:
    """The member's zip of this name. Raises NotFound for any other."""
    export = export_of(member)
    if export is None or export.name != name:
        raise NotFound()
    return export


def forget_exports(member: Member, but: Path | None = None, **_how) -> None:
    """Remove the member's zips; also what leaving means for them."""
    for path in _folder().glob(f"{member.id}-*"):
        if path != but:
            path.unlink(missing_ok=True)


def sweep() -> None:
    """Remove what has lain for a week (periodic)."""
    for path in _folder().glob("*-*"):
        with contextlib.suppress(OSError):
            if _export(path).until <= clock.now():
                path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(current_app.config["INSTANCE"]) / "exports"


def _export(path: Path) -> Export:
    facts = path.stat()
    made = datetime.fromtimestamp(facts.st_mtime, UTC)
    return Export(path.name, path, facts.st_size, made, made + KEPT)


def _write(member: Member) -> None:
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{member.id}-{secrets.token_hex(8)}.zip"
    passing = path.with_suffix(".part")
    try:
        with zipfile.ZipFile(passing, "x", zipfile.ZIP_DEFLATED) as archive:
            _fill(archive, member)
        passing.chmod(0o600)
        moment = clock.now().timestamp()
        os.utime(passing, (moment, moment))
        forget_exports(member, but=passing)
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)


def _fill(archive: zipfile.ZipFile, member: Member) -> None:
    for kind in subjects.kinds():
        if kind.by_member:
            rows = kind.by_member(member)
            archive.writestr(f"{kind.name}.json", json.dumps(rows, ensure_ascii=False, indent=2, default=str))
    for file in media.by_member(member.id):
        if best := media.best_of(file):
            path, name = best
            archive.write(path, f"files/{file.id}-{name}")
