"""Of two deeds that wait for each other the database undoes one; its sender sees the outcome, not the accident."""

from io import BytesIO

import pytest
from flask import request
from sqlalchemy.exc import OperationalError

from community import clock, stamps
from community.board import DONE_AGAIN
from community.db import db, transaction
from community.forums.commands import topics
from community.forums.commands.once import made_once
from community.forums.models import Post, Topic
from community.web.again import TRIES, persistent
from tests import people


class Deadlock(Exception):
    """As PostgreSQL names one."""

    sqlstate = "40P01"


def lost(*_what, **_how):
    raise OperationalError("UPDATE topic", {}, Deadlock())


@pytest.fixture
def renaming(monkeypatch):
    """Let renaming a topic be undone so many times before it succeeds; how often it was tried."""
    rename, tried = topics.rename_topic, []

    def losing(times: int, first=lost) -> list:
        def deed(topic, **how):
            tried.append(topic.id)
            return first(topic, **how) if len(tried) <= times else rename(topic, **how)

        monkeypatch.setattr(topics, "rename_topic", deed)
        return tried

    return losing


@pytest.fixture
def member(app):
    return people.member("Asha", administrator=True)


@pytest.fixture
def talk(member):
    return people.topic(people.forum(), by=member)


@pytest.fixture
def asha(app, member, talk):
    return people.signs_in(app, member)


def title_of(talk) -> str:
    return db.session.get(Topic, talk.id, populate_existing=True).title


def test_a_deed_that_lost_is_done_again_and_counted(talk, asha, renaming, caplog):
    tried, before = renaming(TRIES - 1), stamps.board().number(DONE_AGAIN)
    assert asha.sends(f"/t/{talk.id}/rename", title="Interpreters").status_code == 302
    assert title_of(talk) == "Interpreters"
    assert len(tried) == TRIES
    assert stamps.board().number(DONE_AGAIN) == before + TRIES - 1
    assert "done again" in caplog.text


def test_after_so_many_tries_the_sender_is_asked_to_come_back(talk, asha, renaming):
    tried = renaming(TRIES)
    refused = asha.sends(f"/t/{talk.id}/rename", title="Interpreters")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert len(tried) == TRIES


def test_what_is_stored_already_is_not_stored_twice(talk, asha, renaming):
    def half(topic, *, by, title):
        with transaction():
            db.session.get(Topic, topic.id).title = f"{title}, half done at {clock.now():%H:%M}"
        lost()

    tried = renaming(TRIES, half)
    assert asha.sends(f"/t/{talk.id}/rename", title="Interpreters").status_code == 503
    assert len(tried) == 1


def test_what_was_tried_several_times_further_in_is_not_tried_on(talk, asha, renaming):
    made = []

    def inner(_session):
        made.append(1)
        lost()

    tried = renaming(TRIES, lambda *_what, **_how: made_once(Post, by=None, once=None, make=inner))
    assert asha.sends(f"/t/{talk.id}/rename", title="Interpreters").status_code == 503
    assert (len(tried), len(made)) == (1, TRIES)


def test_a_file_is_read_from_its_beginning_again(app):
    read = []

    def view():
        read.append(request.files["file"].read())
        return "done" if len(read) == 2 else lost()

    with app.test_request_context(method="POST", data={"file": (BytesIO(b"all of it"), "a.txt")}):
        assert persistent(view)() == "done"
    assert read == [b"all of it"] * 2
