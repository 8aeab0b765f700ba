"""The engine on SQLite: FTS5. What is not a word of ours never reaches it, so nothing typed is taken for its syntax."""

from collections.abc import Container

from sqlalchemy import ColumnElement, Connection, Select, column, desc, func, insert, select, table
from sqlalchemy.sql.selectable import CTE

from community.db import db, insert_once
from community.search.entries import IN_TITLE, STEM, Entry
from community.search.models import SearchDocument
from community.search.query import Query, Term

WORDS = table("search_words", *map(column, ("rowid", "search_words", "title", "body", "marks")))

Languages = Container[str]


def write(values: dict, entry: Entry) -> bool:
    """Insert a document; False if its number is taken."""
    if not insert_once(SearchDocument, **values):
        return False
    db.session.execute(insert(WORDS).values(rowid=values["id"], **_texts(entry)))
    return True


def write_all(connection: Connection, rows: list[tuple[dict, Entry]]) -> None:
    """Insert documents whose numbers are known to be free."""
    connection.execute(insert(SearchDocument), [values for values, _entry in rows])
    connection.execute(insert(WORDS), [_texts(entry) | {"rowid": values["id"]} for values, entry in rows])


def newest(query: Query, languages: Languages, conditions: list, limit: int, in_title: bool = False) -> Select:
    """The numbers of the newest documents that match: FTS5 reads them in this order, so the limit ends its work."""
    matches = WORDS.c.search_words.op("MATCH")(_match(query, languages, IN_TITLE if in_title else ""))
    words = WORDS.join(SearchDocument, SearchDocument.id == WORDS.c.rowid)
    number = SearchDocument.id
    return select(number).select_from(words).where(matches, *conditions).order_by(desc(WORDS.c.rowid)).limit(limit)


def beside(term: Term, hits: CTE) -> ColumnElement[bool]:
    """Whether one of the hits has the words of the term side by side."""
    oldest = select(func.min(hits.c.id)).scalar_subquery()
    matches = WORDS.c.search_words.op("MATCH")(_one(term, (), ""))
    return hits.c.id.in_(select(WORDS.c.rowid).where(matches, WORDS.c.rowid >= oldest))


def _texts(entry: Entry) -> dict[str, str]:
    return {name: " ".join(getattr(entry, name)) for name in ("title", "body", "marks")}


def _match(query: Query, languages: Languages, sign: str) -> str:
    """The query in FTS5's language."""
    wanted = " AND ".join(_one(term, languages, sign) for term in query.wanted)
    unwanted = " OR ".join(_one(term, languages, "") for term in query.unwanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _one(term: Term, languages: Languages, sign: str) -> str:
    whole = " ".join(sign + token for token in term.tokens)
    ending = "*" if term.is_beginning else ""
    stems = "".join(f' OR "{sign}{STEM}{stem}"' for stem in sorted(term.stems(languages)))
    return f'("{whole}"{ending}{stems})'
