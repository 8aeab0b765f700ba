"""People and a thread, for the stories that several of the web's files tell."""

import pytest

from tests import people


@pytest.fixture
def asha(app):
    return people.member("Asha")


@pytest.fixture
def admin(app):
    return people.member("Admin", administrator=True)


@pytest.fixture
def room(app):
    return people.forum()


@pytest.fixture
def thread(room, asha):
    """A topic of Asha's in `room`."""
    return people.topic(room, by=asha)


@pytest.fixture
def guest(app):
    """A visitor at a browser."""
    return people.visits(app)
