"""Each deed on a topic, as members and moderators do it over plain HTTP: what it does, and whom it refuses."""

from datetime import timedelta

import pytest

from community import audit, clock
from community.db import db
from community.forums.models import Topic
from tests import people
from tests.forums.making import address, fault, field, keeps_order, newest, opening


def entries(action: str) -> list[str]:
    return list(db.session.scalars(db.select(audit.Entry.note).where(audit.Entry.action == action)))


def test_start_a_topic(room, ben, as_):
    browser = as_(ben)
    assert "Start a topic" in browser.reads(f"/discuss/{room.slug}/new")
    answer = browser.sends(f"/discuss/{room.slug}/new", title="  Sign   language? ", body="Who **pays**?")
    assert answer.status_code == 302
    page = browser.get(answer.location)
    assert people.soup(page).select_one("h1").text == "Sign language?"
    assert str(people.soup(page).select_one(".letter .reading p")) == '<p dir="auto">Who <strong>pays</strong>?</p>'


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": "T" * 201, "body": "My long thoughts."}, "Please use at most 200 characters."),
        ({"title": "", "body": "My long thoughts."}, "Please fill this in."),
        ({"title": "A title", "body": ""}, "Please fill this in."),
        ({"title": "A title", "body": "x" * 64_001}, "Please use at most 64000 characters."),
        ({"title": "A title", "body": "[a](https://example.org/) " * 401}, "too many links"),
    ],
)
def test_a_refused_topic_comes_back_with_a_reason_and_every_word(room, ben, as_, typed, words):
    answer = as_(ben).sends(f"/discuss/{room.slug}/new", **typed)
    assert answer.status_code == 422
    assert words in fault(answer)
    assert field(answer, "title") == typed["title"]
    assert field(answer, "body") == typed["body"].rstrip("\n")
    assert db.session.scalar(db.select(db.func.count(Topic.id))) == 0


def test_reply_and_a_refused_reply_keeps_its_words(thread, ben, as_):
    browser = as_(ben)
    refused = browser.sends(f"/t/{thread.id}/reply", body="[a](https://example.org/) " * 401)
    assert refused.status_code == 422
    assert field(refused, "body").startswith("[a](https://example.org/) [a]")
    assert field(refused, "once")
    answer = browser.sends(f"/t/{thread.id}/reply", body="We share one.", once=field(refused, "once"))
    assert answer.location == f"{address(thread, 2)}#post-{newest(thread).id}"
    assert "We share one." in browser.reads(answer.location)


def test_a_visitor_and_an_unconfirmed_member_do_not_reply(thread, as_):
    assert as_(None).get(f"/t/{thread.id}/reply").location == f"/sign-in?next=/t/{thread.id}/reply"
    fresh = people.member("Fresh", email_confirmed_at=None)
    answer = as_(fresh).sends(f"/t/{thread.id}/reply", body="Hello, I am new here.")
    assert answer.status_code == 403
    assert "confirm your e-mail address" in people.words(answer)
    assert "Hello, I am new here." in people.words(answer)
    assert newest(thread).number == 1


@pytest.mark.parametrize("deed", ["lock", "pin", "move", "unlock", "unpin"])
def test_members_do_not_keep_order(thread, asha, ben, as_, deed):
    elsewhere = keeps_order(people.member("Elsewhere"), people.forum("Elsewhere"))
    for member in (asha, ben, elsewhere):
        answer = as_(member).sends(f"/t/{thread.id}/{deed}", reason="Because", forum="2")
        assert answer.status_code == 403
        assert "Only moderators may do this." in people.words(answer)
    assert as_(None).sends(f"/t/{thread.id}/{deed}").status_code == 401


def test_lock_and_unlock(thread, asha, ben, keeper, as_):
    browser = as_(keeper)
    assert "Lock this topic" in browser.reads(f"/t/{thread.id}/lock")
    assert browser.sends(f"/t/{thread.id}/lock", reason="Answered <b>twice</b>").location == address(thread)
    page = as_(ben).reads(address(thread))
    assert "Locked on November 20, 2026: Answered <b>twice</b>" in page
    assert "This topic is locked: it can be read, but takes no new replies." in page
    assert as_(ben).sends(f"/t/{thread.id}/reply", body="Too late").status_code == 403
    assert as_(asha).sends(f"/p/{opening(thread).id}/edit", body="Too late", revision="0").status_code == 403
    assert browser.sends(f"/t/{thread.id}/reply", body="A closing word").status_code == 302
    assert browser.sends(f"/t/{thread.id}/unlock").status_code == 302
    assert as_(ben).sends(f"/t/{thread.id}/reply", body="In time again").status_code == 302
    assert entries("topic.lock") == ["Answered <b>twice</b>"]
    assert entries("topic.unlock") == [""]


def test_pin_until_the_end_of_a_day_and_unpin(room, thread, asha, keeper, as_):
    people.topic(room, by=asha, title="A newer one")
    browser = as_(keeper)
    wrong = {"2026-11-19": "must lie in the future", "tomorrow": "Not a valid date", "9999-12-31": "Not a valid date"}
    for refused, words in wrong.items():
        answer = browser.sends(f"/t/{thread.id}/pin", until=refused)
        assert answer.status_code == 422
        assert words in fault(answer)
    assert browser.sends(f"/t/{thread.id}/pin", until="2026-11-20").location == address(thread)
    assert first_of(as_(None), room) == "Who interprets at the clinic?"
    clock.advance(timedelta(hours=12))
    assert first_of(as_(None), room) == "A newer one"
    for until in ("", "2126-12-31"):
        assert browser.sends(f"/t/{thread.id}/pin", until=until).status_code == 302
        assert first_of(as_(None), room) == "Who interprets at the clinic?"
    assert browser.sends(f"/t/{thread.id}/unpin").status_code == 302
    assert first_of(as_(None), room) == "A newer one"


def first_of(browser, room) -> str:
    return people.soup(browser.get(f"/discuss/{room.slug}")).select_one("ul.topics .title a").text


def test_rename_and_the_old_address_still_leads_here(thread, asha, ben, as_):
    old = address(thread)
    assert field(as_(asha).get(f"/t/{thread.id}/rename"), "title") == "Who interprets at the clinic?"
    assert as_(ben).sends(f"/t/{thread.id}/rename", title="Mine").status_code == 403
    assert as_(asha).sends(f"/t/{thread.id}/rename", title="").status_code == 422
    answer = as_(asha).sends(f"/t/{thread.id}/rename", title="Interpreters at the clinic")
    assert answer.location == f"/t/{thread.id}/interpreters-at-the-clinic"
    redirected = as_(None).get(f"{old}?page=1")
    assert (redirected.status_code, redirected.location) == (301, f"{answer.location}?page=1")
    clock.advance(timedelta(days=8))
    assert "The time for renaming this topic is over." in people.words(as_(asha).get(f"/t/{thread.id}/rename"))


def test_move_to_a_room_that_the_mover_keeps_too(room, thread, ben, keeper, as_):
    kept, foreign, secret = people.forum("Kept"), people.forum("Foreign"), people.forum("Secret", visibility="nobody")
    keeps_order(keeper, kept)
    browser, url = as_(keeper), address(thread)
    offered = [option.text for option in people.soup(browser.get(f"/t/{thread.id}/move")).select("select option")]
    assert offered == ["Living together: Health and care", "Living together: Kept"]
    for forbidden in (foreign.id, secret.id, 9999, "x", 10**30):
        assert browser.sends(f"/t/{thread.id}/move", forum=str(forbidden)).status_code == 422
    assert browser.sends(f"/t/{thread.id}/move", forum=str(kept.id)).location == url
    assert "Kept" in [crumb.text for crumb in people.soup(as_(None).get(url)).select(".crumbs a")]
    assert "Who interprets" not in as_(None).reads(f"/discuss/{room.slug}")
    assert "Who interprets" in as_(None).reads(f"/discuss/{kept.slug}")
