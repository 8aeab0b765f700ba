"""The session ended while somebody was writing: nothing typed is lost, and one press posts it."""

import pytest

from community.db import db, transaction
from community.forums.models import Post, Topic
from community.members import passwords
from community.members.models import LoginSession
from tests import people
from tests.forums.making import address, fresh, newest, opening

WORDS = "Two hundred words that took an hour, with “quotes”, <tags>, ümläuts\nand a second line."


@pytest.fixture
def writer(app):
    return people.member("Writer", password_hash=passwords.hash_of(people.PASSWORD))


@pytest.fixture
def browser(writer, as_):
    return as_(writer)


def session_ends():
    with transaction() as session:
        session.execute(db.delete(LoginSession))


def hidden_fields(response, form: str = "main form") -> dict:
    return {field["name"]: field.get("value", "") for field in people.soup(response).select(f'{form} [type="hidden"]')}


def signs_in_again(browser, answer):
    fields = hidden_fields(answer) | {"username": "writer", "password": people.PASSWORD}
    return browser.client.post("/sign-in", data=fields)


def one_press(browser, offered):
    form = people.soup(offered).select_one("main form")
    return browser.client.post(form["action"], data=hidden_fields(offered))


def test_behaviour_08_session_expired_a_reply_waits_behind_the_sign_in(thread, browser):
    page = browser.get(address(thread))
    sent = hidden_fields(page, "#reply-form") | {"body": WORDS}
    session_ends()
    answer = browser.client.post(f"/t/{thread.id}/reply", data=sent)
    assert answer.status_code == 401
    assert "What you wrote is kept" in people.words(answer)
    offered = signs_in_again(browser, answer)
    assert offered.status_code == 200
    assert "Two hundred words that took an hour, with “quotes”, <tags>, ümläuts" in people.words(offered)
    assert newest(thread).number == 1
    posted = one_press(browser, offered)
    assert posted.location == f"{address(thread, 2)}#post-{newest(thread).id}"
    assert newest(thread).source == WORDS


def test_behaviour_08_session_expired_title_and_text_of_a_topic_wait_too(room, browser):
    sent = hidden_fields(browser.get(f"/discuss/{room.slug}/new")) | {"title": "A long title", "body": WORDS}
    session_ends()
    offered = signs_in_again(browser, browser.client.post(f"/discuss/{room.slug}/new", data=sent))
    assert "A long title" in people.words(offered)
    assert one_press(browser, offered).status_code == 302
    topic = db.session.scalar(db.select(Topic))
    assert (topic.title, opening(topic).source) == ("A long title", WORDS)


def test_behaviour_08_session_expired_an_edit_waits_and_still_knows_what_it_saw(thread, writer, admin, browser):
    browser.sends(f"/t/{thread.id}/reply", body="First text.")
    post = newest(thread)
    sent = hidden_fields(browser.get(f"/p/{post.id}/edit")) | {"body": WORDS, "reason": "More words"}
    session_ends()
    answer = browser.client.post(f"/p/{post.id}/edit", data=sent)
    fresh(people.signs_in(browser.client, admin)).sends(f"/p/{post.id}/edit", body="Meanwhile.", revision="0")
    assert one_press(browser, signs_in_again(browser, answer)).status_code == 409
    assert db.session.get(Post, post.id).source == "Meanwhile."


@pytest.mark.parametrize("token", ["", "stale", None])
def test_behaviour_08_a_stale_token_gives_the_text_back_one_press_from_sent(thread, browser, token):
    sent = {"body": WORDS, "once": "one-form"} | ({} if token is None else {"csrf_token": token})
    answer = browser.client.post(f"/t/{thread.id}/reply", data=sent)
    assert answer.status_code == 400
    assert "Two hundred words" in people.words(answer)
    assert newest(thread).number == 1
    assert one_press(browser, answer).status_code == 302
    assert newest(thread).source == WORDS


def test_a_form_of_another_site_is_not_offered_to_be_sent(thread, browser):
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = browser.client.post(f"/t/{thread.id}/reply", data={"body": WORDS}, headers=headers)
        assert answer.status_code == 400
        assert "Two hundred words" not in people.words(answer)
    session_ends()
    answer = browser.client.post(
        f"/t/{thread.id}/reply", data={"body": WORDS}, headers={"Origin": "https://elsewhere.example"}
    )
    assert "Two hundred words" not in people.words(answer)
    assert newest(thread).number == 1
