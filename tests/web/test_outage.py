"""A database that does not answer: a page all the same, in the reader's language, with what they typed."""

import pytest
from sqlalchemy.exc import OperationalError

from community.db import db
from tests import people


@pytest.fixture
def no_database(app, monkeypatch):
    """From now on nothing can be asked."""

    def fail(*_args, **_kwargs):
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    monkeypatch.setattr(db.session, "execute", fail)
    monkeypatch.setattr(db.session, "scalar", fail)
    monkeypatch.setattr(db.session, "scalars", fail)
    monkeypatch.setattr(db.session, "get", fail)


def test_the_page_needs_no_database(client, no_database):
    answer = client.get("/discuss?page=2")
    page = people.soup(answer)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Content-Security-Policy" in answer.headers
    assert page.html["lang"] == "en"
    assert "busy for a moment" in page.h1.text
    assert page.select_one("a.button")["href"] == "/discuss?page=2"
    assert page.select_one("link[rel=stylesheet]")


def test_a_member_gets_the_same(app, request):
    reader = people.signs_in(app, people.member("Ben"))
    request.getfixturevalue("no_database")
    assert reader.get("/settings").status_code == 503


def test_what_was_typed_stands_on_it(client, no_database):
    typed = {"name": "Ana", "body": "Where is the desk?", "password": "secret words " * 9}
    answer = client.post("/contact", data=typed)
    page = people.soup(answer)
    assert answer.status_code == 503
    assert [field.text.strip() for field in page.select("textarea")] == ["Where is the desk?"]
    assert not page.select("a.button")


def test_it_speaks_the_language_of_the_browser(client, no_database, app, monkeypatch):
    monkeypatch.setitem(app.config, "LANGUAGES", "en,ar")
    page = people.soup(client.get("/", headers={"Accept-Language": "ar"}))
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")


def test_programs_get_json(client, no_database):
    answer = client.get("/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]["status"]) == (503, 503)
