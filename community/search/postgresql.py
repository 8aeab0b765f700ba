"""The engine on PostgreSQL: a tsvector with our own words. Weights tell where: A title, C body, B and D their stems."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, case, cast, column, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR, insert

from community.db import db
from community.search.entries import Entry
from community.search.models import SearchDocument
from community.search.query import Query, Term

LAST = 16_383  # the greatest position that PostgreSQL keeps; stems stand there, where no phrase ends
MOST_PLACES = 256  # of one word
MOST_BYTES = 1_000_000  # of all words together; PostgreSQL takes 2**20 - 1
NAMES = ("id", "kind", "object_id", "scope_id", "author_id", "language")
DOCUMENT = table("search_document", *map(column, NAMES), column("words", TSVECTOR))
ANYWHERE, IN_TITLE = ("AC", "BD"), ("A", "B")


def write(values: dict, entry: Entry) -> bool:
    """Insert a document; False if its number is taken."""
    words = cast(vector(entry), TSVECTOR)
    statement = insert(DOCUMENT).values(**values, words=words).on_conflict_do_nothing()
    return db.session.execute(statement.returning(DOCUMENT.c.id)).first() is not None


def newest(query: Query, conditions: list, limit: int) -> Select:
    """The newest documents that match, each with its `tier`."""
    tiers = [(_matches(_all(query.wanted, IN_TITLE)), 2)]
    if query.in_a_row:
        tiers.append((_matches(_one(query.in_a_row, ANYWHERE)), 1))
    return (
        select(SearchDocument.id, SearchDocument.kind, SearchDocument.object_id, SearchDocument.language)
        .add_columns(case(*tiers, else_=0).label("tier"))
        .where(_matches(match(query)), *conditions)
        .order_by(SearchDocument.id.desc())
        .limit(limit)
    )


def match(query: Query) -> str:
    """The query in PostgreSQL's language."""
    unwanted = "".join(f" & !{_one(term, ANYWHERE)}" for term in query.unwanted)
    return _all(query.wanted, ANYWHERE) + unwanted


def vector(entry: Entry) -> str:
    """The words with their places: a body begins two places after its title, so that no phrase spans both."""
    places: dict[str, list[str]] = defaultdict(list)
    _place(places, entry.title, 1, "A")
    _place(places, entry.body, len(entry.title) + 2, "C")
    for weight, stems in (("B", entry.title_stems), ("D", entry.body_stems)):
        for stem in stems:
            places[stem].append(f"{LAST if weight == 'D' else LAST - 1}{weight}")
    return " ".join(f"{_quoted(token)}:{','.join(found[:MOST_PLACES])}" for token, found in _fitting(places))


def _fitting(places: dict[str, list[str]]) -> Iterable[tuple[str, list[str]]]:
    """What a vector can hold: some letters unfold into many, so that even a short text may not fit. Stems come last."""
    room = MOST_BYTES
    for token, found in places.items():
        room -= len(token.encode())
        if room >= 0:
            yield token, found


def _place(places: dict[str, list[str]], tokens: Iterable[str], first: int, weight: str) -> None:
    for place, token in enumerate(tokens, first):
        places[token].append(f"{min(place, LAST - 2)}{weight}")


def _matches(expression: str) -> ColumnElement[bool]:
    return literal_column("search_document.words", TSVECTOR).op("@@")(cast(expression, TSQUERY))


def _all(terms: tuple[Term, ...], weights: tuple[str, str]) -> str:
    return " & ".join(_one(term, weights) for term in terms)


def _one(term: Term, weights: tuple[str, str]) -> str:
    written, stemmed = weights
    endings = [""] * (len(term.tokens) - 1) + ["*" if term.is_beginning else ""]
    tokens = zip(term.tokens, endings, strict=True)
    whole = " <-> ".join(f"{_quoted(token)}:{ending}{written}" for token, ending in tokens)
    stems = "".join(f" | {_quoted(stem)}:{stemmed}" for stem in sorted(term.stems))
    return f"(({whole}){stems})"


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
