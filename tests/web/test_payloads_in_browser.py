"""The last judge: a real browser on pages full of payloads opens no dialog, reports nothing, asks nobody else."""

import pytest

from community.db import db
from tests import looking, world
from tests.browsing import Server
from tests.web.test_payloads import fill

pytestmark = pytest.mark.browser

ABSENT = "/files/a.png"  # a picture of this site that some payloads show, and that is not there


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A served site with payloads in everything."""
    with Server(tmp_path_factory.mktemp("town")) as server:
        with server.app.app_context(), server.app.test_request_context():
            server.town = world.build()
            fill(0)
            server.urls = {"guest": urls(server.town), "administrator": urls(server.town) + desk(server.town)}
            db.session.refresh(server.town.ada)  # who signs in below
        yield server


def urls(known: world.World) -> list[str]:
    """Pages that everybody reads."""
    return [
        "/", "/discuss", f"/t/{known.topic.id}/{known.topic.slug}", f"/discuss/{known.room.slug}", "/resources",
        f"/resources/{known.resource.id}/{known.resource.slug}", f"/members/{known.ben.username}", "/tags",
        "/pages/rules", "/search?q=alert",
    ]  # fmt: skip


def desk(known: world.World) -> list[str]:
    """Pages of those who run the site, and forms."""
    return [
        "/admin", "/admin/log", f"/admin/members/{known.ben.id}", "/admin/settings", "/settings/profile",
        f"/p/{known.post.id}/history", f"/p/{known.post.id}/edit", f"/resources/{known.resource.id}/edit",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["guest", "administrator"])
def test_a_browser_runs_nothing_of_it(town, browser, who):
    dialogs = []
    with looking.tab(town, browser, town.town, who) as (tab, complaints):
        tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for url in town.urls[who]:
            assert tab.goto(url, wait_until="networkidle").status == 200
            tab.mouse.move(300, 300)
            assert tab.evaluate("() => [...document.querySelectorAll('main *')].length") > 5
        beyond = [one for one in complaints if not one.endswith(f"{town.address}{ABSENT}")]
        assert (dialogs, beyond) == ([], [])
