"""A deed that the database undid for another is done again, unseen by people and counted for the operator."""

import pytest
from sqlalchemy.exc import OperationalError

from community import stamps
from community.board import DONE_AGAIN
from community.forums.commands.once import TRIES, made_once
from community.forums.models import Post
from tests import people


class Deadlock(Exception):
    """As PostgreSQL names one."""

    sqlstate = "40P01"


class Deed:
    """Is undone so many times before it succeeds."""

    def __init__(self, times: int):
        self.left = times

    def __call__(self, _session):
        if self.left:
            self.left -= 1
            raise OperationalError("UPDATE topic", {}, Deadlock())
        return "done"


def done_again() -> int:
    return stamps.board().number(DONE_AGAIN)


def test_each_time_is_counted_told_and_shown(app, caplog):
    ada = people.signs_in(app, people.member("Ada", administrator=True))
    before = ada.get("/readyz").json["done_again"]
    assert made_once(Post, by=None, once=None, make=Deed(2)) == "done"
    assert done_again() == before + 2 == ada.get("/readyz").json["done_again"]
    assert f"done again ({before + 2})" in caplog.text
    assert f"{before + 2} deeds stood in the way of others" in people.soup(ada.get("/admin")).text


def test_after_so_many_tries_it_is_given_up(app):
    before = done_again()
    with pytest.raises(OperationalError):
        made_once(Post, by=None, once=None, make=Deed(TRIES))
    assert done_again() == before + TRIES - 1, "the last was not done again"
