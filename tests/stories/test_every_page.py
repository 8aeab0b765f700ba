"""Every page in a real browser: usable by everybody, at any width, in both schemes and directions, alone and light."""

import pytest

from tests import look_pages, looking, world
from tests.browsing import Server

pytestmark = pytest.mark.browser

WEIGHED = ("document", "stylesheet", "script")
FIRST_VIEW = 60_000  # bytes that a first visit may cost, compressed: HTML, CSS and script


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A served site with one of everything."""
    with Server(tmp_path_factory.mktemp("town")) as server:
        with server.app.app_context():
            server.town = world.build()
        yield server


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A served site where nothing has happened yet."""
    with Server(tmp_path_factory.mktemp("bare")) as server:
        with server.app.app_context():
            server.town = world.founded()
        yield server


def shots(server, who: str) -> list[look_pages.Page]:
    """What this person looks at on this site."""
    known = look_pages.pages(server.app, server.town) if server.town.topic else look_pages.EMPTY
    return [shot for shot in known if shot.who == who]


def walk(server, browser, who: str, look, **given) -> None:
    """Open every page of this person, ask `look(tab)` what is wrong with it, and fail with all answers."""
    found, opened = [], 0
    with looking.tab(server, browser, server.town, who, **given) as (tab, complaints):
        for shot in shots(server, who):
            complaints.clear()
            tab.emulate_media(color_scheme="light")
            if looking.show(tab, shot):
                opened += 1
                found += [f"{shot.url} ({shot.name}, {who}): {fault}" for fault in look(tab) + complaints]
    assert opened, "no page was there to be looked at"
    assert not found, "\n  ".join(["", *found])


def whole(tab) -> list[str]:
    """Faults of a page on a phone, by day, then its colours by night."""
    wide = looking.overflow(tab)
    faults = [wide] if wide else []
    faults += looking.violations(tab, looking.EVERYTHING)
    tab.emulate_media(color_scheme="dark")
    return faults + [f"in the dark: {fault}" for fault in looking.violations(tab, looking.CONTRAST)]


def fits(tab) -> list[str]:
    """Faults of a mirrored page on a phone."""
    wide = looking.overflow(tab)
    mirrored = tab.locator("html").get_attribute("dir") == "rtl"
    return ([] if mirrored else ["not mirrored"]) + ([wide] if wide else [])


@pytest.mark.parametrize("who", look_pages.PERSONS)
def test_every_page_is_for_everybody(town, browser, who):
    walk(town, browser, who, whole, width=360, height=740)


@pytest.mark.parametrize("who", look_pages.PERSONS)
def test_every_page_fits_a_phone_from_right_to_left(town, browser, who):
    walk(town, browser, who, fits, width=360, height=740, direction="rtl")


@pytest.mark.parametrize("who", ["guest", "administrator"])
def test_an_empty_site_is_for_everybody_too(bare, browser, who):
    walk(bare, browser, who, whole, width=360, height=740)


@pytest.mark.parametrize("path", ["/", "topic", "resource"])
def test_the_first_view_is_light_and_asks_nobody_else(town, browser, path):
    url = {
        "topic": f"/t/{town.town.topic.id}/{town.town.topic.slug}",
        "resource": f"/resources/{town.town.resource.id}",
    }
    answers = []
    with looking.tab(town, browser, town.town, "guest") as (tab, complaints):
        tab.on("response", lambda answer: answers.append(answer))
        tab.goto(url.get(path, path), wait_until="networkidle")
        shown = [answer for answer in answers if answer.request.resource_type in WEIGHED and answer.status == 200]
        # What the server really sent, not what it could have saved.
        costs = {answer.url: answer.request.sizes()["responseBodySize"] for answer in shown}
    assert {answer.request.resource_type for answer in shown} == set(WEIGHED)
    assert sum(costs.values()) <= FIRST_VIEW, costs
    assert complaints == []
