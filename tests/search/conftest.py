"""Documents to find, and a way to ask for them."""

from datetime import timedelta
from itertools import count

import pytest

from community import clock
from community.search import engine
from community.search.documents import Document
from community.search.query import parse
from tests import people


@pytest.fixture
def add(app):
    """add("title", "body", **values) makes a document a minute newer than the last; answers its number."""
    numbers = count(1)

    def make(title: str = "", body: str = "", **values) -> int:
        number = next(numbers)
        given = {"kind": "post", "object_id": number, "at": clock.now() + timedelta(minutes=number)} | values
        engine.index(Document(title=title, body=body, **given))
        return number

    return make


@pytest.fixture
def ask(app):
    """ask("words") answers the numbers that are found, in order; `scopes` are the rooms one may enter."""

    def find(typed: str, scopes=(), **filters) -> list[int]:
        with app.test_request_context("/search"):
            hits = engine.find(parse(typed), scopes=scopes, filters=engine.Filters(**filters))
        return [hit.object_id for hit in hits.rows]

    return find


@pytest.fixture
def visitor(app):
    return people.visits(app)
