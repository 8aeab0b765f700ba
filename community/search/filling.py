"""Indexing everything on a site whose index is empty: what `rebuild` would write, in bulk and much faster."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from sqlalchemy import func, select

from community import subjects
from community.db import db, transaction
from community.search import engine
from community.search.documents import Document
from community.search.entries import Entry, entry_of
from community.search.keys import key_of
from community.subjects import Kind

BATCH = 500
KNOWN = ("kind", "object_id", "scope_id", "author_id")

Row = tuple[dict, Entry]


def fill(tell: Callable[[int, int], object] = lambda done, total: None) -> int:
    """Index all that can be found, as one deed; answers how many documents. `tell(done, total)` hears of rows."""
    with transaction() as session:
        connection, taken, before = session.connection(), set[int](), 0
        kinds = [kind for kind in subjects.kinds() if kind.documents]
        last = {kind.name: db.session.scalar(select(func.max(kind.model.id))) or 0 for kind in kinds}
        for kind in kinds:
            for documents, reached in _walk(kind):
                engine.driver().write_all(connection, [_row(document, taken) for document in documents])
                tell(before + min(reached or last[kind.name], last[kind.name]), sum(last.values()))
            before += last[kind.name]
    return len(taken)


def _walk(kind: Kind) -> Iterator[tuple[list[Document], int | None]]:
    """(documents of a batch, id reached or None at the end)."""
    gather = cast(Any, kind.documents)
    reached = cast("int | None", 0)
    while reached is not None:
        documents, reached = gather(reached, BATCH)
        if documents:
            yield documents, reached


def _row(document: Document, taken: set[int]) -> Row:
    entry, key = entry_of(document), key_of(document.kind, document.object_id, document.at)
    while key in taken:
        key += 1
    taken.add(key)
    return {name: getattr(document, name) for name in KNOWN} | {"id": key, "language": entry.language}, entry
