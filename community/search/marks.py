"""What a hit was found by, marked on the page that it opens: `?words=`, as it was typed into the search box.

    marks = asked(request.args)
    marks.learn([("topic", 7)])               in which language each thing is found: one statement
    marks.line(title, ("topic", 7))           plain words; marks.html(post.html, …) what `text.show` dressed
    marks.onto(url)                           where the page redirects to

Without words, marks are false, and what they are handed comes back as it was. Only what the page shows anyway is looked
through, so nobody learns more by them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from sqlalchemy import and_, false, or_, select

from community.db import db
from community.search.matches import Sought
from community.search.models import SearchDocument
from community.search.query import LONGEST, Query, parse
from community.text.marking import joined, mark, mark_html
from community.text.tidy import tidy
from community.web import limits

FIELD = "words"
MOST = 1_000  # marks on a page: more guide no eye
LOOKED_AT = 200_000  # characters of a page, ten long letters: half a second for the oddest of texts
FORMS = (
    5_000  # different words of a page that are stemmed: more than pages have, and half a second for the oddest again
)

OFTEN = "60 per minute"  # a search brings fewer pages, and each may cost as much as the search did

Thing = tuple[str, int]


def asked(values: Mapping[str, str]) -> "Marks":
    """The marks that an address asks for."""
    return Marks(parse(" ".join(tidy(values.get(FIELD, "")[:LONGEST]).split())))


def onto(url: str, query: Query) -> str:
    """The address at which these words are marked."""
    if not query.wanted:
        return url
    parts = urlsplit(url)
    field = urlencode({FIELD: query.typed})
    return urlunsplit(parts._replace(query=f"{parts.query}&{field}" if parts.query else field))


class Marks:
    """The words to be marked on one page, and how many marks it has already."""

    def __init__(self, query: Query):
        self._query, self._sought = query, Sought(query, FORMS)
        self._languages: dict[Thing, str | None] = {}
        self._left = LOOKED_AT
        self.count = 0

    def __bool__(self) -> bool:
        return bool(self._query.wanted)

    @property
    def words(self) -> list[str]:
        """What is marked, as it was typed."""
        return list(dict.fromkeys(term.typed for term in self._query.wanted))

    def onto(self, url: str) -> str:
        """The address at which the same is marked."""
        return onto(url, self._query)

    def learn(self, things: Iterable[Thing]) -> None:
        """Look up in which languages these are found. For who asks for marks too often there are none."""
        if self and not limits.spend(OFTEN, "marks", limits.account()):
            self._query = Query(())
        if self:
            self._languages |= _languages_of(things)

    def line(self, words: str, thing: Thing) -> Any:
        """Plain words of that thing."""
        if not self or not words:
            return words
        found = joined(self._places(words, thing))[: MOST - self.count]
        self.count += len(found)
        return mark(words, found)

    def html(self, html: Any, thing: Thing) -> Any:
        """Member text of that thing, dressed."""
        if not self or not html:
            return html
        marked, number = mark_html(str(html), lambda words: self._places(words, thing), MOST - self.count)
        self.count += number
        return marked

    def _places(self, words: str, thing: Thing) -> list[tuple[int, int]]:
        if len(words) > self._left:
            return []
        self._left -= len(words)
        return self._sought.places(words, self._languages.get(thing))


def _languages_of(things: Iterable[Thing]) -> dict[Thing, str | None]:
    numbers = defaultdict(set)
    for kind, number in things:
        numbers[kind].add(number)
    those = (and_(SearchDocument.kind == kind, SearchDocument.object_id.in_(ids)) for kind, ids in numbers.items())
    columns = select(SearchDocument.kind, SearchDocument.object_id, SearchDocument.language)
    rows = db.session.execute(columns.where(or_(false(), *those)))
    return {(row.kind, row.object_id): row.language for row in rows}


NO_MARKS = Marks(Query(()))
