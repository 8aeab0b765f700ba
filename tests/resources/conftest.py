"""People, shelves and entries of the resources' stories."""

import pytest

from community.members.models import Member
from community.resources.commands.shelves import ensure_shelves
from tests import people
from tests.resources.making import entry, keeps_resources


@pytest.fixture(autouse=True)
def shelves(app):
    """The founding categories and dimensions, as every site has them."""
    ensure_shelves()


@pytest.fixture
def keeper(app) -> Member:
    """Keeps the resources, and nothing else."""
    return keeps_resources(people.member("Keeper"))


@pytest.fixture
def archive(asha):
    """An entry of Asha's."""
    return entry(asha, "A television archive of new neighbours")


@pytest.fixture
def as_(app):
    """as_(member) answers that member at a browser of their own; as_(None) a visitor."""
    return lambda who: people.visits(app) if who is None else people.signs_in(app, who)
