"""One resource: the entry with what stands beside it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, literal, select, tuple_, union_all

from community.db import db
from community.errors import NotFound
from community.media.models import Media
from community.media.queries import of_subject, url_of
from community.resources import policy, words
from community.resources.addresses import entry_url
from community.resources.loading import WHOLE
from community.resources.models import KIND, REFUSED, Resource


@dataclass(frozen=True)
class Neighbour:
    """The entry before or after this one, newest first."""

    title: str
    url: str


@dataclass(frozen=True)
class FileRow:
    """A file of an entry as it is offered: its type and size stand beside its name."""

    id: int
    name: str
    url: str
    type: str
    size: int


@dataclass(frozen=True)
class Picture:
    """The picture of an entry."""

    url: str
    large_url: str
    width: int
    height: int


@dataclass(frozen=True)
class State:
    """Why an entry is not public; `reason` is what was said to its author."""

    word: object
    reason: str = ""
    at: object = None


def find_resource(resource_id: int, viewer) -> Resource:
    """The entry with all that its page needs, if the viewer may see it. Raises NotFound."""
    resource = load_resource(resource_id, policy.resources_visible_to(viewer))
    if resource is None:
        raise NotFound()
    return resource


def load_resource(resource_id: int, *conditions: ColumnElement[bool]) -> Resource | None:
    """The entry with its room, thread, decision, removal, author, dimension, links and categories."""
    whole = select(Resource).where(Resource.id == resource_id, *conditions).options(*WHOLE)
    return db.session.scalars(whole).unique().one_or_none()


def state_of(resource: Resource) -> State | None:
    """Why the entry is not public; None if it is."""
    if resource.removal:
        word = words.WITHDRAWN if resource.removal.by_author else words.REMOVED
        return State(word, resource.removal.reason, resource.removal.at)
    if resource.published_at is not None:
        return None
    if resource.decision and resource.decision.outcome == REFUSED:
        return State(words.REFUSED, resource.decision.reason, resource.decision.at)
    return State(words.WAITS)


def files_of(resource: Resource) -> tuple[Picture | None, list[FileRow]]:
    """The picture and the documents that belong to the entry, in one statement."""
    stored = of_subject(KIND, resource.id)
    picture = next((picture_row(media) for media in stored if media.role == "picture"), None)
    return picture, [file_row(media) for media in stored if media.role == "file"]


def file_row(media: Media) -> FileRow:
    """A document as pages show it."""
    kind = media.filename.rpartition(".")[2].lower()
    return FileRow(media.id, media.filename, url_of(media), kind, media.size)


def picture_row(media: Media) -> Picture:
    """A picture at the width of the text, with its height so that nothing shifts while it loads."""
    width = min(media.width or 800, 800)
    height = round((media.height or 600) * width / (media.width or 800))
    return Picture(url_of(media, "800"), url_of(media, "1600"), width, height)


def neighbours(resource: Resource, viewer) -> tuple[Neighbour | None, Neighbour | None]:
    """(older, newer) among the public entries that the viewer may see, in one statement."""
    if not policy.is_public(resource):
        return None, None
    place = tuple_(Resource.published_at, Resource.id)
    here = tuple_(literal(resource.published_at, Resource.published_at.type), literal(resource.id))
    older = _shown("older", viewer).where(place < here).order_by(Resource.published_at.desc(), Resource.id.desc())
    newer = _shown("newer", viewer).where(place > here).order_by(Resource.published_at, Resource.id)
    both = union_all(select(older.limit(1).subquery()), select(newer.limit(1).subquery()))
    found = {row.side: Neighbour(row.title, entry_url(row.id, row.slug)) for row in db.session.execute(both)}
    return found.get("older"), found.get("newer")


def _shown(side: str, viewer) -> Select:
    columns = select(literal(side).label("side"), Resource.id, Resource.slug, Resource.title)
    return columns.where(policy.resources_visible_to(viewer), policy.public())
