"""The search index of a whole site in bulk: the rows that search itself would write (tests/bench compares them)."""

from collections.abc import Iterator
from typing import Any, cast

from community import subjects
from community.db import transaction
from community.search import engine
from community.search.documents import Document
from community.search.entries import Entry, entry_of
from community.search.keys import key_of

GATHERED = 2_000  # documents of one transaction
COLUMNS = ("kind", "object_id", "scope_id", "author_id")


def index_all() -> None:
    """Index everything that can be found, on a site whose index is empty."""
    taken: set[int] = set()
    for kind in subjects.kinds():
        for documents in _walk(kind.documents) if kind.documents else ():
            with transaction() as session:
                engine.driver().write_all(session.connection(), [_row(document, taken) for document in documents])


def _walk(gather: Any) -> Iterator[list[Document]]:
    reached = cast("int | None", 0)
    while reached is not None:
        documents, reached = gather(reached, GATHERED)
        if documents:
            yield documents


def _row(document: Document, taken: set[int]) -> tuple[dict, Entry]:
    entry, key = entry_of(document), key_of(document.kind, document.object_id, document.at)
    while key in taken:
        key += 1
    taken.add(key)
    return {name: getattr(document, name) for name in COLUMNS} | {"id": key, "language": entry.language}, entry
