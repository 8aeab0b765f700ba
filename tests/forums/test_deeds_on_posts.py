"""Each deed on a post, over plain HTTP: what it does, whom it refuses, and what a form cannot smuggle in."""

from datetime import timedelta

import pytest

from community import clock
from community.db import db
from community.forums.commands import posts
from tests import people
from tests.forums.making import address, field, newest, opening


def test_edit_with_a_reason_leaves_a_history_with_the_differences(thread, asha, as_):
    post = opening(thread)
    clock.advance(timedelta(hours=2))
    answer = as_(asha).sends(
        f"/p/{post.id}/edit", body="We have nobody but volunteers.", revision="0", reason="More exactly"
    )
    assert answer.location == f"{address(thread, 1)}#post-{post.id}"
    page = as_(None).reads(answer.location)
    assert "Edited by Asha on November 20, 2026, 14:00. More exactly 1 earlier version" in page
    history = people.soup(as_(None).get(f"/p/{post.id}/history"))
    assert [gone.text for gone in history.select("del")] == ["deleted: nobody."]
    assert [new.text for new in history.select("ins")] == ["inserted: nobody but volunteers."]
    assert "More exactly" in history.text


def test_an_edit_without_a_change_leaves_no_trace(thread, asha, as_):
    post = opening(thread)
    assert as_(asha).sends(f"/p/{post.id}/edit", body="We have nobody.", revision="0").status_code == 302
    assert "Edited by" not in as_(None).reads(address(thread))
    assert "has not been changed" in as_(None).reads(f"/p/{post.id}/history")


@pytest.mark.parametrize("revision", ["", "-1", "x", "²", "٣", "9" * 40, "1"])
def test_an_edit_that_names_no_text_it_has_seen_overwrites_nothing(thread, asha, as_, revision):
    post = opening(thread)
    answer = as_(asha).sends(f"/p/{post.id}/edit", body="Mine instead.", revision=revision)
    assert answer.status_code in (409, 422)
    assert field(answer, "body") == "Mine instead."
    db.session.expire_all()
    assert post.source == "We have nobody."


def test_behaviour_10_edit_conflict_shows_both_texts_and_saves_what_was_merged(thread, asha, keeper, as_):
    post = opening(thread)
    mine, theirs = as_(asha), as_(keeper)
    seen = [field(browser.get(f"/p/{post.id}/edit"), "revision") for browser in (mine, theirs)]
    assert theirs.sends(f"/p/{post.id}/edit", body="We have nobody yet.", revision=seen[1]).status_code == 302
    conflict = mine.sends(f"/p/{post.id}/edit", body="We have nobody, sadly.", revision=seen[0], reason="Mood")
    assert conflict.status_code == 409
    page = people.soup(conflict)
    assert "Somebody changed this post while you were writing" in page.text
    assert field(conflict, "body") == "We have nobody, sadly."
    assert field(conflict, "reason") == "Mood"
    differences = page.select_one(".differences")
    assert [gone.text for gone in differences.select("del")] == ["deleted: nobody, sadly."]
    assert [new.text for new in differences.select("ins")] == ["inserted: nobody yet."]
    merged = {"body": "We have nobody yet, sadly.", "revision": field(conflict, "revision")}
    assert mine.sends(f"/p/{post.id}/edit", **merged).status_code == 302
    assert "We have nobody yet, sadly." in as_(None).reads(address(thread))


def test_only_the_author_within_the_window_and_moderators_edit(thread, asha, ben, keeper, as_):
    post = opening(thread)
    answer = as_(ben).sends(f"/p/{post.id}/edit", body="Not mine.", revision="0")
    assert answer.status_code == 403
    assert "Only its author may edit this post." in people.words(answer)
    clock.advance(timedelta(days=7))
    late = as_(asha).get(f"/p/{post.id}/edit")
    assert "The time for editing this post is over." in people.words(late)
    assert as_(keeper).sends(f"/p/{post.id}/edit", body="A typing error mended.", revision="0").status_code == 302


def test_remove_restore_and_purge(thread, ben, keeper, admin, as_):
    post = posts.reply(thread, by=ben, body="Call Amal at home.")
    moderator = as_(keeper)
    refused = moderator.sends(f"/p/{post.id}/remove", reason="")
    assert refused.status_code == 422
    assert "Call Amal at home." in people.words(refused)
    assert moderator.sends(f"/p/{post.id}/remove", reason="A private number").status_code == 302
    stone = "Post 2 was removed by a moderator on November 20, 2026."
    url = f"/p/{post.id}"
    for who, told in ((None, False), (people.member("Cleo"), False), (ben, True), (keeper, True)):
        page = as_(who).reads(url)
        assert stone in page
        assert ("Reason: A private number" in page) == told
        assert "Call Amal" not in page
    assert as_(None).get(f"{url}/history").status_code == 404
    assert as_(ben).get(f"{url}/quote").status_code == 404
    assert "only moderators can restore it" in people.words(as_(ben).sends(f"{url}/restore"))
    assert "Call Amal at home." in moderator.reads(f"{url}/restore")
    assert moderator.sends(f"{url}/restore").status_code == 302
    assert "Call Amal at home." in as_(None).reads(url)
    assert "Remove the post first." in people.words(as_(admin).get(f"{url}/purge"))
    moderator.sends(f"{url}/remove", reason="A private number")
    assert "Only administrators" in people.words(moderator.get(f"{url}/purge"))
    assert as_(admin).sends(f"{url}/purge", reason="").status_code == 422
    assert as_(admin).sends(f"{url}/purge", reason="Asked by Amal").status_code == 302
    for who in (None, ben, keeper, admin):
        page = as_(who).reads(url)
        assert "Call Amal" not in page
        assert "A private number" not in page
    assert as_(admin).get(f"{url}/restore").status_code == 403


def test_the_author_removes_and_restores_within_the_window(thread, asha, ben, as_):
    post = posts.reply(thread, by=ben, body="I was wrong.")
    assert as_(asha).sends(f"/p/{post.id}/remove", reason="Mine to say").status_code == 403
    assert as_(ben).sends(f"/p/{post.id}/remove").status_code == 302
    assert "Post 2 was removed by its author" in as_(None).reads(address(thread))
    assert as_(asha).sends(f"/p/{post.id}/restore").status_code == 403
    assert as_(ben).sends(f"/p/{post.id}/restore").status_code == 302
    clock.advance(timedelta(days=7))
    assert "ask a moderator" in people.words(as_(ben).sends(f"/p/{post.id}/remove"))


def test_fields_that_a_form_does_not_have_change_nothing(thread, room, ben, as_):
    wanted = {"author_id": "1", "created_at": "2001-01-01", "number": "7", "pinned": "1", "role": "administrator",
              "is_administrator": "1", "forum_id": "9", "posts_count": "99"}  # fmt: skip
    as_(ben).sends(f"/t/{thread.id}/reply", body="Just a reply.", **wanted)
    post = newest(thread)
    assert (post.author_id, post.created_at, post.number, post.topic_id) == (ben.id, clock.now(), 2, thread.id)
    assert (ben.role, ben.posts_count) == ("member", 1)


STRANGE = ["\x00", "a\x00b", "\x01\x02", "\ufffe\uffff", "\u202e", "\U0010ffff", "\ud800"]


@pytest.mark.parametrize("words", STRANGE)
def test_strange_characters_are_refused_or_replaced_never_an_error(room, thread, asha, as_, words):
    browser, text = as_(asha), words.encode("utf-8", "surrogatepass")
    post = opening(thread)
    for url, fields in {
        f"/t/{thread.id}/reply": {"body": text + b" and more", "once": text},
        f"/discuss/{room.slug}/new": {"title": b"Title " + text, "body": text + b" and more"},
        f"/p/{post.id}/edit": {"body": b"Changed " + text, "reason": text, "revision": text},
        f"/p/{post.id}/quote": {"body": text, "selection": b"nobody" + text},
        f"/t/{thread.id}/rename": {"title": text + b"title"},
        f"/p/{post.id}/remove": {"reason": text},
    }.items():
        assert browser.sends(url, **fields).status_code in (200, 302, 400, 409, 422), url
    for url in (
        "/discuss/%00",
        "/discuss/%ED%A0%80",
        f"/discuss/{room.slug}%00",
        "/discuss/%F4%8F%BF%BF",
        f"/t/{thread.id}/%00",
    ):
        assert browser.get(url).status_code == 404, url
