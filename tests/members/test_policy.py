"""Who may take part, and who may sign in, as tables."""

from datetime import UTC, datetime

import pytest
from flask_babel import force_locale

from community import clock
from community.db import transaction
from community.members.models import Guest, Suspension
from community.members.policy import may_sign_in, may_take_part
from community.settings import change
from tests import people

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"administrator": True}, None),
        ({"email_confirmed_at": None}, "confirm your e-mail"),
        ({"terms_version": 0}, "present terms"),
        ({"left_at": MONDAY}, "sign in"),
    ],
)
def test_who_may_take_part(app, facts, reason):
    _compare(app, may_take_part(people.member(**facts)), reason)


def test_visitors_may_not_take_part(app):
    _compare(app, may_take_part(Guest()), "sign in")


def test_agreement_counts_for_one_version(app):
    member = people.member()
    with transaction():
        change(terms_version=2)
    _compare(app, may_take_part(member), "present terms")


@pytest.mark.parametrize(
    ("suspension", "reason"),
    [
        (None, None),
        (Suspension(reason="Spam", until=None), "suspended. The reason given: Spam"),
        (Suspension(reason="Spam", until=MONDAY), "suspended until November 23, 2026, 08:00. The reason given: Spam"),
    ],
)
def test_who_may_sign_in(app, suspension, reason):
    _compare(app, may_sign_in(suspension), reason)


def _compare(app, verdict, reason):
    assert bool(verdict) is (reason is None), clock.now()
    with app.test_request_context(), force_locale("en"):
        assert (reason or "") in str(verdict.reason or "")
