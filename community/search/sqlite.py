"""The engine on SQLite: FTS5. What is not a word of ours never reaches it, so nothing typed is taken for its syntax."""

from sqlalchemy import Select, case, column, insert, select, table

from community.db import db, insert_once
from community.search.entries import Entry
from community.search.models import SearchDocument
from community.search.query import Query, Term

WORDS = table("search_words", *map(column, ("rowid", "search_words", "title", "body", "title_stems", "body_stems")))
ANYWHERE, IN_TITLE = ("{title body}", "{title_stems body_stems}"), ("{title}", "{title_stems}")


def write(values: dict, entry: Entry) -> bool:
    """Insert a document; False if its number is taken."""
    if not insert_once(SearchDocument, **values):
        return False
    texts = {name: " ".join(getattr(entry, name)) for name in ("title", "body", "title_stems", "body_stems")}
    db.session.execute(insert(WORDS).values(rowid=values["id"], **texts))
    return True


def newest(query: Query, conditions: list, limit: int) -> Select:
    """The newest documents that match, each with its `tier`."""
    tiers = [(_matching(_all(query.wanted, IN_TITLE)), 2)]
    if query.in_a_row:
        tiers.append((_matching(_one(query.in_a_row, ANYWHERE)), 1))
    tier = case(*((SearchDocument.id.in_(found), rank) for found, rank in tiers), else_=0).label("tier")
    return (
        select(SearchDocument.id, SearchDocument.kind, SearchDocument.object_id, SearchDocument.language, tier)
        .select_from(WORDS.join(SearchDocument, SearchDocument.id == WORDS.c.rowid))
        .where(WORDS.c.search_words.op("MATCH")(match(query)), *conditions)
        .order_by(WORDS.c.rowid.desc())
        .limit(limit)
    )


def match(query: Query) -> str:
    """The query in FTS5's language."""
    wanted = _all(query.wanted, ANYWHERE)
    unwanted = " OR ".join(_one(term, ANYWHERE) for term in query.unwanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _matching(expression: str) -> Select:
    words = WORDS.alias()
    return select(words.c.rowid).where(words.c.search_words.op("MATCH")(expression))


def _all(terms: tuple[Term, ...], columns: tuple[str, str]) -> str:
    return " AND ".join(_one(term, columns) for term in terms)


def _one(term: Term, columns: tuple[str, str]) -> str:
    written, stemmed = columns
    whole = f'{written} : "{" ".join(term.tokens)}"' + ("*" if term.is_beginning else "")
    if not term.stems:
        return f"({whole})"
    stems = " OR ".join(f'"{stem}"' for stem in sorted(term.stems))
    return f"({whole} OR {stemmed} : ({stems}))"
