"""Readers and what they keep."""

import pytest

from community.members.models import Member
from tests import people


@pytest.fixture
def asha(app) -> Member:
    return people.member("Asha")


@pytest.fixture
def ben(app) -> Member:
    return people.member("Ben")


@pytest.fixture
def room(app):
    return people.forum("Front desks")


@pytest.fixture
def thread(room, ben):
    """A topic of Ben's."""
    return people.topic(room, by=ben, title="Who interprets at the clinic?")


@pytest.fixture
def reader(app, asha) -> people.Person:
    """Asha at a browser."""
    return people.signs_in(app, asha)
