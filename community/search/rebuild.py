"""Indexing everything anew, while the site runs: batch by batch, each in a transaction of its own."""

from collections.abc import Callable
from typing import cast

from sqlalchemy import delete, func, select

from community import subjects
from community.db import db, transaction
from community.search import engine
from community.search.models import SearchDocument
from community.subjects import Kind

BATCH = 200


def rebuild(tell: Callable[[int, int], object] = lambda done, total: None) -> dict[str, int]:
    """Index all that can be found, and forget what is no more; answers {kind: documents}. `tell` hears of rows."""
    kinds = [kind for kind in subjects.kinds() if kind.documents]
    last = {kind.name: db.session.scalar(select(func.max(kind.model.id))) or 0 for kind in kinds}
    total, before, counted = sum(last.values()), 0, {}
    for kind in kinds:
        counted[kind.name] = 0
        for indexed, reached in _walk(kind):
            counted[kind.name] += indexed
            tell(before + min(reached or last[kind.name], last[kind.name]), total)
        before += last[kind.name]
    with transaction() as session:
        session.execute(_run(delete(SearchDocument).where(SearchDocument.kind.not_in(counted))))
    return counted


def _walk(kind: Kind):
    """Index one kind; yields (documents of a batch, id reached or None at the end)."""
    gather = cast(Callable[[int, int], tuple[list, int | None]], kind.documents)
    reached = cast("int | None", 0)
    while reached is not None:
        before = reached
        with transaction() as session:
            documents, reached = gather(before, BATCH)
            session.execute(_run(_old(kind.name, before, reached)))
            for document in documents:
                engine.index(document)
        yield len(documents), reached


def _old(kind: str, after: int, last: int | None):
    """What was known of the things of a batch; of all further ones after the last."""
    old = delete(SearchDocument).where(SearchDocument.kind == kind, SearchDocument.object_id > after)
    return old if last is None else old.where(SearchDocument.object_id <= last)


def _run(statement):
    return statement.execution_options(synchronize_session=False)
