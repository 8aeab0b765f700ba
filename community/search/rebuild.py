"""Indexing everything anew, while the site runs: batch by batch, each in a transaction of its own."""

from collections.abc import Callable
from typing import cast

from sqlalchemy import delete

from community import subjects
from community.db import db, transaction
from community.search import engine
from community.search.models import SearchDocument
from community.subjects import Kind

BATCH = 200


def rebuild(tell: Callable[[str, int], object] = lambda kind, done: None) -> dict[str, int]:
    """Index all that can be found, and forget what is no more; answers {kind: documents}."""
    kinds = [kind for kind in subjects.kinds() if kind.documents]
    counted = {kind.name: _rebuild(kind, tell) for kind in kinds}
    with transaction() as session:
        session.execute(_run(delete(SearchDocument).where(SearchDocument.kind.not_in(counted))))
    return counted


def _rebuild(kind: Kind, tell: Callable[[str, int], object]) -> int:
    walk = cast(Callable[[int, int], tuple[list, int | None]], kind.documents)
    done, last = 0, cast("int | None", 0)
    while last is not None:
        before = last
        with transaction() as session:
            documents, last = walk(before, BATCH)
            session.execute(_run(_old(kind.name, before, last)))
            for document in documents:
                engine.index(document)
        db.session.expunge_all()
        done += len(documents)
        tell(kind.name, done)
    return done


def _old(kind: str, after: int, last: int | None):
    """What was known of the things of a batch; of all further ones after the last."""
    old = delete(SearchDocument).where(SearchDocument.kind == kind, SearchDocument.object_id > after)
    return old if last is None else old.where(SearchDocument.object_id <= last)


def _run(statement):
    return statement.execution_options(synchronize_session=False)
