"""Lists read by key: "what comes after this row", so that page 900 costs what page 1 costs and nothing shows twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from flask import request
from sqlalchemy import BigInteger, Integer, Select, SmallInteger, literal, select, tuple_, union_all

from community.db import db
from community.errors import NotFound
from community.web.paging import pack_key, unpack_key

Finish = Callable[[Select], Select]


@dataclass(frozen=True)
class KeyedPage:
    """Rows of one page, and the addresses of the pages with newer and older ones (None where there are none).

    `ahead` are rows that stand before the first page, outside of the order.
    """

    rows: list
    newer: str | None
    older: str | None
    ahead: list = field(default_factory=list)


def keyed(
    statement: Select, columns: list, key_of, size: int, ahead: Select | None = None, finish: Finish | None = None
) -> KeyedPage:
    """The page that the request asks for by ?after= or ?before=.

    `columns` are the sort columns, all descending and together unique; `key_of(row)` answers their values in that row.
    `ahead` selects the same columns for rows to stand before the first page; they come with it in one statement.
    `finish(page)` answers a statement that brings more of the rows of the page alone; it promises no order.
    """
    after, before = unpack_key("after"), unpack_key("before")
    backwards = before is not None
    key = _values(before if backwards else after, columns)
    if key is not None:
        here, there = tuple_(*columns), tuple_(*key)
        statement = statement.where(here > there if backwards else here < there)
    order = [column.asc() if backwards else column.desc() for column in columns]
    statement, first = statement.order_by(*order).limit(size + 1), []
    if ahead is not None and key is None:
        first, rows = _together(ahead, statement)
        rows.sort(key=key_of, reverse=True)  # a union promises no order
    else:
        rows = list(db.session.execute(finish(statement) if finish else statement))
    if finish:
        rows.sort(key=key_of, reverse=not backwards)
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_newer = more if backwards else after is not None
    has_older = True if backwards else more
    return KeyedPage(
        rows,
        _address("before", key_of(rows[0])) if rows and has_newer else None,
        _address("after", key_of(rows[-1])) if rows and has_older else None,
        first,
    )


def _together(*statements: Select) -> tuple[list, ...]:
    """The rows of several statements with the same columns, in one."""
    parts = [one.add_columns(literal(place).label("part")).subquery() for place, one in enumerate(statements)]
    rows: tuple[list, ...] = tuple([] for _part in parts)
    for row in db.session.execute(union_all(*(select(part) for part in parts))):
        rows[row.part].append(row)
    return rows


def _values(packed: list | None, columns: list) -> list | None:
    """The key; one that was made for a list in another order is not for this one. Raises NotFound."""
    if packed is None:
        return None
    values = [datetime.fromisoformat(value[1:]) if _is_moment(value) else value for value in packed]
    if len(values) != len(columns) or not all(map(_fits, values, columns)):
        raise NotFound()
    return values


LARGEST = ((BigInteger, 2**63 - 1), (SmallInteger, 2**15 - 1), (Integer, 2**31 - 1))  # what the columns hold


def _fits(value, column) -> bool:
    """Whether PostgreSQL would compare the value with the column: a number beyond what it holds is an error there."""
    largest = next((most for kind, most in LARGEST if isinstance(column.type, kind)), None)
    if largest is not None:
        return isinstance(value, int) and abs(value) <= largest
    try:
        wanted = column.type.python_type
    except NotImplementedError:  # an expression whose type nobody told
        return True
    return isinstance(value, int | float) if issubclass(wanted, int | float | Decimal) else isinstance(value, wanted)


def _is_moment(value) -> bool:
    return isinstance(value, str) and value.startswith("@")


def _address(name: str, values) -> str:
    packed = [f"@{value.isoformat()}" if isinstance(value, datetime) else value for value in values]
    given = {key: value for key, value in request.args.items() if key not in ("after", "before")}
    return f"{request.path}?{urlencode(given | {name: pack_key(*packed)})}"
