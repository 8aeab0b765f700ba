"""Pages of long things: by number range where items are numbered, by key everywhere else (never by OFFSET)."""

from dataclasses import dataclass

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.routing import IntegerConverter

from community.errors import NotFound

LARGEST = 2**31 - 1  # what the databases' integer columns hold


class Number(IntegerConverter):
    """A number in an address: one that no table can hold is a missing page, not an error."""

    def __init__(self, url_map, *args, **kwargs):
        super().__init__(url_map, *args, **({"max": LARGEST} | kwargs))


@dataclass(frozen=True)
class NumberedPage:
    """Page `number` of `count` over items numbered from 1; `first`..`last` are the numbers on it."""

    number: int
    count: int
    size: int

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return self.number * self.size

    @property
    def near(self) -> list[int | None]:
        """Numbers for the pager: ends, neighbours, None for a gap."""
        wanted = {1, self.count} | {n for n in range(self.number - 2, self.number + 3) if 1 <= n <= self.count}
        shown: list[int | None] = []
        for n in sorted(wanted):
            if shown and shown[-1] is not None and n > shown[-1] + 1:
                shown.append(None)
            shown.append(n)
        return shown


def page_of(item_number: int, size: int) -> int:
    """On which page the item of that number stands."""
    return max(1, (item_number - 1) // size + 1)


def numbered(last_item: int, size: int, name: str = "page") -> NumberedPage:
    """The page that the request asks for. Raises NotFound for one that does not exist."""
    count = page_of(last_item, size)
    number = whole_number(request.args.get(name, "1"))
    if not 1 <= number <= count:
        raise NotFound()
    return NumberedPage(number, count, size)


def whole_number(text: str) -> int:
    """A plain positive number from an address. Raises NotFound for anything else."""
    number = number_in(text)
    if not number:
        raise NotFound()
    return number


def number_in(text: str | None) -> int | None:
    """The plain number, from 0 to what a table can hold, that the text is; None for anything else."""
    if not text or not (text.isascii() and text.isdigit() and len(text) <= 10):  # "²" is a digit, too
        return None
    return int(text) if int(text) <= LARGEST else None


def pack_key(*values) -> str:
    """A signed cursor: where the next page begins."""
    return _serializer().dumps(values)


def unpack_key(name: str = "after") -> list | None:
    """The cursor of this request, or None on the first page. Raises NotFound if it was tampered with."""
    text = request.args.get(name)
    if text is None:
        return None
    try:
        return list(_serializer().loads(text))
    except BadData:
        raise NotFound() from None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="paging")
