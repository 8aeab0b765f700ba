"""A signed place in a list that belongs to another list, order or person: a missing page, or rows of this very list."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from community import settings
from community.admin import queries as log
from community.db import transaction
from community.forums.commands import topics
from community.forums.queries import index, tagged
from community.members import admin_queries
from community.resources.commands import entries
from community.resources.facts import Facts
from community.resources.queries import lists
from community.search import engine
from community.tags import queries as tags
from tests import people, world
from tests.media.conftest import media_folder  # noqa: F401

LISTS = (
    "/discuss/front-desks", "/tags/health?kind=topic", "/search?q=who", "/resources", "/resources?sort=top",
    "/resources?sort=discussed", "/resources/pending", "/admin/tags", "/admin/members", "/admin/log",
)  # fmt: skip
SIZES = {index: "PER_PAGE", tagged: "PER_PAGE", engine: "PER_PAGE", lists: "PER_PAGE", tags: "PER_PAGE"}
SIZES |= {admin_queries: "PER_PAGE", log: "ENTRIES"}
A_ROW = re.compile(r"/(t|p|resources|members|admin/members|admin/tags)/(?!new|pending|shelves)[^?]+$")


@pytest.fixture
def town(app, media_folder, monkeypatch):  # noqa: F811
    """Every list has two pages at least, and more rows than everybody may see."""
    for module, name in SIZES.items():
        monkeypatch.setattr(module, name, 2)
    town = world.build()
    board = people.forum("The board", slug="board", visibility="named")
    for room in (town.room, town.room, town.room, board):
        topics.start_topic(room, by=town.ada, title="Who is paid what?", body="Low.", tags=["Health"])
    for waits in (False, True):
        with transaction():
            settings.change(resources_need_approval=waits)
        for number in range(3):
            entries.add_resource(by=town.ben, facts=Facts(f"Who, part {number}", "news", "Who?", tags=("Health",)))
    return town


def shown(answer) -> tuple[set[str], dict[str, str]]:
    """The rows that the page of a list leads to, and the signed places in it: {"after": …, "before": …}."""
    links = [link["href"] for link in people.soup(answer).select("main a[href]")]
    asked = [parse_qs(urlsplit(link).query) for link in links]
    places = {name: given[name][0] for given in asked for name in ("after", "before") if name in given}
    return set(filter(A_ROW.match, links)), places


def at(url: str, name: str, place: str) -> str:
    """The list from that place on."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode({name: place})}"


def walked(person: people.Person, url: str) -> tuple[set[str], list[str]]:
    """The rows of a list, one page after the other, and the places where the pages begin."""
    found, places, answer = set(), [], person.get(url)
    while True:
        links, here = shown(answer)
        found |= links
        if "after" not in here or here["after"] in places:
            return found, places
        places.append(here["after"])
        answer = person.get(at(url, "after", here["after"]))


@pytest.mark.parametrize("who", ["guest", "ben", "ada"])
def test_a_place_in_another_list_shows_nothing_of_it_and_breaks_nothing(app, town, who):
    ada = people.signs_in(app, town.ada)
    places = {url: walked(ada, url)[1][0] for url in LISTS}  # an error here: a list of one page compares nothing
    person, strange, honest = people.visits(app) if who == "guest" else people.signs_in(app, getattr(town, who)), [], 0
    for url in LISTS:
        if person.get(url).status_code == 200:
            own, _places = walked(person, url)
            for place in places.values():
                for name in ("after", "before"):
                    answer = person.get(at(url, name, place))
                    honest += answer.status_code == 200
                    more = shown(answer)[0] - own if answer.status_code == 200 else set()
                    if answer.status_code not in (200, 404) or more:
                        strange.append(f"{at(url, name, place)}: {answer.status_code} {more}")
    assert not strange, "\n".join(strange)
    assert honest
