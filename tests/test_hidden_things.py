"""What somebody may not see answers like what never was: same status, same words, same work, and nothing happens.

A route that takes an id that is told here needs no line; a new kind of hidden thing needs one in tests/hidden.py.
"""

import re
from os.path import commonprefix

import pytest

from community import clock
from community.db import db, transaction
from community.members.models import Member, Suspension
from tests import hidden, people, world
from tests.conftest import counted
from tests.hidden import Thing
from tests.media.conftest import media_folder  # noqa: F401
from tests.test_every_route import contents

SENT = {"title": "Mine", "body": "Mine.", "reason": "Mine", "value": "1", "sure": "y", "forum": "1", "until": ""}
# What is of one answer alone: the way back, which sign-in keeps with the form that was sent, and tokens.
OWN = re.compile(r'next=[^" ]*|name="(csrf_token|carried|next)" [^>]*value="[^"]*')
PERSONS = ("guest", "una", "tess", "ben", "nan", "kay", "mo", "rae", "zoe", "ada", "lou", "sue")


@pytest.fixture
def town(app, media_folder):  # noqa: F811
    """One of everything."""
    return world.build()


@pytest.fixture
def known(town) -> dict[str, Member]:
    """Everybody but the visitor, by name."""
    return {"ada": town.ada, "ben": town.ben, "mo": town.mo} | hidden.newcomers(town)


@pytest.fixture
def things(town, known) -> list[Thing]:
    """All that is hidden from somebody."""
    return hidden.things(town, known)


def pairs(app, town, thing: Thing):
    """(method, address of the hidden thing, address of one that never was) for every route that takes such a thing."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        for argument in rule.arguments:
            behind = argument == "slug" and len(rule.arguments) > 1  # an explanation behind a number
            if thing.fits(rule.endpoint, argument) and not behind:
                given = {name: town.value(rule.endpoint, name) for name in rule.arguments} | (rule.defaults or {})
                given |= {name: value for name, value in thing.beside.items() if name in rule.arguments}
                both = [given | {argument: one} for one in (thing.value, thing.never)]
                for method in sorted(rule.methods & {"GET", "POST"}):
                    yield method, *(adapter.build(rule.endpoint, values, method) for values in both)


def comes(app, known: dict[str, Member], name: str) -> people.Person:
    """One of them, at a browser where they have been before."""
    if name == "guest":
        return people.visits(app)
    person = people.signs_in(app, known[name])
    if name == "sue":
        with transaction() as session:
            session.add(Suspension(member_id=known[name].id, reason="Advertising", at=clock.now()))
    return person


def told(person: people.Person, method: str, address: str) -> tuple[int, str, list[str]]:
    """Status of the answer, its body and where it leads, and the statements that it took."""
    db.session.remove()
    with counted() as seen:
        answer = person.sends(address, **SENT) if method == "POST" else person.get(address)
    body = OWN.sub("", f"{answer.location} {answer.get_data()!r}").replace(address, "")
    answer.close()
    db.session.rollback()
    return answer.status_code, body, seen


def difference(one: tuple, other: tuple) -> str:
    """What tells two answers apart; "" if nothing does."""
    if one == other:
        return ""
    if one[0] != other[0] or len(one[2]) != len(other[2]):
        return " and ".join(f"{status} with {len(seen)} statements" for status, _body, seen in (one, other))
    texts = [(one[1], other[1]), *zip(one[2], other[2], strict=True)]
    mine, theirs = next(pair for pair in texts if pair[0] != pair[1])
    begins = len(commonprefix([mine, theirs]))
    return f"…{mine[begins - 50 : begins + 50]}… and …{theirs[begins - 50 : begins + 50]}…"


@pytest.mark.parametrize("who", PERSONS)
def test_the_hidden_and_the_missing_are_told_apart_by_nobody(app, town, known, things, who):
    person = comes(app, known, who)
    told(person, "GET", "/nowhere")  # what only a first request costs
    before, found, missing = contents(), [], {}
    for thing in things:
        if who not in thing.seen_by.split():
            for method, real, never in pairs(app, town, thing):
                if (method, never) not in missing:
                    missing[method, never] = told(person, method, never)
                if apart := difference(told(person, method, real), missing[method, never]):
                    found.append(f"{method} {real}: {apart}")
    assert not found, "\n".join(found)
    assert contents() == before


def test_who_may_see_them_does(app, town, known, things):
    """Else the other test would compare nothing with nothing."""
    for who in PERSONS:
        person = comes(app, known, who)
        for thing in things:
            if who in thing.seen_by.split():
                found = {
                    told(person, "GET", real)[0] for method, real, _never in pairs(app, town, thing) if method == "GET"
                }
                assert found != {404}, f"{who}: {thing}"
