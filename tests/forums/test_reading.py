"""What is unread: behaviours 3, 4, 5 and 6 over HTTP, and the marks behind them."""

from datetime import timedelta

import pytest

from community import clock
from community.forums.commands import marks, posts
from community.forums.queries import unread
from tests import people
from tests.forums.making import address, long_topic, newest

STEP = timedelta(minutes=1)


def tells(browser, page) -> None:
    """What the script of a page does: it tells how far the page goes, and with which number it begins."""
    form = people.soup(page).select_one("form[data-read]")
    number = form.select_one("[name=number]")["value"]
    answer = browser.client.post(
        form["action"], headers={"Accept": "application/json"},
        data={"csrf_token": browser.token(), "number": number, "first": form["data-first"]},
    )  # fmt: skip
    assert answer.status_code == 204


def test_behaviour_03_the_topic_opens_at_the_first_unread_post_under_a_line(room, asha, ben, as_):
    topic = long_topic(room, asha, 50)
    browser = as_(ben)
    browser.sends(f"/t/{topic.id}/read", number=30)
    answer = browser.get(address(topic))
    assert answer.status_code == 302
    assert answer.location.startswith(f"{address(topic)}/31?new=31#post-")
    page = people.soup(browser.get(answer.location))
    assert page.select_one(".since + .letter .number").text == "31"
    assert browser.get(f"/t/{topic.id}/unread").location == answer.location
    tells(browser, browser.get(answer.location))
    tells(browser, browser.get(address(topic, page=3)))
    assert browser.get(address(topic)).location == f"{address(topic)}/50#post-{newest(topic).id}"
