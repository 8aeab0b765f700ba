"""A site with its pages, one who runs it and one who does not."""

import pytest

from community.pages.commands import ensure_pages
from tests import people


@pytest.fixture
def ada(app):
    """She runs the site."""
    ensure_pages()
    return people.member("Ada", administrator=True)
