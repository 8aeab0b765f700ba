"""What is thrown away by the hour, and what stays."""

from datetime import timedelta

import pytest

from community import clock, jobs
from community.db import db, transaction
from community.media.models import Media
from community.members.commands import accounts, exports, sweeping, tokens
from community.members.models import LoginSession, Member, Token
from tests import people
from tests.media.conftest import media_folder, picture  # noqa: F401


def test_what_has_ended_goes_and_what_lives_stays(app):
    asha = people.member("Asha")
    people.signs_in(app, asha)
    with transaction():
        tokens.issue(asha, "confirm", "asha@example.org")
        tokens.issue(asha, "reset", "asha@example.org")
    clock.advance(timedelta(hours=7))
    sweeping.sweep()
    assert db.session.scalars(db.select(Token.purpose)).all() == ["confirm"]
    assert db.session.scalar(db.select(LoginSession)) is not None
    clock.advance(timedelta(days=31))
    sweeping.sweep()
    assert db.session.scalar(db.select(Token)) is None and db.session.scalar(db.select(LoginSession)) is None


def test_accounts_that_nobody_proved_free_their_name_after_two_weeks(app):
    accounts.join(username="idle", email="idle@example.org", password=people.PASSWORD)
    people.member("Asha"), people.member("Imported", email=None, email_confirmed_at=None)
    clock.advance(timedelta(days=13))
    sweeping.sweep()
    assert db.session.scalar(db.select(db.func.count(Member.id))) == 3
    clock.advance(timedelta(days=2))
    sweeping.sweep()
    assert db.session.scalars(db.select(Member.username).order_by(Member.id)).all() == ["asha", "imported"]


def test_the_worker_sweeps(app):
    accounts.join(username="idle", email="idle@example.org", password=people.PASSWORD)
    clock.advance(timedelta(days=15))
    jobs.tick()
    assert db.session.scalar(db.select(Member)) is None


@pytest.mark.usefixtures("media_folder")
def test_what_an_account_that_nobody_proved_had_goes_with_it(app):
    idle = accounts.join(username="idle", email="idle@example.org", password=people.PASSWORD)
    browser = people.signs_in(app, idle)
    given = {"csrf_token": browser.token(), "avatar": (picture(), "me.png")}
    assert browser.client.post("/settings/profile", data=given).status_code == 302
    clock.advance(timedelta(days=14))
    exports.make_export(idle.id)  # a later member may get the number
    clock.advance(timedelta(days=1))
    assert db.session.scalar(db.select(Media)) is not None and exports.export_of(idle) is not None
    sweeping.sweep()
    assert db.session.scalar(db.select(Media)) is None and exports.export_of(idle) is None
