"""Two administrators against each other in the same moment: one always stays."""

import pytest

from community.db import db
from community.errors import NotAllowed
from community.members.commands import kinds, profiles, roles, suspensions
from community.members.models import Grant, Member, StakeholderKind
from tests import people
from tests.forums.making import together


@pytest.fixture
def two(app):
    return people.member("Ada", administrator=True).id, people.member("Ben", administrator=True).id


def load(member_id: int) -> Member:
    return db.session.get(Member, member_id)


def acting() -> int:
    sane = db.select(db.func.count()).select_from(Member).where(Member.role == "administrator")
    return db.session.scalar(sane.where(~Member.id.in_(db.text("SELECT member_id FROM suspension"))))


@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize(
    "deed",
    [
        lambda member, by: roles.change_role(member, by=by, role="member", reason="Race"),
        lambda member, by: suspensions.suspend(member, by=by, reason="Race", until=None),
    ],
)
def test_two_who_act_against_each_other_leave_one(app, two, deed, turn):
    ada, ben = two
    db.session.rollback()
    answers = together(app, lambda: deed(load(ada), load(ben)), lambda: deed(load(ben), load(ada)))
    refused = [answer for answer in answers if isinstance(answer, NotAllowed)]
    assert len(refused) == 1, answers
    db.session.expire_all()
    assert acting() == 1


def test_a_power_given_twice_at_once_is_given_once(app, two):
    ada, ben = two
    db.session.rollback()

    def give():
        roles.give_power(load(ben), by=load(ada), power="review", scope="", reason="Twice")

    assert together(app, give, give) == [None, None]
    assert db.session.scalar(db.select(db.func.count()).select_from(Grant)) == 1


def test_the_founding_kinds_are_made_once(app):
    db.session.rollback()
    together(app, kinds.ensure_kinds, kinds.ensure_kinds)
    assert db.session.scalar(db.select(db.func.count()).select_from(StakeholderKind)) == 7


def test_two_saves_of_one_profile_at_once_both_succeed(app, two):
    ada, _ben = two
    db.session.rollback()
    empty = dict.fromkeys(profiles.FIELDS) | {"display_name": "", "organisation": "", "languages": []}

    def save():
        profiles.edit_profile(load(ada), by=load(ada), about="The same words.", **empty)

    assert together(app, save, save) == [None, None]
