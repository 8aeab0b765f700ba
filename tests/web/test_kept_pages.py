"""A page that is kept ready is what a fresh one would be: for everybody, after every deed, and nobody else's."""

from pathlib import Path

import pytest

from community import stamps
from community.db import db, transaction
from community.forums.commands import posts, topics
from community.forums.models import Topic
from community.forums.threads import views
from community.members.commands import administrators
from community.text import quotes
from community.web.shelf import LASTING, PASSING
from tests import people
from tests.forums.making import address, newest, opening, together
from tests.web.keeping import as_elsewhere, is_handed_out, looks, shelf_of


@pytest.fixture(autouse=True)
def shelf(app):
    with shelf_of(app) as shelf:
        yield shelf


DEEDS = {
    "reply": lambda topic, asha, admin: posts.reply(topic, by=asha, body="A new word."),
    "edit": lambda topic, asha, admin: posts.edit(opening(topic), by=asha, body="Changed words.", seen=0),
    "remove": lambda topic, asha, admin: posts.remove(newest(topic), by=admin, reason="Spam"),
    "rename": lambda topic, asha, admin: topics.rename_topic(topic, by=admin, title="Who interprets now?"),
    "lock": lambda topic, asha, admin: topics.lock_topic(topic, by=admin, reason="Settled."),
    "pin": lambda topic, asha, admin: topics.pin_topic(topic, by=admin),
    "move": lambda topic, asha, admin: topics.move_topic(topic, by=admin, to=people.forum("Elsewhere")),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_on_a_topic_is_on_its_page_at_once(deed, thread, asha, admin, guest, shelf):
    people.replies(2, to=thread, by=asha)
    url = address(thread)
    before = guest.reads(url)
    assert is_handed_out(guest, url)
    DEEDS[deed](thread, asha, admin)
    kept = guest.reads(url)
    shelf.clear()
    assert kept == guest.reads(url) != before


def test_what_was_removed_and_restored_is_gone_and_back(thread, asha, admin, guest):
    post = people.replies(1, to=thread, by=asha, body="A telephone number")[0]
    url = address(thread)
    assert "A telephone number" in guest.reads(url)
    posts.remove(post, by=admin, reason="Private")
    assert "A telephone number" not in guest.reads(url)
    posts.restore(post, by=admin)
    assert "A telephone number" in guest.reads(url)


def test_what_joins_a_narrow_deed_and_does_not_say_what_it_touches_renews_every_page(thread, guest):
    url = address(thread)
    for around, within, stays in ((True, True, True), (True, False, False), (False, True, False)):
        guest.reads(url)
        assert is_handed_out(guest, url)
        with transaction(narrow=around), transaction(narrow=within):
            pass
        assert is_handed_out(guest, url) == stays, (around, within)


def test_a_deed_in_one_topic_leaves_the_pages_of_others(thread, room, asha, guest):
    other = people.topic(room, by=asha, title="Another thread")
    guest.reads(address(other))
    posts.reply(thread, by=asha, body="A new word.")
    assert is_handed_out(guest, address(other))


def test_what_does_not_say_what_it_touches_makes_every_page_anew(thread, asha, guest):
    guest.reads(address(thread))
    with transaction():
        asha.display_name = "Asha the Second"
    assert "Asha the Second" in guest.reads(address(thread))


def test_what_is_on_no_page_drops_none(thread, guest):
    guest.reads(address(thread))
    with transaction(narrow=True):
        db.session.execute(db.update(Topic).values(views=Topic.views + 1))
    assert is_handed_out(guest, address(thread))


def test_the_name_above_a_quote_goes_with_the_post_that_was_quoted(thread, room, asha, admin, guest):
    other = people.topic(room, by=asha, title="Another thread", body="Words worth keeping.")
    quoted = opening(other)
    posts.reply(thread, by=admin, body=quotes.quote(quoted.id, "asha", quoted.source))
    assert "Asha wrote" in guest.reads(address(thread))
    posts.reply(other, by=asha, body="And more.")
    posts.remove(quoted, by=admin, reason="Spam")
    assert "From a post that cannot be shown" in guest.reads(address(thread))


def test_a_deed_on_another_host_is_heard_of(app, thread, asha, guest):
    url = address(thread)
    guest.reads(url)
    as_elsewhere(lambda: posts.reply(thread, by=asha, body="From afar."))
    assert "From afar." not in guest.reads(url)
    app.extensions["listener"]._looked -= stamps.PAUSE
    assert "From afar." in guest.reads(url)
    assert is_handed_out(guest, url)


def test_a_page_that_was_read_while_something_was_committed_is_not_kept(app, thread, asha, guest, monkeypatch):
    url, note = address(thread), views.note

    def reply_meanwhile(*args):
        note(*args)
        together(app, lambda: posts.reply(db.session.merge(thread), by=db.session.merge(asha), body="Meanwhile."))

    monkeypatch.setattr(views, "note", reply_meanwhile)
    guest.reads(url)
    monkeypatch.undo()
    assert not is_handed_out(guest, url)


@pytest.mark.parametrize(("url", "lasting"), [("topic", LASTING), ("/discuss", PASSING)])
def test_a_while_later_the_page_is_made_anew(url, lasting, thread, guest, shelf):
    url = address(thread) if url == "topic" else url
    guest.reads(url)
    (kept,) = shelf._pages.values()
    kept.made -= lasting - 5
    assert is_handed_out(guest, url)
    kept.made -= 10
    assert not is_handed_out(guest, url)


def test_a_forum_that_closes_its_doors_closes_them_at_once(thread, admin, guest):
    guest.reads(address(thread))
    with transaction():
        thread.forum.visibility = "members"
    assert guest.get(address(thread)).status_code == 404


def test_every_showing_counts_as_a_view(thread, guest):
    views._facts.clear()  # of earlier stories
    for _time in range(3):
        guest.reads(address(thread))
    views.flush()
    db.session.expire_all()
    assert thread.views == 3


def test_a_browser_that_has_the_page_is_told_so_until_it_changes(thread, asha, guest):
    url = address(thread)
    for _time in range(2):  # made, then handed out
        tag = guest.get(url).headers["ETag"]
        answer = guest.get(url, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.data) == (304, b"")
        assert "Content-Security-Policy" in answer.headers
    posts.reply(thread, by=asha, body="A new word.")
    assert guest.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_made_and_handed_out_answers_have_the_same_headers_and_words(thread, guest):
    url = address(thread)
    made, _statements = looks(guest, url, **{"Accept-Encoding": "gzip"})
    kept, statements = looks(guest, url, **{"Accept-Encoding": "gzip"})
    plain, _statements = looks(guest, url)
    own = {"X-Request-Id", "Date"}
    assert statements == 0
    assert {k: v for k, v in made.headers if k not in own} == {k: v for k, v in kept.headers if k not in own}
    assert made.headers["X-Request-Id"] != kept.headers["X-Request-Id"]
    assert made.data == kept.data
    assert "Content-Encoding" not in plain.headers
    assert len(plain.data) == int(plain.headers["Content-Length"]) > len(kept.data)
    assert "Set-Cookie" not in made.headers


def test_languages_are_kept_apart(thread, guest):
    for _time in range(2):
        french = guest.get(address(thread), headers={"Accept-Language": "fr"})
        assert people.soup(french).html["lang"] == "fr"
        assert people.soup(guest.get(address(thread))).html["lang"] == "en"


def test_questions_after_the_address_that_mean_nothing_are_not_kept(thread, guest, shelf):
    for words in ("utm=1", "page=1&page=1", "page=1&x=2"):
        assert not is_handed_out(guest, f"{address(thread)}?{words}")
        assert not is_handed_out(guest, f"{address(thread)}?{words}")
    assert not shelf._pages


def test_visitors_find_lists_ready_until_anything_changes(app, thread, asha, guest):
    # The first page of a site that waits for its first administrator asks for a code, and is nobody's to share.
    Path(app.config["INSTANCE"], administrators.CODE).unlink(missing_ok=True)
    for url in ("/", "/discuss", f"/discuss/{thread.forum.slug}", "/resources", "/tags", "/about"):
        if guest.get(url).status_code == 200:
            assert is_handed_out(guest, url), url
    posts.reply(thread, by=asha, body="A new word.")
    assert not is_handed_out(guest, "/discuss")
