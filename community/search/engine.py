"""Index, remove, find. Called by name from the commands of features, inside their transactions.

Hits are ordered by three tiers (all words in the title; the words side by side; any order) and in each by time. That
order hangs on the hit alone, never on how frequent a word is elsewhere: so it tells nobody about what they may not see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

from flask import current_app
from sqlalchemy import ColumnElement, CompoundSelect, Select, case, delete, func, literal, or_, select, update

from community import stamps
from community.board import slot_of
from community.db import db, is_writing, transaction
from community.search import postgresql, sqlite
from community.search.documents import Document
from community.search.entries import entry_of
from community.search.keys import PLACES, TIMELESS, first_of, key_of
from community.search.models import COLUMNS, SearchDocument
from community.search.query import Query
from community.web.keyed import KeyedPage, keyed

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}
PER_PAGE = 20
NEWEST = 1_200  # hits that are ranked, sixty pages; older ones are not looked at, but for those by title
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


def index(document: Document, *, is_new: bool = False) -> None:
    """Let the thing be found as it is now; what was known of it, unless it is new, is replaced."""
    entry = entry_of(document)
    with _part():
        if not is_new:
            remove(document.kind, [document.object_id])
        values = {name: getattr(document, name) for name in ("kind", "object_id", "scope_id", "author_id")}
        key = key_of(document.kind, document.object_id, document.at)
        for step in range(TRIES):
            if driver().write(values | {"id": key + step, "language": entry.language}, entry):
                return
            if is_new and not step:  # SQLite may give a number again: what it stood for before is forgotten
                remove(document.kind, [document.object_id])
        raise RuntimeError(f"no number is free for {document.kind} {document.object_id}")


def remove(kind: str, ids) -> None:
    """Let the things be found no more. `ids`: numbers, or a statement that answers them."""
    with _part() as session:
        gone = delete(SearchDocument).where(SearchDocument.kind == kind, SearchDocument.object_id.in_(ids))
        session.execute(gone, execution_options={"synchronize_session": False})


def rescope(kind: str, ids, scope_id: int | None) -> None:
    """The things went to another room."""
    with _part() as session:
        those = update(SearchDocument).where(SearchDocument.kind == kind, SearchDocument.object_id.in_(ids))
        session.execute(those.values(scope_id=scope_id), execution_options={"synchronize_session": False})


def _part():
    # What is found changes with a deed that says itself what pages it touches; alone, nobody has said so.
    return transaction(narrow=is_writing())


def find(query: Query, *, scopes, filters: Filters = Filters()) -> Hits:
    """The page of hits that the request asks for, in two statements. `scopes`: the rooms that the viewer may enter."""
    if not query.wanted:
        return Hits([], 0)
    found = _ranked(query, [_in_reach(scopes), *_narrowed(filters)]).subquery()
    ranked = select(found, func.count().over().label("total")).subquery()
    keys = [ranked.c.tier, ranked.c.id]
    return _hits(keyed(select(ranked), keys, lambda row: (row.tier, row.id), PER_PAGE, finish=_with_facts))


def _with_facts(page: Select) -> Select:
    """What is told of hits is read for those of the page alone."""
    one = page.subquery()
    return select(one, *COLUMNS).join(SearchDocument, SearchDocument.id == one.c.id)


def _ranked(query: Query, conditions: list) -> CompoundSelect:
    """Hits with their tiers: by title from all times, others among the newest."""
    used = languages_found()
    titled = driver().newest(query, used, conditions, NEWEST, in_title=True).cte("titled")
    hits = driver().newest(query, used, conditions, NEWEST).cte("hits")
    tier = case((driver().beside(query.in_a_row, hits), 1), else_=0) if query.in_a_row else literal(0)
    others = select(hits.c.id, tier.label("tier")).where(hits.c.id.not_in(select(titled.c.id)))
    return select(titled.c.id, literal(2).label("tier")).union_all(others)


def languages_found() -> set[str]:
    """The languages that there are texts in: a word is sought in the forms of these, and of no others.

    Looked up once after each commit on this host, and by the way that stamps are heard of, on others.
    """
    now = stamps.board().number(slot_of(*stamps.ANYTHING))
    known = current_app.extensions.get("languages_found")
    if known is None or known[0] != now:
        known = current_app.extensions["languages_found"] = (now, _look_up_languages())
    return known[1]


def _look_up_languages() -> set[str]:
    code = SearchDocument.language
    used = select(func.min(code).label("code")).cte("used", recursive=True)
    used = used.union_all(
        select(select(func.min(code)).where(code > used.c.code).scalar_subquery()).where(used.c.code.is_not(None))
    )
    return set(db.session.scalars(select(used.c.code).where(used.c.code.is_not(None))))


def _hits(page: KeyedPage) -> Hits:
    rows = [Hit(row.kind, row.object_id, row.language) for row in page.rows]
    return Hits(rows, page.rows[0].total if page.rows else 0, page.newer, page.older)


def driver() -> ModuleType:
    """The twin that speaks this site's database."""
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
