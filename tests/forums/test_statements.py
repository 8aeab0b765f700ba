"""Pages cost a fixed number of statements: few for a visitor, a few more for a member, and length costs nothing."""

from datetime import timedelta

import pytest

from community import clock
from community.forums.commands import posts
from community.forums.commands import topics as topics_
from community.forums.queries.lists import LISTS
from tests import people
from tests.forums.making import address, long_topic

TOPIC, LIST = {"visitor": 7, "member": 13}, {"visitor": 6, "member": 11}


@pytest.fixture(params=["visitor", "member"])
def who(request):
    return request.param


@pytest.fixture
def get(app, who, ben):
    """The way this person asks for a page; what only the first page of a session costs is paid before."""
    person = people.visits(app) if who == "visitor" else people.signs_in(app, ben)
    person.get("/discuss")
    return person.get


def topics(room, by, number: int) -> None:
    for at in range(number):
        clock.advance(timedelta(minutes=1))
        topics_.start_topic(room, by=by, title=f"Topic {at}", body="Text.", tags=["Health", f"Word {at}"])


def busy(room, asha, keeper):
    """A topic with quotes, mentions, an edit, a removal, a lock's reason: all that a page can show."""
    words = ["Health", "Interpreters"]
    topic = topics_.start_topic(room, by=asha, title="Who interprets?", body="We have nobody, @ben.", tags=words)
    first = posts.reply(topic, by=keeper, body="Thank you, @asha.")
    posts.edit(first, by=keeper, body="Thank you, dear @asha.", seen=0, reason="Warmer")
    posts.reply(topic, by=asha, body=f"> [@keeper](/p/{first.id}):\n>\n> Thank you\n\nYes.")
    posts.remove(posts.reply(topic, by=asha, body="Oops."), by=keeper, reason="Twice")
    return topic


def test_a_topic_costs_few_statements(room, asha, keeper, statements, get, who):
    topic = busy(room, asha, keeper)
    assert statements(get, address(topic)) <= TOPIC[who]


@pytest.mark.parametrize("who", ["member"], indirect=True)
def test_a_list_and_the_way_to_the_first_unread_post_cost_few_statements(room, asha, keeper, statements, get, who):
    topics(room, asha, 3)
    for name in LISTS:
        assert statements(get, f"/topics/{name}") <= 9, name
    topic = busy(room, asha, keeper)
    assert statements(get, f"/t/{topic.id}/unread") <= 5
    topics(room, asha, 40)
    assert statements(get, "/topics/unread") <= 9


def test_the_index_and_a_forum_cost_few_statements(room, asha, statements, get, who):
    topics(room, asha, 3)
    assert statements(get, "/discuss") <= LIST[who]
    assert statements(get, f"/discuss/{room.slug}") <= LIST[who]


def test_a_long_forum_costs_no_more_than_a_short_one(room, asha, keeper, statements, get):
    url = f"/discuss/{room.slug}"
    topics(room, asha, 20)
    short = statements(get, url)
    topics(room, asha, 40)
    assert statements(get, url) == short
    older = people.soup(get(url)).select_one('a[rel="next"]')["href"]
    assert statements(get, older) <= short


def test_a_long_index_costs_no_more_than_a_short_one(room, asha, statements, get):
    topics(room, asha, 1)
    short = statements(get, "/discuss")
    for number in range(10):
        topics(people.forum(f"Forum {number}"), asha, 1)
    assert statements(get, "/discuss") == short


def test_a_long_topic_costs_no_more_than_a_short_one_and_its_last_page_no_more_than_its_first(
    room, asha, statements, get
):
    short, long = long_topic(room, asha, 20), long_topic(room, asha, 200)
    costs = [statements(get, address(short, page=1))] + [statements(get, address(long, page=page)) for page in (1, 10)]
    assert len(set(costs)) == 1
