"""An archived account becomes its person's own, by a link that works once."""

from datetime import timedelta

import pytest

from community import clock
from community.db import db
from community.members.commands import sweeping
from community.members.models import Member
from tests import people
from tests.members.conftest import link

ANSWERS = {"email": "old@example.org", "password": "birds over the lake", "terms": "y"}


@pytest.fixture
def old(app):
    return people.member("Old Hand", username="old", email=None, email_confirmed_at=None)


@pytest.fixture
def desk(app):
    return people.signs_in(app, people.member("Ada", administrator=True))


def claim_link(desk, member) -> str:
    shown = people.soup(desk.sends(f"/admin/members/{member.id}/claim-link"))
    address = shown.find(id="link")["value"]
    return "/" + address.split("/", 3)[3]


def test_whoever_has_the_link_makes_the_account_theirs(app, old, desk, visitor, mailbox):
    address = claim_link(desk, old)
    assert "Welcome back, Old Hand" in visitor.reads(address)
    assert visitor.sends(address, **ANSWERS).location == "/join/welcome"
    assert visitor.get("/settings").status_code == 200
    row = db.session.get(Member, old.id, populate_existing=True)
    assert row.email is None and row.pending_email == "old@example.org"
    people.visits(app).sends(link(mailbox()[0]))
    assert db.session.get(Member, old.id, populate_existing=True).email == "old@example.org"


def test_the_link_works_once_and_only_the_newest(app, old, desk, visitor):
    first, second = claim_link(desk, old), claim_link(desk, old)
    assert visitor.get(first).status_code == 404
    assert visitor.sends(second, **ANSWERS).status_code == 302
    assert people.visits(app).sends(second, **ANSWERS).status_code == 404
    assert desk.sends(f"/admin/members/{old.id}/claim-link").status_code == 403


def test_the_link_ends_after_two_weeks(old, desk, visitor):
    address = claim_link(desk, old)
    clock.advance(timedelta(days=15))
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("wrong", [{"password": "short"}, {"email": "nowhere"}, {"terms": ""}])
def test_a_refusal_uses_nothing_up(old, desk, visitor, wrong):
    address = claim_link(desk, old)
    assert visitor.sends(address, **(ANSWERS | wrong)).status_code == 422
    assert visitor.sends(address, **ANSWERS).status_code == 302


def test_an_account_that_was_just_claimed_is_not_swept_away(app, old, desk, visitor):
    clock.advance(timedelta(days=400))
    desk = people.signs_in(app, people.member("Eve", administrator=True))
    visitor.sends(claim_link(desk, old), **ANSWERS)
    sweeping.sweep()
    assert db.session.get(Member, old.id, populate_existing=True).pending_email == "old@example.org"
