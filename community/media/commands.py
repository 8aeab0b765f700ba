"""Taking files in, tying them to what they belong to, and letting go of those that nobody uses."""

import hashlib
import io
from datetime import timedelta
from functools import partial

from sqlalchemy import delete as sql_delete
from sqlalchemy import func, select

from community import clock, jobs
from community.db import after_commit, db, transaction
from community.media import checks, images, store
from community.media.models import Media
from community.media.policy import may_upload
from community.policy import require

UNUSED = timedelta(hours=24)  # long enough to finish a form tomorrow morning
ORPHANED = timedelta(hours=1)  # a file without a row: its upload was cut off
AT_ONCE = 4_000_000  # pixels; the larger sizes of larger pictures are made by a job
ORIGINAL = "original"  # the size under which a large picture waits for that job


def upload(stream, filename: str | None, *, by, role: str) -> Media:
    """Keep a file of the role "avatar", "picture" or "file"; it belongs to nothing yet. Raises Invalid, NotAllowed."""
    require(may_upload(by, _waiting(by)))
    checked = checks.check(stream, filename, role)
    width, height = (None, None) if role == "file" else images.measure(stream)
    media = Media(
        token=store.new_token(), role=role, filename=checked.filename, content_type=checked.content_type,
        size=checked.size, width=width, height=height, sha256=_digest(stream), owner_id=by.id, created_at=clock.now(),
    )  # fmt: skip
    try:
        needs_more = KEEPERS[role](media, stream)  # before the transaction: nobody waits for our pixels
        with transaction() as session:
            session.add(media)
            session.flush()
            if needs_more:
                jobs.later(resize, media.id)
    except BaseException:
        store.delete(media.token)
        raise
    return media


def attach(media: Media, kind: str, object_id: int) -> None:
    """From now on the file belongs to the subject, and is seen by whoever sees that."""
    with transaction():
        media.kind, media.object_id = kind, object_id


def detach(media: Media) -> None:
    """The file belongs to nothing any more; the sweep takes it when its day is over."""
    with transaction():
        media.kind = media.object_id = None


def delete(media: Media) -> None:
    """Remove the row now and the bytes after the commit."""
    token = media.token
    with transaction() as session:
        session.delete(media)
        after_commit(lambda: store.delete(token))


def sweep_unused() -> int:
    """Remove files that belonged to nothing for a day, and bytes without a row; answers how many."""
    unused = (Media.kind.is_(None), Media.created_at < clock.now() - UNUSED)
    with transaction() as session:  # in one statement: what is attached at this moment stays
        gone = session.scalars(sql_delete(Media).where(*unused).returning(Media.token)).all()
        for token in gone:
            after_commit(partial(store.delete, token))
    return len(gone) + _sweep_orphans()


@jobs.job("media.resize")
def resize(media_id: int) -> None:
    """Make the larger sizes of a large picture or avatar and drop its original; a second run finds nothing to do."""
    media = db.session.get(Media, media_id)
    if media is None or not store.exists(media.token, ORIGINAL):
        return
    with store.path_of(media.token, ORIGINAL).open("rb") as original:
        _write_larger(media, original)
    store.delete_size(media.token, ORIGINAL)


def _keep_avatar(media: Media, stream) -> bool:
    _write_squares(media.token, stream, ("avatar",))
    return _finish_or_wait(media, stream)


def _keep_picture(media: Media, stream) -> bool:
    _write_widths(media.token, stream, ("320",))
    return _finish_or_wait(media, stream)


def _finish_or_wait(media: Media, stream) -> bool:
    if (media.width or 0) * (media.height or 0) <= AT_ONCE:
        _write_larger(media, stream)
        return False
    store.write(media.token, stream, ORIGINAL)
    return True


def _write_larger(media: Media, stream) -> None:
    if media.role == "avatar":
        _write_squares(media.token, stream, ("portrait",))
    else:
        _write_widths(media.token, stream, ("800", "1600"))


def _keep_file(media: Media, stream) -> bool:
    store.write(media.token, stream)
    return False


KEEPERS = {"avatar": _keep_avatar, "picture": _keep_picture, "file": _keep_file}


def _write_squares(token: str, stream, sizes) -> None:
    for size in sizes:
        store.write(token, io.BytesIO(images.square(stream, images.AVATAR_SIZES[size])), size)


def _write_widths(token: str, stream, sizes) -> None:
    for size in sizes:
        store.write(token, io.BytesIO(images.narrowed(stream, images.WIDTHS[size])), size)


def _waiting(by) -> int:
    mine = select(func.count()).select_from(Media).where(Media.owner_id == by.id, Media.kind.is_(None))
    return db.session.scalar(mine) or 0


def _digest(stream) -> str:
    stream.seek(0)
    digest = hashlib.file_digest(stream, "sha256").hexdigest()
    stream.seek(0)
    return digest


def _sweep_orphans() -> int:
    moment = (clock.now() - ORPHANED).timestamp()
    old = list(store.tokens_before(moment))
    known: set[str] = set()
    for start in range(0, len(old), 500):
        known.update(db.session.scalars(select(Media.token).where(Media.token.in_(old[start : start + 500]))))
    orphans = [token for token in old if token not in known]
    for token in orphans:
        store.delete(token)
    return len(orphans)
