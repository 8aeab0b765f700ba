"""What search remembers of each thing that can be found. The words themselves lie with the engine, see `ddl`."""

from sqlalchemy import BigInteger, Index, Integer, String, event
from sqlalchemy.orm import Mapped, mapped_column

from community.db import db
from community.search import ddl


class SearchDocument(db.Model):
    """One thing that can be found. Its number says when it was made (see `keys`): the newest has the greatest.

    `scope_id` is the room that one must be able to enter to find it; without one, everybody finds it.
    """

    __tablename__ = "search_document"
    # The number first: an index that began with the kind would tempt SQLite to walk it instead of the words.
    __table_args__ = (Index("uq_search_document_subject", "object_id", "kind", unique=True),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(30))
    object_id: Mapped[int]
    scope_id: Mapped[int | None]
    author_id: Mapped[int | None]
    language: Mapped[str | None] = mapped_column(String(2), index=True)  # whose stems it has


COLUMNS = (SearchDocument.kind, SearchDocument.object_id, SearchDocument.language)  # what is told of a hit


def _create(_table, connection, **_how) -> None:
    for statement in ddl.CREATE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _drop(_table, connection, **_how) -> None:
    for statement in ddl.DROP[connection.dialect.name]:
        connection.exec_driver_sql(statement)


event.listen(SearchDocument.__table__, "after_create", _create)
event.listen(SearchDocument.__table__, "before_drop", _drop)
