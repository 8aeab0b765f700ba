"""People and rooms of the forums' stories."""

import pytest

from tests import people
from tests.forums.making import fresh, keeps_order


@pytest.fixture
def keeper(room):
    """Keeps order in `room`, and only there."""
    return keeps_order(people.member("Keeper"), room)


@pytest.fixture
def as_(app):
    """as_(member) answers that member at a browser of their own; as_(None) a visitor."""
    return lambda who: fresh(people.visits(app) if who is None else people.signs_in(app, who))
