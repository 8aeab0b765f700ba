"""Reading on in a real browser: the page tells by itself what was read, without script its reader does; Back works."""

import pytest

from community.db import db, transaction
from community.forums.models import Topic
from community.forums.reading_models import TopicMark
from tests import people
from tests.forums.making import address, long_topic

pytestmark = pytest.mark.browser


def marked() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(db.select(TopicMark.number)))


def test_behaviour_03_and_05_scrolling_to_the_end_of_a_page_marks_that_page_and_no_more(room, asha, ben, tab):
    topic = long_topic(room, asha, 50)
    page = tab(ben)
    page.goto(f"/discuss/{room.slug}")
    page.get_by_role("link", name=topic.title, exact=True).click()
    assert marked() == []
    with page.expect_response(lambda answer: answer.url.endswith(f"/t/{topic.id}/read")) as told:
        page.locator("form[data-read]").scroll_into_view_if_needed()
    assert told.value.status == 204
    assert marked() == [20]
    page.get_by_text("Read", exact=True).wait_for()
    page.goto(address(topic))
    assert page.url.partition("#")[0].endswith(f"{address(topic)}/21?new=21")
    line = page.locator(".since")
    assert line.inner_text() == "New since your last visit"
    assert "Post number 21." in page.locator(".since + .letter").inner_text()
    assert page.locator(".since + .letter").evaluate("post => post === document.activeElement")


def test_behaviour_05_a_page_that_nobody_looks_at_marks_nothing(room, asha, ben, tab):
    topic = long_topic(room, asha, 50)
    page = tab(ben, height=500)
    page.goto(address(topic))
    page.wait_for_load_state("networkidle")
    assert marked() == []


def test_behaviour_03_and_05_without_script_a_button_marks_the_page_and_leads_on(room, asha, ben, tab):
    topic = long_topic(room, asha, 50)
    page = tab(ben, script=False)
    page.goto(address(topic))
    for number in (20, 40):
        page.get_by_role("button", name="I have read this").click()
        assert marked() == [number]
        assert page.url.endswith(f"{address(topic)}/{number + 1}")
    page.goto(address(topic))
    assert "Post number 41." in page.locator(".since + .letter").inner_text()
    page.get_by_role("button", name="Unread from here post 45").click()
    assert marked() == [44]
    page.get_by_role("link", name=topic.title, exact=True).click()
    assert "Post number 45." in page.locator(".since + .letter").inner_text()


def test_behaviour_06_back_from_a_topic_returns_to_the_third_page_of_the_unread_ones(room, asha, ben, tab):
    for number in range(95):
        people.topic(room, by=asha, title=f"Topic {number}")
    with transaction() as session:  # so that they are led on by a redirect
        for topic in session.scalars(db.select(Topic)):
            session.add(TopicMark(member_id=ben.id, topic_id=topic.id, number=0, at=topic.created_at))
    page = tab(ben, height=500)
    page.goto(f"/topics/unread?forum={room.slug}")
    for _page in range(2):
        page.get_by_role("link", name="Older").click()
        page.wait_for_load_state()
    list_url = page.url
    assert "/topics/unread?" in list_url and "after=" in list_url
    link = page.locator("ul.topics .title a").nth(20)
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 300
    link.click()
    page.wait_for_url("**/t/**")
    page.go_back()
    page.wait_for_url(list_url)
    page.wait_for_function("before => Math.abs(scrollY - before) < 5", arg=before)
    assert page.get_by_role("link", name="Unread", exact=False).first.get_attribute("aria-current") == "page"
