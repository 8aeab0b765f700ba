"""Each deed on its page, as members and moderators do it over plain HTTP: what it does, and whom it refuses."""

from datetime import timedelta

import pytest

from community import audit, clock
from community.db import db
from community.forums.commands import posts
from community.forums.models import Forum, Topic
from tests import people
from tests.forums.making import address, keeps_order, newest, opening


def entries(action: str) -> list[str]:
    return list(db.session.scalars(db.select(audit.Entry.note).where(audit.Entry.action == action)))


def field(response, name: str) -> str:
    """What stands in a field of the page's form."""
    found = people.soup(response).select_one(f'main form [name="{name}"]')
    return found.text.removeprefix("\n") if found.name == "textarea" else found.get("value", "")


def fault(response) -> str:
    """The first error beside a field."""
    return people.soup(response).select_one(".field .error").text


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
    for refused, words in {"2026-11-19": "must lie in the future", "tomorrow": "Not a valid date"}.items():
        answer = browser.sends(f"/t/{thread.id}/pin", until=refused)
        assert answer.status_code == 422
        assert words in fault(answer)
    assert browser.sends(f"/t/{thread.id}/pin", until="2026-11-20").location == address(thread)
    assert first_of(as_(None), room) == "Who interprets at the clinic?"
    clock.advance(timedelta(hours=12))
    assert first_of(as_(None), room) == "A newer one"
    for until in ("", "9999-12-31"):
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


def test_administrators_arrange_themes_and_forums(app, admin, asha, ben, as_):
    browser = as_(admin)
    assert "No theme yet" in browser.reads("/admin/forums")
    assert browser.get("/admin/forums/new").location == "/admin/forums/themes/new"
    assert browser.sends("/admin/forums/themes/new", title="", position="0").status_code == 422
    assert browser.sends("/admin/forums/themes/new", title="Work and language", position="0").status_code == 302
    theme = people.soup(browser.get("/admin/forums/new")).select_one("select#theme_id option")["value"]
    form = {"name": "Named circle", "purpose": "For a few.", "theme_id": theme, "position": "0",
            "visibility": "named", "posting": "members", "slug": "", "named": "asha\nnobody-here"}  # fmt: skip
    refused = browser.sends("/admin/forums/new", **form)
    assert refused.status_code == 422
    assert "Nobody here is called nobody-here." in fault(refused)
    made = browser.sends("/admin/forums/new", **form | {"named": "Asha"})
    assert made.location == "/discuss/named-circle"
    assert [as_(who).get(made.location).status_code for who in (asha, ben, None)] == [200, 404, 404]
    room = db.session.scalar(db.select(Forum))
    assert field(browser.get(f"/admin/forums/{room.id}"), "named") == "asha"
    changed = form | {"named": "asha", "visibility": "everyone", "slug": "open-circle", "position": "5"}
    assert browser.sends(f"/admin/forums/{room.id}", **changed).location == "/discuss/open-circle"
    assert as_(ben).get("/discuss/named-circle").location == "/discuss/open-circle"
    topic = people.topic(room, by=asha)
    assert "Move its topics to another forum first." in people.words(
        browser.sends(f"/admin/forums/{room.id}/delete", sure="y")
    )
    assert browser.sends(f"/admin/forums/themes/{theme}/delete", sure="y").status_code == 422
    assert as_(ben).get(address(topic)).status_code == 200


def test_an_empty_forum_and_then_its_theme_are_deleted(room, admin, ben, as_):
    browser = as_(admin)
    assert as_(ben).sends(f"/admin/forums/{room.id}/delete", sure="y").status_code == 403
    assert browser.sends(f"/admin/forums/{room.id}/delete").status_code == 422
    assert browser.sends(f"/admin/forums/{room.id}/delete", sure="y").location == "/admin/forums"
    assert browser.sends(f"/admin/forums/themes/{room.theme_id}/delete", sure="y").status_code == 302
    assert "No theme yet" in browser.reads("/admin/forums")
    assert browser.get(f"/discuss/{room.slug}").status_code == 404


def test_a_changed_forum_form_that_is_refused_keeps_what_was_typed(room, admin, as_):
    form = {"name": "N" * 121, "purpose": "Still here", "theme_id": "9999", "position": "-1", "visibility": "all",
            "posting": "members", "slug": "x", "named": "asha"}  # fmt: skip
    answer = as_(admin).sends(f"/admin/forums/{room.id}", **form)
    assert answer.status_code == 422
    assert field(answer, "purpose") == "Still here"
    assert field(answer, "named") == "asha"
