"""Leaving, and that somebody always remains who runs the site."""

import threading
from datetime import timedelta

import pytest

from community import clock
from community.db import db, transaction
from community.errors import NotAllowed
from community.members import passwords, queries
from community.members.commands import leaving, sweeping
from community.members.commands.administrators import keep_an_administrator
from community.members.models import ADMINISTRATOR, Grant, LoginSession, Member, Suspension, Token
from tests import people

HASH = passwords.hash_of(people.PASSWORD)


@pytest.fixture
def hooks(monkeypatch):
    seen = []
    monkeypatch.setattr(leaving, "on_leave", [lambda member, remove_posts: seen.append((member.id, remove_posts))])
    return seen


@pytest.mark.parametrize(("posts", "removed"), [("keep", False), ("remove", True)])
def test_a_member_leaves_and_says_what_becomes_of_the_posts(app, hooks, posts, removed):
    asha = people.member("Asha", password_hash=HASH, organisation="Seeds for Schools", pending_email="a@new.org")
    browser, phone = people.signs_in(app, asha), people.signs_in(app, asha)
    with transaction() as session:
        session.add(Grant(member_id=asha.id, power="moderate", given_at=clock.now()))
    wrong = browser.sends("/settings/leave", password="not this one", posts=posts)
    assert wrong.status_code == 422 and hooks == []
    assert browser.sends("/settings/leave", password=people.PASSWORD, posts=posts).location == "/"
    assert hooks == [(asha.id, removed)]
    assert browser.get("/settings").status_code == phone.get("/settings").status_code == 302
    db.session.expire_all()
    left = db.session.get(Member, asha.id)
    assert left.left_at and left.name == "" and left.username == f"former-{asha.id}"
    kept = [left.email, left.pending_email, left.password_hash, left.avatar_id, left.organisation, left.grants]
    assert not any(kept)
    assert not db.session.scalar(db.select(LoginSession)) and not db.session.scalar(db.select(Token))
    assert people.visits(app).sends("/sign-in", username="asha", password=people.PASSWORD).status_code == 422


def test_leaving_asks_what_becomes_of_the_posts(app):
    asha = people.member("Asha", password_hash=HASH)
    answer = people.signs_in(app, asha).sends("/settings/leave", password=people.PASSWORD)
    assert answer.status_code == 422 and "Please choose" in people.words(answer)


def test_the_name_of_who_left_rests_for_ninety_days(app):
    leaving.leave(people.member("Asha", password_hash=HASH), password=people.PASSWORD, remove_posts=False)
    assert queries.is_taken("ASHA")
    clock.advance(timedelta(days=89))
    sweeping.sweep()
    assert queries.is_taken("asha")
    clock.advance(timedelta(days=2))
    assert not queries.is_taken("asha")


def test_a_name_that_looks_like_the_one_who_left_rests_as_long(app):
    ian = people.member("Ian", username="Ian", password_hash=HASH)
    leaving.leave(ian, password=people.PASSWORD, remove_posts=False)
    assert queries.is_taken("lan")
    clock.advance(timedelta(days=91))
    assert not queries.is_taken("lan")


def test_the_last_administrator_may_not_leave(app):
    boss = people.member("Boss", administrator=True, password_hash=HASH)
    answer = people.signs_in(app, boss).sends("/settings/leave", password=people.PASSWORD, posts="keep")
    assert answer.status_code == 422 and "last administrator" in people.words(answer)
    people.member("Second", administrator=True)
    answer = people.signs_in(app, boss).sends("/settings/leave", password=people.PASSWORD, posts="keep")
    assert answer.status_code == 302


def test_an_administrator_who_is_suspended_or_gone_does_not_count(app):
    boss, second = people.member("Boss", administrator=True), people.member("Second", administrator=True)
    people.member("Third", administrator=True, left_at=clock.now())
    with transaction() as session:
        session.add(Suspension(member_id=second.id, reason="Away", at=clock.now()))
    with pytest.raises(NotAllowed), transaction() as session:
        keep_an_administrator(session, without=boss)
    with transaction() as session:
        keep_an_administrator(session, without=people.member("Asha"))
        keep_an_administrator(session, without=second)


def test_two_administrators_who_leave_at_the_same_moment_leave_one(app):
    for turn in range(5):
        pair = [people.member(f"boss{turn}{n}", administrator=True, password_hash=HASH).id for n in (1, 2)]
        outcomes = _at_once([lambda number=number: _leaves(app, number) for number in pair])
        assert sorted(outcomes) == ["left", "refused"]
        left = db.select(Member.id).where(Member.role == ADMINISTRATOR, Member.left_at.is_(None))
        [remaining] = db.session.scalars(left)
        with transaction() as session:
            session.execute(db.update(Member).where(Member.id == remaining).values(role="member"))


def _leaves(app, number: int) -> str:
    with app.app_context():
        try:
            leaving.leave(db.session.get(Member, number), password=people.PASSWORD, remove_posts=False)
            return "left"
        except NotAllowed:
            return "refused"
        finally:
            db.session.remove()


def _at_once(deeds) -> list:
    gate, outcomes = threading.Barrier(len(deeds)), []

    def run(deed):
        gate.wait()
        outcomes.append(deed())

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
