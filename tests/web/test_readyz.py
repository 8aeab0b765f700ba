"""The answer to machines that ask whether the site is ready: cheap, without a session, and nothing for strangers."""

from sqlalchemy.exc import OperationalError

from community.db import db
from community.web import health
from tests import people


def test_a_stranger_learns_that_it_is_ready_and_costs_little(client, statements):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"status": "ready"})
    assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "no-store"
    assert statements(client.get, "/readyz") <= 4


def test_it_is_asked_by_number_too(client):
    assert client.get("/readyz", headers={"Host": "10.0.0.7:5000"}).status_code == 200


def test_without_a_database_nobody_is_known_and_nobody_told(app, monkeypatch):
    ada = people.signs_in(app, people.member("Ada", administrator=True))
    assert ada.get("/readyz").json["database"] == "ok"

    def fail(*_args, **_kwargs):
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    monkeypatch.setattr(db.session, "execute", fail)
    answer = ada.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "not ready"})


def test_what_is_wrong_is_told_to_administrators(app, monkeypatch):
    monkeypatch.setitem(health.checks, "migrations", lambda: "The database is behind.")
    ada = people.signs_in(app, people.member("Ada", administrator=True))
    ben = people.signs_in(app, people.member("Ben"))
    assert ada.get("/readyz").json["migrations"] == "The database is behind."
    for who in (ben, people.visits(app)):
        answer = who.get("/readyz")
        assert (answer.status_code, answer.json) == (503, {"status": "not ready"})
