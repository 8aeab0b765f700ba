"""A site with its first pages, an administrator, and a visitor."""

import pytest

from community.pages import commands
from tests import people


@pytest.fixture
def pages(app):
    """The pages that every site begins with."""
    return commands.ensure_pages()


@pytest.fixture
def ada(app):
    """She runs the site."""
    return people.member("Ada", administrator=True)
