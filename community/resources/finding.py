"""Resources as search takes them, and as it shows them again: the entry's text, and the facts that people look for."""

from collections.abc import Iterable

from sqlalchemy import Select, select

from community.db import db
from community.members.cards import Byline
from community.resources import policy
from community.resources.addresses import entry_url
from community.resources.models import KIND, Resource
from community.search import engine
from community.search.documents import Document, Shown
from community.text.excerpts import own_words

POSTER = Byline("poster")
COLUMNS = (
    Resource.id, Resource.slug, Resource.title, Resource.html, Resource.language, Resource.published_at,
    Resource.scope_id, Resource.author_id, Resource.authors, Resource.publisher, Resource.audience,
    Resource.document_number, Resource.questions,
)  # fmt: skip


def index_resource(resource: Resource) -> None:
    """An entry appeared, changed, or went out of sight."""
    db.session.flush()
    row = db.session.execute(_rows().where(Resource.id == resource.id)).first()
    if row:
        engine.index(_document(row))
    else:
        engine.remove(KIND, [resource.id])


def documents(after_id: int, limit: int) -> tuple[list[Document], int | None]:
    """Entries in the order of their ids, as far as anybody can find them."""
    found = db.session.execute(_rows().where(Resource.id > after_id).order_by(Resource.id).limit(limit)).all()
    return [_document(row) for row in found], found[-1].id if len(found) == limit else None


def resources_found(viewer, ids: Iterable[int]) -> dict[int, Shown]:
    """Entries among search's hits, as far as the viewer may see them. One statement."""
    rows = _rows().where(Resource.id.in_(ids), policy.resources_visible_to(viewer)).add_columns(*POSTER.columns)
    found = db.session.execute(POSTER.join(rows, Resource.author_id))
    return {row.id: _shown(row) for row in found}


def _rows() -> Select:
    return select(*COLUMNS).where(policy.public())


def _document(row) -> Document:
    return Document(
        KIND, row.id, row.title, _text(row), at=row.published_at, scope_id=row.scope_id, author_id=row.author_id,
        language=row.language,
    )  # fmt: skip


def _shown(row) -> Shown:
    return Shown(row.title, entry_url(row.id, row.slug), _text(row), row.published_at, POSTER.card(row))


def _text(row) -> str:
    facts = (row.authors, row.publisher, row.document_number, row.audience, *(row.questions or ()))
    return "\n".join(part for part in (own_words(row.html), *facts) if part)
