"""Index, remove, find. Called by name from the commands of features, inside their transactions.

Hits are ordered by three tiers (all words in the title; the words side by side; any order) and in each by time. That
order hangs on the hit alone, never on how frequent a word is elsewhere: so it tells nobody about what they may not see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from community.db import db, transaction
from community.search import postgresql, sqlite
from community.search.documents import Document
from community.search.entries import entry_of
from community.search.keys import PLACES, TIMELESS, first_of, key_of
from community.search.models import SearchDocument
from community.search.query import Query
from community.web.keyed import KeyedPage, keyed

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}
PER_PAGE = 20
NEWEST = 10_000  # hits that are ranked; older ones of so common a word are not looked at
TRIES = 200  # documents of one second and one place in it


@dataclass(frozen=True)
class Filters:
    """What hits are narrowed to; None for any."""

    kind: str | None = None
    scope_id: int | None = None
    author_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None  # this moment is not meant any more


@dataclass(frozen=True)
class Hit:
    """A document that matches; its own feature knows how it is shown."""

    kind: str
    object_id: int
    language: str | None


@dataclass(frozen=True)
class Hits:
    """A page of hits, how many there are in all (up to `NEWEST`), and the addresses of the pages beside it."""

    rows: list[Hit]
    total: int
    newer: str | None = None
    older: str | None = None


def index(document: Document) -> None:
    """Let the thing be found as it is now; what was known of it is replaced."""
    entry = entry_of(document)
    with transaction():
        remove(document.kind, [document.object_id])
        values = {name: getattr(document, name) for name in ("kind", "object_id", "scope_id", "author_id")}
        key = key_of(document.kind, document.object_id, document.at)
        for step in range(TRIES):
            if _engine().write(values | {"id": key + step, "language": entry.language}, entry):
                return
        raise RuntimeError(f"no number is free for {document.kind} {document.object_id}")


def remove(kind: str, ids) -> None:
    """Let the things be found no more. `ids`: numbers, or a statement that answers them."""
    with transaction() as session:
        gone = delete(SearchDocument).where(SearchDocument.kind == kind, SearchDocument.object_id.in_(ids))
        session.execute(gone, execution_options={"synchronize_session": False})


def rescope(kind: str, ids, scope_id: int | None) -> None:
    """The things went to another room."""
    with transaction() as session:
        those = update(SearchDocument).where(SearchDocument.kind == kind, SearchDocument.object_id.in_(ids))
        session.execute(those.values(scope_id=scope_id), execution_options={"synchronize_session": False})


def find(query: Query, *, scopes, filters: Filters = Filters()) -> Hits:
    """The page of hits that the request asks for, in one statement. `scopes`: the rooms that the viewer may enter."""
    if not query.wanted:
        return Hits([], 0)
    newest = _engine().newest(query, [_in_reach(scopes), *_narrowed(filters)], NEWEST).subquery()
    ranked = select(newest, func.count().over().label("total")).subquery()
    page = keyed(select(ranked), [ranked.c.tier, ranked.c.id], lambda row: (row.tier, row.id), PER_PAGE)
    return _hits(page)


def _hits(page: KeyedPage) -> Hits:
    rows = [Hit(row.kind, row.object_id, row.language) for row in page.rows]
    return Hits(rows, page.rows[0].total if page.rows else 0, page.newer, page.older)


def _engine() -> ModuleType:
    return ENGINES[db.engine.dialect.name]


def _in_reach(scopes) -> ColumnElement[bool]:
    return or_(SearchDocument.scope_id.is_(None), SearchDocument.scope_id.in_(scopes))


def _narrowed(filters: Filters) -> Iterable[ColumnElement[bool]]:
    for name in ("kind", "scope_id", "author_id"):
        if (value := getattr(filters, name)) is not None:
            yield getattr(SearchDocument, name) == value
    if filters.since or filters.until:
        yield SearchDocument.id < TIMELESS * PLACES
    if filters.since:
        yield SearchDocument.id >= first_of(filters.since)
    if filters.until:
        yield SearchDocument.id < first_of(filters.until)
