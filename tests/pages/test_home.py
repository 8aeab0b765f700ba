"""The first page: what this place is, what happens in it, how to take part."""

from community.forums.commands import forums, topics
from community.pages import commands
from tests import people


def a_topic(by, title: str):
    theme = forums.create_theme(by=by, title=f"Theme of {title}")
    room = forums.create_forum(theme, by=by, name=f"Room of {title}")
    return topics.start_topic(room, by=by, title=title, body="Who has tried it?")


def test_an_empty_site_says_what_it_is_and_offers_the_acts(app, pages):
    page = people.soup(people.visits(app).get("/"))
    assert page.h1.text == "Where people who build inclusive towns compare notes"
    assert [link["href"] for link in page.select(".empty a")][:1] == ["/discuss"]


def test_it_shows_the_liveliest_discussions(app, pages, ada):
    a_topic(ada, "Who interprets at the clinic?")
    assert "Who interprets at the clinic?" in people.visits(app).reads("/")
    assert "No discussion yet" not in people.visits(app).reads("/")


def test_each_way_to_take_part_leads_somewhere(app, pages, ben):
    visitor, member = people.visits(app), people.signs_in(app, ben)
    for person in (visitor, member):
        ways = people.soup(person.get("/")).select(".ways a")
        assert ways
        for way in ways:
            assert person.get(way["href"]).status_code in (200, 302), way
    assert "Join the “Integration Community” of practitioners" in visitor.reads("/")
    assert "Join the “Integration Community” of practitioners" not in member.reads("/")


def test_home_takes_few_statements_and_length_costs_nothing(app, pages, ada, ben, statements):
    commands.add_quotation(by=ada, text="A saying.")
    visitor, member = people.visits(app), people.signs_in(app, ben)
    a_topic(ada, "One")
    short = statements(visitor.get, "/"), statements(member.get, "/")
    for number in range(8):
        a_topic(ada, f"Topic {number}")
    assert (statements(visitor.get, "/"), statements(member.get, "/")) == short
    assert short[0] <= 7
    assert short[1] <= 12
