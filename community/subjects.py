"""What can be discussed, rated, flagged, found: `wiring` tells each kind once, others ask here by (kind, id).

This is what lets ratings know nothing of resources and audit nothing of anybody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement

from community.db import db
from community.errors import NotFound


@dataclass(frozen=True)
class Line:
    """A subject as a mixed list shows it: title, address, and what is known besides."""

    title: str
    url: str
    at: datetime | None = None
    excerpt: str = ""
    facts: tuple = ()


@dataclass(frozen=True)
class Kind:
    """One kind of subject. `load(id)` answers the row or None; further conditions are asked in the same statement.

    `visible_to(viewer)` is the condition on the model's rows that the viewer may see. It is asked where a row is read,
    never afterwards: so what is hidden costs what never was would cost.
    """

    name: str
    model: type[Any]
    load: Callable
    title: Callable
    url: Callable
    visible_to: Callable[[Any], ColumnElement[bool]]
    rateable: Callable | None = None  # (member, row) -> Verdict: may this member rate it?
    author: Callable | None = None  # (row) -> id of the member who answers for it, or None
    has_comments: bool = False  # topics are about it: whoever sees it finds them
    has_files: bool = False  # files belong to it: whoever sees it gets them
    plural: object = ""  # a (lazy) heading over several of them
    tagged: Callable | None = None  # (viewer, tag_id, limit) -> Lines that carry the tag, newest first
    count_tagged: Callable | None = None  # (viewer, tag_id) -> how many of them there are
    tagged_page: Callable | None = None  # (viewer, tag_id) -> the page of all of them that the request asks for
    all_tagged: Callable | None = None  # (tag's slug) -> address of the whole list
    by_member: Callable | None = None  # (member) -> list of dicts for the member's own export
    on_rated: Callable | None = None  # (row) -> None, after its rating figures changed
    documents: Callable | None = None  # (after_id, limit) -> (search documents, last id looked at, None at the end)
    found: Callable | None = None  # (viewer, ids) -> {id: search's Shown} of those that the viewer may see


_kinds: dict[str, Kind] = {}
_by_model: dict[type, str] = {}


def register(kind: Kind) -> None:
    """Make a kind known; the last registration of a name holds (tests build many apps in one process)."""
    _kinds[kind.name] = kind
    _by_model[kind.model] = kind.name


def kind(name: str) -> Kind:
    """The kind of that name. Raises NotFound."""
    if name not in _kinds:
        raise NotFound()
    return _kinds[name]


def kinds() -> list[Kind]:
    """All kinds, in the order in which wiring told them."""
    return list(_kinds.values())


def name_of(model: type) -> str:
    """The name of a registered model's kind."""
    return _by_model[model]


def load_many(name: str, ids: Iterable[int]) -> dict[int, Any]:
    """Rows of one kind by id, in one statement, for titles and addresses in lists; whoever asks checks who may see."""
    model = kind(name).model
    return {row.id: row for row in db.session.scalars(db.select(model).where(model.id.in_(set(ids))))}


def key_of(row) -> tuple[str, int | None]:
    """(kind, id) of a row; rows of unregistered models answer their table's name."""
    return _by_model.get(type(row), type(row).__tablename__), getattr(row, "id", None)


def find(name: str, object_id: int, viewer):
    """The row of that kind if the viewer may see it. Raises NotFound otherwise, hidden and missing alike."""
    known = kind(name)
    row = known.load(object_id, known.visible_to(viewer))
    if row is None:
        raise NotFound()
    return row


def plainly(model: type[Any]) -> Callable:
    """The `load` of a kind whose rows need nothing beside them."""

    def load(object_id: int, *conditions: ColumnElement[bool]):
        return db.session.scalar(db.select(model).where(model.id == object_id, *conditions))

    return load
