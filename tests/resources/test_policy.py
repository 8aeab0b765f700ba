"""Who may see and do what: a table over every kind of person and every state of an entry, and the list twin."""

import pytest

from community import clock
from community.db import db, transaction
from community.forums.models import Forum
from community.members.models import Grant, Guest
from community.resources import policy
from community.resources.commands import decisions
from community.resources.models import Resource
from community.resources.queries.entry import load_resource
from tests import people
from tests.resources.making import approval_needed, entry, keeps_resources

#                 waiting     refused     public     withdrawn    removed      in a members' room
SEES = {
    "visitor":   ("no",       "no",       "yes",     "no",        "no",        "no"),
    "member":    ("no",       "no",       "yes",     "no",        "no",        "yes"),
    "author":    ("yes",      "yes",      "yes",     "yes",       "yes",       "yes"),
    "keeper":    ("yes",      "yes",      "yes",     "yes",       "yes",       "yes"),
    "moderator": ("yes",      "yes",      "yes",     "yes",       "yes",       "yes"),
    "admin":     ("yes",      "yes",      "yes",     "yes",       "yes",       "yes"),
}  # fmt: skip
STATES = ("waiting", "refused", "public", "withdrawn", "removed", "inside")

DEEDS = {  # deed: {state: who may}
    "edit": {
        "waiting": "author keeper admin", "refused": "author keeper admin", "public": "author keeper admin",
        "withdrawn": "", "removed": "",
    },
    "withdraw": {"waiting": "author", "refused": "author", "public": "author", "withdrawn": "", "removed": ""},
    "remove": {
        "waiting": "keeper moderator admin", "refused": "keeper moderator admin", "public": "keeper moderator admin",
        "withdrawn": "", "removed": "",
    },
    "restore": {
        "waiting": "", "refused": "", "public": "",
        "withdrawn": "author keeper moderator admin", "removed": "keeper moderator admin",
    },
    "decide": {"waiting": "keeper admin", "refused": "keeper admin", "public": "", "withdrawn": "", "removed": ""},
}  # fmt: skip
MAY = {
    "edit": policy.may_edit_resource, "withdraw": policy.may_withdraw_resource, "remove": policy.may_remove_resource,
    "restore": policy.may_restore_resource, "decide": policy.may_decide_resource,
}  # fmt: skip


@pytest.fixture
def persons(app) -> dict:
    moderator = people.member("Moderator")
    with transaction():
        moderator.grants.append(Grant(power="moderate", given_at=clock.now()))
    return {
        "visitor": Guest(), "member": people.member("Member"), "author": people.member("Author"),
        "keeper": keeps_resources(people.member("Keeper")), "moderator": moderator,
        "admin": people.member("Admin", administrator=True),
    }  # fmt: skip


@pytest.fixture
def states(persons) -> dict[str, Resource]:
    """An entry of the author in each state."""
    author, admin = persons["author"], persons["admin"]
    approval_needed()
    made = {name: entry(author, name) for name in ("waiting", "refused")}
    decisions.refuse_resource(made["refused"], by=admin, reason="Twice the same.")
    approval_needed(False)
    made |= {name: entry(author, name) for name in ("public", "withdrawn", "removed", "inside")}
    decisions.withdraw_resource(made["withdrawn"], by=author)
    decisions.remove_resource(made["removed"], by=admin, reason="An advertisement.")
    with transaction() as session:
        room = Forum(slug="inside", name="Inside", visibility="members")
        session.add(room)
        session.flush()
        made["inside"].scope_id = room.id
    return {name: load_resource(row.id) for name, row in made.items()}


def test_who_sees_what(persons, states):
    for who, answers in SEES.items():
        for state, answer in zip(STATES, answers, strict=True):
            assert bool(policy.may_see_resource(persons[who], states[state])) is (answer == "yes"), (who, state)


def test_the_list_shows_what_the_single_question_allows(persons, states):
    for who, person in persons.items():
        condition = policy.resources_visible_to(person)
        shown = set(db.session.scalars(db.select(Resource.title).where(condition)))
        allowed = {state for state, row in states.items() if policy.may_see_resource(person, row)}
        assert shown == allowed, who


def test_public_means_the_same_alone_and_in_lists(states):
    shown = set(db.session.scalars(db.select(Resource.title).where(policy.public())))
    assert shown == {name for name, row in states.items() if policy.is_public(row)} == {"public", "inside"}


@pytest.mark.parametrize("deed", DEEDS)
def test_who_may_do_what(persons, states, deed):
    for state, allowed in DEEDS[deed].items():
        for who, person in persons.items():
            verdict = MAY[deed](person, states[state])
            assert bool(verdict) is (who in allowed.split()), (deed, state, who)
            assert verdict or str(verdict.reason), "a refusal says why"


def test_only_those_who_may_take_part_do_anything(persons, states):
    author = persons["author"]
    with transaction():
        author.email_confirmed_at = None
    assert not policy.may_add_resource(author)
    assert not policy.may_edit_resource(author, states["public"])
    assert not policy.may_withdraw_resource(author, states["public"])


def test_who_needs_approval(persons):
    approval_needed()
    assert [who for who, person in persons.items() if not policy.needs_approval(person)] == ["keeper", "admin"]


def test_rating_needs_a_public_entry(persons, states):
    rateable = {state for state, row in states.items() if policy.may_rate_resource(persons["member"], row)}
    assert rateable == {"public", "inside"}
