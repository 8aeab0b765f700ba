"""How often one may search: by account or address, over all that a page shows; the empty form is free."""

import pytest

import config
from app import create_app
from community.db import db
from community.web.limits import limiter
from tests import people


@pytest.fixture
def limited(app, tmp_path):
    """The same site on the same database, but with its limits on."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    site = create_app(config.from_environment(config.Testing, INSTANCE=str(tmp_path), DATABASE_URL=url, LIMITS=True))
    limiter.enabled = True
    yield site
    limiter.enabled = False
    limiter.reset()
    with site.app_context():
        db.engine.dispose()


def searches(site, address: str) -> int:
    visitor = people.visits(site)
    return visitor.get("/search?q=pelican", environ_base={"REMOTE_ADDR": address}).status_code


def test_nobody_searches_more_than_thirty_times_a_minute(limited):
    assert {searches(limited, "192.0.2.1") for _time in range(30)} == {200}
    refused = people.visits(limited).get("/search?q=pelican", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert refused.status_code == 429 and int(refused.headers["Retry-After"]) <= 60
    assert searches(limited, "192.0.2.2") == 200
    assert people.visits(limited).get("/search", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 200
