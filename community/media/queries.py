"""Finding files: by address, by what they belong to, by who gave them."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import select

from community.db import db
from community.errors import NotFound
from community.media import images, store
from community.media.models import Media
from community.media.policy import media_visible_to


@dataclass(frozen=True)
class Stored:
    """A file ready to be sent: its path, its type, the name to save it under (None: it is shown).

    `stands_in`: a smaller size is sent while a job still makes the one that was asked for.
    """

    path: Path
    content_type: str
    save_as: str | None
    stands_in: bool = False


def to_send(token: str, name: str, viewer) -> Stored:
    """The file of this address if the viewer may have it. Raises NotFound, hidden and missing alike."""
    store.path_of(token)  # what is no name of ours is not asked for
    media = db.session.scalar(select(Media).where(Media.token == token, media_visible_to(viewer)))
    if media is None:
        raise NotFound()
    if media.role == "file":
        found = store.path_of(token) if name == media.filename else None
    else:
        found = _nearest(token, name, images.AVATAR_SIZES if media.role == "avatar" else images.WIDTHS)
    if found is None or not found.is_file():
        raise NotFound()
    if media.role == "file":
        return Stored(found, media.content_type, media.filename)
    return Stored(found, "image/webp", None, stands_in=found != store.path_of(token, name))


def _nearest(token: str, size: str, sizes: dict[str, int]):
    """The file of this size or, while a job still makes it, of the largest below."""
    if size not in sizes:
        return None
    smaller = sorted((other for other in sizes if sizes[other] <= sizes[size]), key=sizes.__getitem__, reverse=True)
    return next((store.path_of(token, other) for other in smaller if store.exists(token, other)), None)


def of_subject(kind: str, object_id: int) -> list[Media]:
    """The files that belong to a subject, in the order in which they were given."""
    mine = select(Media).where(Media.kind == kind, Media.object_id == object_id)
    return list(db.session.scalars(mine.order_by(Media.id)))


def by_member(member_id: int) -> list[Media]:
    """The files that a member gave, for their own export."""
    return list(db.session.scalars(select(Media).where(Media.owner_id == member_id).order_by(Media.id)))


def best_of(media: Media) -> tuple[Path, str] | None:
    """The largest form in which a file is kept, and a name for it; None if its bytes are lost."""
    if media.role == "file":
        path, name = store.path_of(media.token), media.filename
    else:
        sizes = images.AVATAR_SIZES if media.role == "avatar" else images.WIDTHS
        found = _nearest(media.token, max(sizes, key=sizes.__getitem__), sizes)
        path, name = found or store.path_of(media.token), f"{media.filename.rpartition('.')[0]}.webp"
    return (path, name) if path.is_file() else None


def url_of(media: Media, size: str = "") -> str:
    """The address of a file: pictures by size ("avatar", "portrait", "320", "800", "1600"), others by their name."""
    return f"/files/{media.token}/{quote(size or media.filename)}"
