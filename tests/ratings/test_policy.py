"""Who may rate, and who oversees ratings: a table of people and of states."""

import pytest

from community import settings
from community.db import transaction
from community.members.models import Grant, Guest
from community.ratings import commands, policy, queries
from tests import people
from tests.ratings.conftest import LEAFLET


def granted(power: str, scope: str = ""):
    with transaction() as session:
        person = people.member()
        person.grants.append(Grant(power=power, scope=scope, given_at=person.joined_at))
        session.add(person)
    return person


PEOPLE = {
    # who: (maker, may rate what is published, may rate a draft, oversees)
    "guest": (Guest, False, False, False),
    "member": (people.member, True, False, False),
    "unconfirmed": (lambda: people.member(email_confirmed_at=None), False, False, False),
    "of earlier terms": (lambda: people.member(terms_version=0), False, False, False),
    "moderator": (lambda: granted("moderate"), True, False, True),
    "moderator of one forum": (lambda: granted("moderate", "forum:1"), True, False, False),
    "content manager": (lambda: granted("manage_content"), True, False, False),
    "administrator": (lambda: people.member(administrator=True), True, False, True),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_the_table(leaflet, who):
    make, published, draft, oversees = PEOPLE[who]
    person = make()
    assert bool(policy.may_rate(person, LEAFLET, leaflet())) is published
    assert bool(policy.may_rate(person, LEAFLET, leaflet(is_published=False))) is draft
    assert bool(policy.may_oversee_ratings(person)) is oversees


@pytest.mark.parametrize("who", [who for who in PEOPLE if who != "guest"])
def test_authors_never_rate_their_own_whatever_they_are(leaflet, who):
    person = PEOPLE[who][0]()
    assert not policy.may_rate(person, LEAFLET, leaflet(author=person))


def test_each_refusal_says_why(leaflet):
    ben, row = people.member("Ben"), leaflet()
    assert "sign in" in str(policy.may_rate(Guest(), LEAFLET, row).reason)
    assert "own contribution" in str(policy.may_rate(ben, LEAFLET, leaflet(author=ben)).reason)
    vote = commands.rate(row, by=ben, value=5)
    commands.void_rating(vote, by=people.member(administrator=True), reason="Three accounts, one hand.")
    verdict = queries.figure(row, ben).may_rate
    assert not verdict
    assert "Three accounts, one hand." in str(verdict.reason)


def test_who_is_old_enough_does_not_wait(app):
    young = people.member()
    assert policy.waits_until(young, young.joined_at) is None
    with transaction():
        settings.change(rating_min_account_days=7)
    assert (policy.waits_until(young, young.joined_at) - young.joined_at).days == 7
    assert policy.waits_until(young, young.joined_at.replace(month=12)) is None
