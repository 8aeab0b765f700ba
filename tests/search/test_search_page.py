"""The search page as readers use it: what they type, and what they find."""

import pytest

from community import clock
from community.forums.commands import posts
from community.text import quotes
from tests import people
from tests.search.reading import first_post, hits


def test_a_reply_is_found_at_once_marked_and_leads_to_its_place(asha, room, visitor):
    topic = people.topic(room, by=asha)
    reply = posts.reply(topic, by=asha, body="The hospital lends us its **volunteers** on <Fridays>.")
    page = people.soup(visitor.get("/search?q=volunteer"))
    link = page.select_one(".found .title a")
    assert (link["href"], link.get_text()) == (f"/p/{reply.id}?words=volunteer", "Who interprets at the clinic?")
    assert page.select_one(".found .about mark").get_text() == "volunteers"
    assert "on <Fridays>" in page.select_one(".found .about").get_text()
    assert room.name in page.select_one(".found .meta").get_text()
    assert "Asha" in page.select_one(".found .meta").get_text()


def test_a_topic_is_found_by_words_of_its_title_and_opening_post_together(asha, room, visitor):
    topic = people.topic(room, by=asha)
    page = people.soup(visitor.get("/search?q=clinic+nobody"))
    assert page.select_one(".found .title a")["href"] == f"/t/{topic.id}/{topic.slug}?words=clinic+nobody"
    assert [mark.get_text() for mark in page.select(".found mark")] == ["clinic", "nobody"]


def test_the_excerpt_stands_around_the_first_match(asha, room, visitor):
    people.topic(room, by=asha, body="Long before. " * 100 + "Here is the needle. " + "Long after. " * 100)
    words = people.soup(visitor.get("/search?q=needle")).select_one(".found .about").get_text()
    assert "Here is the needle." in words
    assert words.startswith("… ") and words.endswith("…") and len(words) < 300


def test_words_of_others_that_a_post_quotes_are_found_with_them_only(asha, room, visitor):
    topic = people.topic(room, by=asha, body="The secret word is pelican.")
    quoted = first_post(topic, asha)
    posts.reply(topic, by=asha, body=quotes.quote(quoted.id, "asha", quoted.source) + "I see.\n\n> a law on herons")
    assert hits(visitor, "pelican") == [topic.title]
    assert hits(visitor, "herons") == [topic.title]


def test_without_words_there_is_a_form_and_no_list(visitor):
    page = people.soup(visitor.get("/search"))
    assert page.select_one("#search-q") and not page.select(".found, .empty")
    assert page.select_one('header form[role=search] input[name="q"]')


def test_an_empty_result_says_what_to_do_next(visitor):
    words = visitor.reads("/search?q=quetzal+pelican&kind=post")
    assert "Nothing was found for quetzal pelican." in words
    assert "Try fewer words" in words and "Ask in a forum" in words and "without narrowing down" in words
    assert "at least one whole word" in visitor.reads("/search?q=-pelican")


def test_filters_narrow_by_kind_forum_author_and_day(asha, room, visitor):
    ben, other = people.member("Ben"), people.forum("Work")
    topic = people.topic(room, by=asha, title="Pelican one", body="x")
    clock.freeze(clock.now().replace(day=21))
    people.topic(other, by=ben, title="Pelican two", body="x")
    posts.reply(topic, by=ben, body="A pelican")
    assert hits(visitor, "pelican", kind="post") == ["Pelican one"]
    assert hits(visitor, "pelican", kind="topic", forum=other.id) == ["Pelican two"]
    assert sorted(hits(visitor, "pelican", author="BEN")) == ["Pelican one", "Pelican two"]
    assert hits(visitor, "pelican", to="2026-11-20") == ["Pelican one"]
    assert hits(visitor, "pelican", **{"from": "2026-11-21", "kind": "topic"}) == ["Pelican two"]


@pytest.mark.parametrize("query", ["author=nobody.here", "from=yesterday", "to=0001-01-01", "from=9999-12-31"])
def test_a_filter_that_cannot_be_is_told_beside_its_field(visitor, query):
    response = visitor.get(f"/search?q=pelican&{query}")
    assert response.status_code == 422
    assert people.soup(response).select_one(f"[name={query.split('=')[0]}] + .error")


@pytest.mark.parametrize(
    "query", ["forum=99", "forum=0", "forum=x", "forum=1e9", "kind=secret", "after=x", "before=", "after=eyJ9.x"]
)
def test_what_is_not_there_is_a_missing_page(visitor, query):
    assert visitor.get(f"/search?q=pelican&{query}").status_code == 404


def test_a_hidden_room_answers_as_one_that_never_was(asha, visitor):
    hidden = people.forum("Staff", visibility="nobody")
    answers = [visitor.get(f"/search?q=pelican&forum={number}") for number in (hidden.id, 99_999)]
    assert answers[0].status_code == answers[1].status_code == 404
    assert "Staff" not in visitor.reads("/search")


def test_a_long_result_is_read_page_by_page_and_nothing_shows_twice(asha, room, visitor, statements):
    topic = people.topic(room, by=asha)
    people.replies(45, to=topic, by=asha)
    page, seen, steps = people.soup(visitor.get("/search?q=spring")), [], 0
    assert "45 results" in page.get_text()
    while True:
        seen += [link["href"] for link in page.select(".found .title a")]
        onwards = page.select_one(".pager [rel=next]")
        if not onwards:
            break
        people.replies(1, to=topic, by=asha)  # somebody posts meanwhile
        page, steps = people.soup(visitor.get(onwards["href"])), steps + 1
    assert (len(seen), len(set(seen)), steps) == (45, 45, 2)


def test_a_long_result_costs_no_more_statements_than_a_short_one(app, asha, room, statements):
    topic = people.topic(room, by=asha)
    people.replies(2, to=topic, by=asha)
    client = app.test_client()
    short = statements(client.get, "/search?q=spring")
    people.replies(25, to=topic, by=asha)
    assert statements(client.get, "/search?q=spring") == short <= 8
