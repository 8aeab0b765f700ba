"""The first administrator: by the command line, or once by a code that the site printed at its start."""

import os
import stat

import pytest

from community.db import db
from community.members.commands import administrators
from community.members.models import Member
from tests import people

ANSWERS = {"username": "boss", "email": "boss@example.org", "password": "keys of the house"}


@pytest.fixture
def code(app):
    yield administrators.write_code(app.config["INSTANCE"])
    (path := _path(app)) and os.path.exists(path) and os.remove(path)


def _path(app):
    return os.path.join(app.config["INSTANCE"], administrators.CODE)


def test_whoever_knows_the_code_becomes_the_first_administrator_once(app, visitor, code):
    assert "first administrator" in visitor.reads("/")
    wrong = visitor.sends("/first-administrator", code="guessed", **ANSWERS)
    assert wrong.status_code == 422 and "not the code" in people.words(wrong)
    assert visitor.sends("/first-administrator", code=code, **ANSWERS).status_code == 302
    boss = db.session.scalar(db.select(Member))
    assert boss.is_administrator and boss.email_confirmed_at
    assert visitor.get("/settings").status_code == 200
    assert not os.path.exists(_path(app))
    late = people.visits(app)
    assert late.get("/first-administrator").status_code == 404
    assert late.sends("/first-administrator", code=code, **(ANSWERS | {"username": "late"})).status_code == 404
    assert "first administrator" not in late.reads("/")


def test_a_refused_answer_leaves_the_code_good(visitor, code):
    answer = visitor.sends("/first-administrator", code=code, **(ANSWERS | {"password": "short"}))
    assert answer.status_code == 422 and "at least 10" in people.words(answer)
    assert visitor.sends("/first-administrator", code=code, **ANSWERS).status_code == 302


def test_the_code_is_for_the_operators_eyes_only(app, code):
    assert stat.S_IMODE(os.stat(_path(app)).st_mode) == 0o600


def test_a_site_with_an_administrator_prints_no_code(app, visitor):
    people.member("Boss", administrator=True)
    assert administrators.write_code(app.config["INSTANCE"]) is None
    assert visitor.get("/first-administrator").status_code == 404


def test_an_administrator_from_the_command_line(app):
    shell = app.test_cli_runner()
    typed = ["boss", "boss@example.org", "keys of the house", "keys of the house", ""]
    asked = shell.invoke(args=["admin", "create"], input="\n".join(typed))
    assert "boss is an administrator" in asked.output and "keys of the house" not in asked.output
    given = ["admin", "create", "--username", "second", "--email", "second@example.org"]
    assert shell.invoke(args=given, env={"IBIS_ADMIN_PASSWORD": "keys of the house"}).exit_code == 0
    assert db.session.scalars(db.select(Member.role)).all() == ["administrator"] * 2
    for options, words in (
        (["--username", "boss", "--email", "x@example.org"], "is taken"),
        (["--username", "other", "--email", "boss@example.org"], "already"),
        (["--username", "a b", "--email", "x@example.org"], "only letters"),
    ):
        refused = shell.invoke(args=["admin", "create", *options], env={"IBIS_ADMIN_PASSWORD": "keys of the house"})
        assert refused.exit_code == 1 and words in refused.output
