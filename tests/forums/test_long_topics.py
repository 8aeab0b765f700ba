"""Long topics: the way to a place in them, the summary, the whole for paper and as Markdown."""

import re
import sqlite3
from datetime import timedelta

import pytest

from community import clock
from community.db import db, transaction
from community.forums import whole
from community.forums.commands import posts, topics
from community.forums.models import Post
from community.forums.queries import long
from community.text.caps import LINKS
from tests import people
from tests.forums.making import address, long_topic, newest, opening
from tests.web.keeping import shelf_of

PAGES = ("summary", "print", "at?to=last", "news?after=1", "file")


@pytest.fixture
def talk(room, asha, ben):
    """A topic of one post a day."""
    topic = people.topic(room, by=asha, title="A year at the clinic")
    for number in range(2, 31):
        clock.advance(timedelta(days=1))
        posts.reply(topic, by=ben, body=f"Day {number}.")
    return topic


def leads_to(answer) -> str:
    assert answer.status_code == 302, people.words(answer)
    return answer.location


def test_a_number_a_day_first_and_last_lead_to_their_posts(talk, as_):
    guest, url = as_(None), f"/t/{talk.id}/at"
    for query, number in (("number=17", 17), ("date=2026-11-25", 6), ("to=first", 1), ("to=last", 30)):
        assert leads_to(guest.get(f"{url}?{query}")).startswith(address(talk, number) + "#post-"), query


def test_what_lies_outside_of_the_topic_leads_to_its_ends(talk, as_):
    guest, url = as_(None), f"/t/{talk.id}/at"
    for query, number in (("number=400", 30), ("date=2031-01-01", 30), ("date=1999-01-01", 1)):
        assert leads_to(guest.get(f"{url}?{query}")).startswith(address(talk, number) + "#"), query


def test_what_is_no_place_is_asked_for_again_with_what_was_typed(talk, as_):
    for query, typed in (("number=seven", "seven"), ("date=2026-02-31", "2026-02-31"), ("", ""), ("to=nowhere", "")):
        page = as_(None).get(f"/t/{talk.id}/at?{query}")
        assert page.status_code == 422
        fields = people.soup(page).select(".jump input")
        assert typed in [given["value"] for given in fields]
        assert people.soup(page).select_one("[role=alert]").text.startswith("Please")


def test_the_bar_says_where_the_page_is_and_stands_in_long_topics_only(talk, thread, as_):
    page = people.soup(as_(None).get(address(talk, page=2)))
    assert " ".join(page.select_one(".place-now").text.split()).startswith("Posts 21 to 30 of 30, December 10, 2026")
    assert page.select_one(".place-bar i")["class"] == ["w-50"]
    assert page.select_one(".place-bar b")["class"] == ["w-50"]
    assert people.soup(as_(None).get(address(thread))).select_one(".place") is None


def test_behaviour_20_the_whole_topic_is_one_printable_page(talk, ben, admin, as_):
    posts.remove(newest(talk), by=admin, reason="Twice")
    page = people.soup(as_(ben).get(f"/t/{talk.id}/print"))
    assert len(page.select("article.letter")) == 29
    assert page.select_one(".gone").text.strip() == "Post 30 was removed by a moderator on December 19, 2026."
    for post in page.select("article.letter"):
        assert post.select_one(".name").text.strip()
        assert post.select_one("time")["datetime"]
        assert "/p/" in post.select_one(".permalink")["data-address"]
    assert not page.select(".acts, .reply, .pager")


def test_a_topic_in_which_everybody_is_mentioned_is_printable_too(app, room, asha, as_):
    """PostgreSQL takes 65,535 parameters in a statement, most builds of SQLite 32,766."""
    crowd = long_topic(room, asha, 200)
    calls = " ".join(f'<a data-member="m{{0}}x{n}" href="/members/m">@m</a> <br>' for n in range(LINKS))
    quotes = "".join(f'<blockquote data-post="{{0}}{n:03}"><p>So.</p></blockquote>' for n in range(LINKS))
    with transaction() as session:
        for post in session.scalars(db.select(Post).where(Post.topic_id == crowd.id)):
            post.html = (quotes + calls).format(post.number)
        held = session.connection().connection.driver_connection
        if isinstance(held, sqlite3.Connection):
            held.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)
    with shelf_of(app):
        assert as_(asha).get(f"/t/{crowd.id}/print").status_code == 200


def test_behaviour_20_the_whole_topic_is_markdown_with_author_time_and_address_of_each_post(app, talk, ben, as_):
    posts.edit(newest(talk), by=ben, body="The **last** day.\n\n> kept as it was typed", seen=0)
    answer = as_(None).get(f"/t/{talk.id}/{talk.slug}.md")
    text, site = answer.get_data(as_text=True), app.config["URL"]
    assert text.startswith(f"# A year at the clinic\n\nForum: Health and care, {site}/discuss/health-and-care  \n")
    last = newest(talk)
    assert text.endswith(
        f"---\n\n**30 · Ben · December 19, 2026, 12:00**  \n<{site}/p/{last.id}>\n\n"
        "The **last** day.\n\n> kept as it was typed\n"
    )
    assert text.count("\n---\n") == 30
    assert answer.mimetype == "text/markdown"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename=topic-{talk.id}.md; filename*=UTF-8''a-year-at-the-clinic.md"
    )


def test_what_was_removed_is_a_line_in_every_copy_even_a_moderators(talk, room, admin, as_):
    posts.remove(newest(talk), by=admin, reason="A telephone number")
    for person in (as_(None), as_(admin)):
        text = person.get(f"/t/{talk.id}/{talk.slug}.md").get_data(as_text=True)
        assert "Day 30." not in text and "telephone" not in text
        assert "*Post 30 was removed on December 19, 2026.*" in text
        assert "telephone" not in people.words(person.get(f"/t/{talk.id}/print"))


def test_a_title_of_any_script_and_signs_is_a_safe_file_name(room, asha, as_):
    for title in ("ما الذي نجح؟", '../../etc/"passwd"\\x', "News"):
        topic = people.topic(room, by=asha, title=title)
        told = as_(None).get(whole.markdown_url(topic)).headers["Content-Disposition"]
        assert re.fullmatch(r"attachment; filename=topic-\d+\.md; filename\*=UTF-8''[\w%-]+\.md", told, re.ASCII), told


def test_another_slug_is_led_to_the_right_one(talk, as_):
    answer = as_(None).get(f"/t/{talk.id}/wrong.md")
    assert (answer.status_code, answer.location) == (301, f"/t/{talk.id}/{talk.slug}.md")


def test_the_summary_shows_the_opening_and_the_moderators_and_says_what_it_leaves_out(talk, keeper, as_):
    said = posts.reply(talk, by=keeper, body="Please keep to the question.")
    page = people.soup(as_(None).get(f"/t/{talk.id}/summary"))
    assert [heading.text for heading in page.select("section.block > h2")] == ["How it began", "From the moderators"]
    assert [post["id"] for post in page.select("article.letter")] == [f"post-{opening(talk).id}", f"post-{said.id}"]
    assert "29 posts are left out here." in page.select_one(".meta").text
    assert page.select_one(".meta a")["href"] == address(talk)


def test_a_post_stands_in_a_summary_once_and_a_removed_one_not_at_all(room, admin, as_):
    topic = people.topic(room, by=admin)
    posts.remove(posts.reply(topic, by=admin, body="Gone."), by=admin, reason="Twice")
    page = people.soup(as_(None).get(f"/t/{topic.id}/summary"))
    assert [post["id"] for post in page.select("article.letter")] == [f"post-{opening(topic).id}"]
    assert "Nothing is left out" in page.select_one(".meta").text


def test_a_summary_holds_only_so_many_of_a_kind(talk, keeper, as_, monkeypatch):
    people.replies(5, to=talk, by=keeper)
    monkeypatch.setattr(long, "MOST", 3)
    assert len(people.soup(as_(None).get(f"/t/{talk.id}/summary")).select("article.letter")) == 4


@pytest.mark.parametrize("page", PAGES)
def test_of_a_closed_room_all_that_answers_as_if_it_never_was(page, ben, as_):
    board = people.forum("The board", slug="board", visibility="named")
    secret = people.topic(board, by=people.member("Zoe", administrator=True))
    for who in (None, ben):
        hidden, never = as_(who).get(f"/t/{secret.id}/{page}"), as_(who).get(f"/t/999999/{page}")
        if page == "file" and who is None:  # asked to sign in before anything is looked for
            assert "/sign-in" in hidden.location and "/sign-in" in never.location
            continue
        assert hidden.status_code == never.status_code == 404
        assert people.words(hidden) == people.words(never)


@pytest.mark.parametrize("page", ["summary", "print", "{slug}.md", "at?to=last", "news?after=1"])
def test_a_long_topic_costs_as_many_statements_as_a_short_one(page, room, asha, as_, statements):
    short, long_one = long_topic(room, asha, 30), long_topic(room, asha, 400)
    guest = as_(None)
    costs = [statements(guest.get, f"/t/{one.id}/{page.format(slug=one.slug)}") for one in (short, long_one)]
    assert costs[0] == costs[1] <= 9, costs


def test_a_topic_that_was_called_like_a_verb_before_there_was_one_is_still_found(thread, asha, admin, as_):
    topics.rename_topic(thread, by=admin, title="News")
    assert thread.slug == "news-1"
    thread.slug = "news"  # as older ones have it
    answer = as_(None).get(f"/t/{thread.id}")
    assert answer.location == f"/t/{thread.id}/news-1"
