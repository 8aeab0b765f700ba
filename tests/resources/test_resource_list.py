"""The list: filters in the address, three orders, pages by key, and what it costs."""

from datetime import timedelta

import pytest

from community import clock, settings
from community.db import db, transaction
from community.places.models import Place, PlaceWithin
from community.ratings import commands as ratings
from community.resources.facts import LinkFacts
from community.resources.models import Dimension
from community.resources.queries.entry import load_resource
from community.tags.commands import add_tag
from tests import people
from tests.resources.making import approval_needed, entry


def titles(browser, url: str = "/resources") -> list[str]:
    page = people.soup(browser.get(url))
    return [link.get_text() for link in page.select(".lines.resources .title a")]


@pytest.fixture
def shelf(asha):
    """Four entries that differ in everything one can filter by."""
    legal = db.session.scalar(db.select(Dimension.id).where(Dimension.slug == "legal-political"))
    entry(asha, "News", shelves=("news",), issued="2010-07", document_language="en", tags=("Youth",))
    entry(asha, "Film", kind="media", shelves=("media-resource", "news"), document_language="gsw", tags=("Work",))
    entry(asha, "Study", kind="research", dimension_id=legal, issued="2022", document_language="sv", tags=("Youth",))
    entry(asha, "Tool", kind="tool", issued="2022-08-26")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", "Tool Study Film News"),
        ("kind=research", "Study"),
        ("category=news", "Film News"),
        ("category=media-resource", "Film"),
        ("tag=youth", "Study News"),
        ("language=gsw", "Film"),
        ("year=2022", "Tool Study"),
        ("dimension=legal-political", "Study"),
        ("tag=youth&year=2022", "Study"),
        ("kind=nonsense&year=soon&sort=any", "Tool Study Film News"),
        ("tag=no-such-tag", ""),
    ],
)
def test_filters_stand_in_the_address(as_, shelf, asked, found):
    assert titles(as_(None), f"/resources?{asked}") == found.split()


def test_filters_that_are_set_can_be_taken_away_one_by_one(as_, shelf):
    page = people.soup(as_(None).get("/resources?tag=youth&language=sv&sort=top"))
    chips = {link.bdi.get_text(): link["href"] for link in page.select(".set-filters a:has(bdi)")}
    assert chips == {"Youth": "/resources?language=sv&sort=top", "Swedish": "/resources?tag=youth&sort=top"}


def test_only_what_is_there_is_offered(as_, shelf):
    page = people.soup(as_(None).get("/resources"))
    offered = [option.get_text() for option in page.select("#filter-language option")]
    assert offered == ["any", "English", "Swedish", "Swiss German"]
    assert [option.get_text() for option in page.select("#filter-year option")] == ["any", "2022", "2010"]


def test_a_wide_place_holds_what_lies_in_it(as_, asha):
    with transaction() as session:
        europe = Place(id=150, kind="continent", code="150", name="Europe", search_key="europe")
        france = Place(id=250, kind="country", code="FR", name="France", search_key="france", parent_id=150)
        session.add(europe)
        session.flush()
        session.add(france)
        session.flush()
        within = ((150, 150), (150, 250), (250, 250))
        session.add_all(PlaceWithin(area_id=area, place_id=place) for area, place in within)
    add_tag("Europe", kind="place", place_id=150)
    add_tag("France", kind="place", place_id=250)
    entry(asha, "Lyon", tags=("France",))
    entry(asha, "Brussels", tags=("Europe",))
    entry(asha, "Dakar", tags=("Africa",))
    assert titles(as_(None), "/resources?place=europe") == ["Brussels", "Lyon"]
    assert titles(as_(None), "/resources?place=france") == ["Lyon"]


def test_orders(as_, asha, ben):
    old = entry(asha, "Old and loved", at=clock.now() - timedelta(days=9))
    talked = entry(asha, "Old and talked of", at=clock.now() - timedelta(days=8))
    entry(asha, "New")
    for number in range(4):
        ratings.rate(load_resource(old.id), by=people.member(), value=5 - number % 2)
    people.replies(2, to=load_resource(talked.id).topic, by=ben)
    visitor = as_(None)
    assert titles(visitor) == ["New", "Old and talked of", "Old and loved"]
    assert titles(visitor, "/resources?sort=top")[0] == "Old and loved"
    assert titles(visitor, "/resources?sort=discussed") == ["Old and talked of", "New", "Old and loved"]


@pytest.mark.parametrize("sort", ["newest", "top", "discussed"])
def test_pages_show_everything_once(as_, asha, sort):
    rows = [entry(asha, f"Entry {number:02}") for number in range(45)]
    for number, row in enumerate(rows[:6]):
        ratings.rate(load_resource(row.id), by=people.member(), value=1 + number % 5)
    visitor, url, seen = as_(None), f"/resources?sort={sort}", []
    while url:
        page = people.soup(visitor.get(url))
        seen += [link.get_text() for link in page.select(".lines.resources .title a")]
        onward = page.select_one(".pager a[rel=next]")
        url = onward and onward["href"]
    assert sorted(seen) == [f"Entry {number:02}" for number in range(45)]


def test_a_line_says_what_one_needs_to_choose(as_, asha):
    row = entry(asha, "Handbook", kind="guideline", publisher="The town", issued="2010-05", document_language="pt")
    for value in (5, 5, 4):
        ratings.rate(load_resource(row.id), by=people.member(), value=value)
    page = as_(None).reads("/resources")
    assert "Handbook 4.67 out of 5, 3 votes Worth an hour. Guideline The town Portuguese May 2010" in page


def test_an_empty_list_says_what_could_stand_there(as_, asha):
    assert "No resource yet." in as_(None).reads("/resources")
    entry(asha)
    assert "Nothing here fits all of these filters." in as_(None).reads("/resources?kind=tool&year=1999")


def test_what_waits_is_shown_to_its_author_alone(as_, asha, ben):
    approval_needed()
    entry(asha, "Not yet seen")
    assert "Yours, and not shown to others Not yet seen Waits for approval" in as_(asha).reads("/resources")
    assert "Not yet seen" not in as_(ben).reads("/resources") + as_(None).reads("/resources")


def test_a_tags_page_and_a_profile_and_home_show_resources(as_, asha):
    entry(asha, "Handbook for front desks", tags=("Youth",))
    visitor = as_(None)
    assert "Handbook for front desks" in visitor.reads("/tags/youth")
    assert "Handbook for front desks" in visitor.reads("/")
    assert "Handbook for front desks" in visitor.reads("/members/asha")


def test_a_long_list_costs_what_a_short_one_costs(as_, asha, ben, shelf, statements):
    visitor, member = as_(None), as_(ben)
    urls = ("/resources", "/resources?tag=youth&place=youth&sort=top", "/resources?sort=discussed")
    short = [statements(who.get, url) for who in (visitor, member) for url in urls]
    assert max(short[:3]) <= 6 and max(short[3:]) <= 11, short
    for number in range(30):
        row = entry(
            asha, f"More {number}", tags=("Youth", f"Theme {number}"), links=(LinkFacts("https://example.org"),)
        )
        ratings.rate(load_resource(row.id), by=ben, value=4)
    assert [statements(who.get, url) for who in (visitor, member) for url in urls] == short


def test_where_means_are_shown_to_voters_only_no_order_tells_them(as_, asha):
    loved = entry(asha, "Old and loved", at=clock.now() - timedelta(days=9))
    entry(asha, "New")
    for _number in range(4):
        ratings.rate(load_resource(loved.id), by=people.member(), value=5)
    with transaction():
        settings.change(rating_hide_mean=True)
    page = people.soup(as_(None).get("/resources?sort=top"))
    assert titles(as_(None), "/resources?sort=top") == ["New", "Old and loved"]
    assert "Top rated" not in page.get_text() and "Most discussed" in page.get_text()
