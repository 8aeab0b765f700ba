"""The engine on PostgreSQL: a tsvector with our own words and marks.

The index knows which words a document has, not where: it answers all but phrases, for which the documents that have
their words are opened, the newest first, until there are enough.
"""

from collections import defaultdict
from collections.abc import Container, Iterable

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, cast, column, desc, func, insert, select, table
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.selectable import CTE

from community.db import db
from community.search.common import is_common
from community.search.entries import IN_TITLE, STEM, Entry
from community.search.models import SearchDocument
from community.search.query import Query, Term

LAST = 16_383  # the greatest position that PostgreSQL keeps
MOST_PLACES = 256  # of one word
MOST_BYTES = 1_000_000  # of all words together; PostgreSQL takes 2**20 - 1
AND, FOLLOWED_BY = " & ", " <-> "
WORDS = table("search_words", column("id", BigInteger), column("words", TSVECTOR))
Languages = Container[str]


def write(values: dict, entry: Entry) -> bool:
    """Insert a document; False if its number is taken."""
    words = postgresql.insert(WORDS).values(id=values["id"], words=vector(entry)).on_conflict_do_nothing()
    if db.session.execute(words.returning(WORDS.c.id)).first() is None:
        return False
    db.session.execute(insert(SearchDocument).values(**values))
    return True


def write_all(connection: Connection, rows: list[tuple[dict, Entry]]) -> None:
    """Insert documents whose numbers are known to be free."""
    words = [{"id": values["id"], "words": vector(entry)} for values, entry in rows]
    connection.execute(insert(WORDS), words)
    connection.execute(insert(SearchDocument), [values for values, _entry in rows])


def newest(query: Query, languages: Languages, conditions: list, limit: int, in_title: bool = False) -> Select:
    """The numbers of the newest documents that match; nothing else is carried through the sorting of many hits."""
    sign = IN_TITLE if in_title else ""
    if not in_title and (word := _single(query)) and is_common(word):
        return _walked(_indexed(query, languages, sign), conditions).limit(limit)
    number = (SearchDocument.id + 0).label("id")  # a sum, lest anybody think of walking along the key
    found = select(number).where(_holds(SearchDocument.id, _indexed(query, languages, sign)), *conditions)
    found = found.order_by(desc(number))
    if query.has_phrases:  # "offset 0" keeps what is dear for after the sorting, until there are enough
        had = found.offset(0).subquery()
        found = select(had.c.id).where(_holds(had.c.id, _exact(query, languages, sign))).order_by(had.c.id.desc())
    return found.limit(limit)


def _single(query: Query) -> str | None:
    """The word that is all the query asks for."""
    term = query.wanted[0]
    is_plain = len(query.wanted) == len(term.tokens) == 1 and not query.unwanted and not term.is_beginning
    return term.tokens[0] if is_plain else None


def _walked(expression: str, conditions: list) -> Select:
    """Documents from the newest on, each opened to see whether it matches. "Offset 0" keeps that for the last."""
    matches = select(WORDS.c.words.op("@@")(cast(expression, TSQUERY))).where(WORDS.c.id == SearchDocument.id).offset(0)
    number = SearchDocument.id.label("id")
    return select(number).where(*conditions, matches.scalar_subquery()).order_by(desc(number))


def beside(term: Term, hits: CTE) -> ColumnElement[bool]:
    """Whether one of the hits has the words of the term side by side."""
    return _holds(hits.c.id, _one(term, (), "", FOLLOWED_BY))


def vector(entry: Entry) -> str:
    """The words with their places: a body begins two places after its title, so that no phrase spans both."""
    places: dict[str, list[str]] = defaultdict(list)
    in_title = len(entry.title)
    for tokens, first in ((entry.title, 1), (entry.marks[:in_title], 1), (entry.body, in_title + 2)):
        for place, token in enumerate(tokens, first):
            places[token].append(str(min(place, LAST)))
    for mark in entry.marks[in_title:]:
        places[mark] = []
    return " ".join(_fitting(places))


def _fitting(places: dict[str, list[str]]) -> Iterable[str]:
    """What a vector can hold: some letters unfold into many, so that even a short text may not fit. Stems come last."""
    room = MOST_BYTES
    for token, found in places.items():
        room -= len(token.encode())
        if room >= 0:
            yield f"{_quoted(token)}:{','.join(found[:MOST_PLACES])}" if found else _quoted(token)


def _holds(document_id: ColumnElement | InstrumentedAttribute, expression: str) -> ColumnElement[bool]:
    return func.search_words_of(document_id, type_=TSVECTOR).op("@@")(cast(expression, TSQUERY))


def _indexed(query: Query, languages: Languages, sign: str) -> str:
    """What the index answers: every document that matches, and those that have a phrase's words somewhere."""
    unwanted = [f"!{_one(term, languages, '', AND)}" for term in query.unwanted if len(term.tokens) == 1]
    return AND.join([*(_one(term, languages, sign, AND) for term in query.wanted), *unwanted])


def _exact(query: Query, languages: Languages, sign: str) -> str:
    unwanted = [f"!{_one(term, languages, '', FOLLOWED_BY)}" for term in query.unwanted]
    return AND.join([*(_one(term, languages, sign, FOLLOWED_BY) for term in query.wanted), *unwanted])


def _one(term: Term, languages: Languages, sign: str, between: str) -> str:
    endings = [""] * (len(term.tokens) - 1) + [":*" if term.is_beginning else ""]
    whole = between.join(_quoted(sign + token) + end for token, end in zip(term.tokens, endings, strict=True))
    stems = (_quoted(sign + STEM + stem) for stem in sorted(term.stems(languages)))
    return f"({' | '.join([f'({whole})', *stems])})"


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
