"""Things whose titles share words with some words: for what stands beside them, not for what was asked for."""

from sqlalchemy import ColumnElement, func, or_, select, union_all

from community.db import db
from community.search.engine import driver, languages_found
from community.search.models import SearchDocument
from community.search.query import Query, Term, parse

TERMS = 6  # words of the title that are looked for, the longest: they say most
SHORTEST = 4  # letters of a word that says anything by itself
EACH = 100  # of the newest with one of the words


def titled_alike(title: str, *, kind: str, scopes, leave_out: int, limit: int) -> list[int]:
    """The ids of things of that kind whose titles share most words with this one, the newest of equals first.

    One statement, and now and then one for the languages that there are.
    """
    terms = _telling(parse(title.replace('"', " ")))
    if not terms:
        return []
    found = union_all(*(_with(term, kind, scopes, leave_out) for term in terms)).subquery()
    shared = func.count().label("shared")
    those = select(found.c.id, shared).group_by(found.c.id).having(func.count() >= min(2, len(terms)))
    best = those.order_by(shared.desc(), found.c.id.desc()).limit(limit).subquery()
    rows = select(SearchDocument.object_id).join(best, best.c.id == SearchDocument.id)
    return list(db.session.scalars(rows.order_by(best.c.shared.desc(), best.c.id.desc())))


def _telling(query: Query) -> list[Term]:
    words = [term for term in query.wanted if len("".join(term.tokens)) >= SHORTEST or not term.inflected]
    return sorted(words, key=lambda term: (-len("".join(term.tokens)), term.tokens))[:TERMS]


def _with(term: Term, kind: str, scopes, leave_out: int):
    meant: list[ColumnElement[bool]] = [SearchDocument.kind == kind, SearchDocument.object_id != leave_out]
    meant.append(or_(SearchDocument.scope_id.is_(None), SearchDocument.scope_id.in_(scopes)))
    newest = driver().newest(Query((term,)), languages_found(), meant, EACH, in_title=True).subquery()
    return select(newest.c.id)
