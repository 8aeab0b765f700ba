"""The closing word of a topic: who says where it stands, how it is changed and taken back, and looking again."""

from datetime import date, timedelta

import pytest

from community import clock
from community.audit import Entry
from community.db import db, transaction
from community.errors import Conflict, Invalid, NotAllowed
from community.forums.commands import conclusions, leaving, posts, topics
from community.forums.commands.conclusions import conclude_topic, withdraw_conclusion
from community.forums.models import Conclusion, ConclusionRevision, LookAgain
from community.forums.queries.conclusions import words_of
from community.forums.queries.thread import find_topic
from community.resources.commands import entries
from community.resources.facts import Facts
from tests import people
from tests.forums.making import address, fault, field, opening

WORD = "The **interpreters** come on Tuesdays."
SOON = date(2026, 12, 24)


def says(topic, by, body=WORD, seen=0, **more):
    conclude_topic(topic, by=by, body=body, seen=seen, **more)


def box(response) -> str:
    """The closing word as the page shows it."""
    found = people.soup(response).select_one(".conclusion")
    return " ".join(found.text.split()) if found else ""


def of(topic) -> Conclusion:
    return db.session.get(Conclusion, topic.id, populate_existing=True)


def test_the_author_says_where_the_topic_stands_and_it_is_read_on_top_and_in_the_list(thread, room, asha, as_):
    sent = as_(asha).sends(f"/t/{thread.id}/conclude", body=WORD, look_again_on="2026-12-24", revision="0")
    page = as_(None).get(sent.location)
    assert "The interpreters come on Tuesdays. Asha" in box(page) and "Look again on December 24, 2026" in box(page)
    assert people.soup(page).select_one(".conclusion .reading strong").text == "interpreters"
    line = people.soup(as_(None).get(f"/discuss/{room.slug}")).select_one("ul.topics > li .stands")
    assert " ".join(line.text.split()) == "Where we stand The interpreters come on Tuesdays."


WHO = [("guest", False), ("member", False), ("author", True), ("moderator", True), ("administrator", True)]


@pytest.mark.parametrize(("who", "may"), WHO)
def test_who_may_write_it(thread, as_, asha, ben, keeper, admin, who, may):
    clock.advance(timedelta(days=90))  # long after the window for editing
    person = {"guest": None, "member": ben, "author": asha, "moderator": keeper, "administrator": admin}[who]
    page = people.soup(as_(person).get(address(thread)))
    assert bool(page.select_one(f'a[href="/t/{thread.id}/conclude"]')) == may
    answer = as_(person).sends(f"/t/{thread.id}/conclude", body=WORD, revision="0")
    assert answer.status_code == (302 if may else 401 if person is None else 403)
    assert bool(box(as_(None).get(address(thread)))) == may


def test_what_a_moderator_wrote_or_withdrew_the_author_does_not_change(thread, asha, keeper, as_):
    says(thread, keeper)
    for deed in (lambda: says(thread, asha, "Mine.", seen=1), lambda: withdraw_conclusion(thread, by=asha)):
        with pytest.raises(NotAllowed, match="A moderator wrote this"):
            deed()
    withdraw_conclusion(thread, by=keeper)
    with pytest.raises(NotAllowed, match="A moderator withdrew"):
        says(thread, asha, "Mine.", seen=1)
    assert "Write a closing word" not in as_(asha).reads(address(thread))
    says(thread, keeper, "Anew.", seen=1)
    assert of(thread).revision == 2


def test_a_locked_topic_is_concluded_by_moderators(thread, asha, keeper):
    topics.lock_topic(thread, by=keeper)
    with pytest.raises(NotAllowed, match="locked"):
        says(thread, asha)
    says(thread, keeper)
    assert of(thread).source == WORD


def test_nothing_is_said_of_a_topic_whose_words_were_all_removed(thread, asha, keeper, admin):
    posts.remove(opening(thread), by=keeper, reason="Spam")
    with pytest.raises(NotAllowed, match="All that stood"):
        says(thread, asha)


def test_it_is_written_anew_with_its_history(thread, asha, keeper, as_):
    says(thread, asha)
    clock.advance(timedelta(days=40))
    says(thread, keeper, "They come **every day** now.", seen=1, look_again_on=SOON + timedelta(days=90))
    page = as_(None).get(f"/t/{thread.id}/conclusions")
    versions = people.soup(page).select("main section")
    assert [version.h2.text for version in versions] == ["Version 2", "Version 1"]
    assert "Keeper" in versions[0].text and "Asha" in versions[1].text
    assert "Earlier versions" in box(as_(None).get(address(thread)))


def test_of_two_who_write_at_once_the_second_sees_both_texts_and_loses_none(thread, asha, keeper, as_):
    form = as_(asha).get(f"/t/{thread.id}/conclude")
    seen = field(form, "revision")
    as_(asha).sends(f"/t/{thread.id}/conclude", body="First.", revision=seen)
    answer = as_(keeper).sends(f"/t/{thread.id}/conclude", body="Second.", revision=seen)
    assert answer.status_code == 409 and field(answer, "body") == "Second."
    assert "First." in people.words(answer) and "Nothing is lost" in people.words(answer)
    as_(keeper).sends(f"/t/{thread.id}/conclude", body="Second.", revision=field(answer, "revision"))
    assert of(thread).source == "Second." and of(thread).revision == 2
    with pytest.raises(Conflict):
        says(thread, keeper, "Third.", seen=-1)


def test_the_same_sent_twice_is_written_once(thread, asha, as_):
    for _ in range(2):
        assert as_(asha).sends(f"/t/{thread.id}/conclude", body=WORD, revision="0").status_code == 302
    assert of(thread).revision == 1 and db.session.query(Entry).filter_by(action="topic.conclude").count() == 1


BAD = [
    ({"body": ""}, "fill this in"), ({"body": "x" * 8001}, "at most 8000"),
    ({"body": WORD, "look_again_on": "2026-11-20"}, "in the future"),
    ({"body": WORD, "look_again_on": "soon"}, "Not a valid date"),
    ({"body": WORD, "look_again_on": "9999-01-01"}, "Not a valid date"), ({"body": "[a](/b) " * 500}, "links"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "told"), BAD)
def test_what_cannot_be_is_refused_beside_its_field_and_stays_typed(thread, asha, as_, given, told):
    answer = as_(asha).sends(f"/t/{thread.id}/conclude", revision="0", **given)
    assert answer.status_code == 422 and told in fault(answer)
    assert field(answer, "body").strip() == given["body"].strip() and of(thread) is None


def test_a_day_that_has_come_may_stay_when_the_words_change(thread, asha):
    says(thread, asha, look_again_on=SOON)
    clock.advance(timedelta(days=60))
    says(thread, asha, "Still so.", seen=1, look_again_on=SOON)
    with pytest.raises(Invalid):
        says(thread, asha, "Still so.", seen=2, look_again_on=SOON + timedelta(days=1))


def test_withdrawn_it_is_gone_for_all_but_moderators(thread, room, asha, ben, keeper, as_):
    says(thread, asha, "First draft.")
    says(thread, asha, "Pelicans.", seen=1)
    assert "Withdraw it" in as_(asha).reads(address(thread))
    assert as_(ben).sends(f"/t/{thread.id}/withdraw-conclusion").status_code == 403
    assert as_(asha).sends(f"/t/{thread.id}/withdraw-conclusion").status_code == 302
    assert box(as_(None).get(address(thread))) == "" and "Pelicans" not in as_(None).reads(f"/discuss/{room.slug}")
    assert as_(None).get(f"/t/{thread.id}/conclusions").status_code == 404
    assert "Pelicans." in as_(keeper).reads(f"/t/{thread.id}/conclusions")
    says(thread, asha, "Herons.", seen=2)
    history = as_(None).reads(f"/t/{thread.id}/conclusions")
    assert "Herons" in history and "Pelicans" not in history and "First draft" not in history


def test_each_deed_is_in_the_log(thread, asha, keeper):
    says(thread, keeper)
    withdraw_conclusion(thread, by=keeper)
    log = db.session.scalars(db.select(Entry).where(Entry.by_id == keeper.id).order_by(Entry.id)).all()
    assert [(one.action, one.object_id) for one in log][-2:] == [
        ("topic.conclude", thread.id), ("topic.withdraw_conclusion", thread.id),
    ]  # fmt: skip


def test_search_finds_its_words_while_it_stands(thread, asha, as_):
    says(thread, asha, "The quetzals came.")
    found = as_(None).get("/search?q=quetzals")
    assert f'href="/t/{thread.id}/' in found.get_data(as_text=True)
    withdraw_conclusion(thread, by=asha)
    assert f'href="/t/{thread.id}/' not in as_(None).get("/search?q=quetzals").get_data(as_text=True)


def test_comments_have_a_closing_word_too_by_who_posted_the_entry(asha, ben, admin, as_):
    entry = entries.add_resource(by=asha, facts=Facts("A handbook", "guideline", "Read it."))
    talk = find_topic(entry.topic_id, asha)
    url = f"/resources/{entry.id}/{entry.slug}"
    assert as_(ben).sends(f"/t/{talk.id}/conclude", body=WORD, revision="0").status_code == 403
    assert as_(asha).sends(f"/t/{talk.id}/conclude", body=WORD, revision="0").status_code == 302
    assert "interpreters come on Tuesdays" in box(as_(None).get(url))
    withdraw_conclusion(talk, by=asha)
    assert box(as_(None).get(url)) == ""


def test_who_takes_their_data_home_takes_closing_words_along(thread, asha, keeper):
    says(thread, asha, look_again_on=SOON)
    says(thread, asha, "Anew.", seen=1)
    assert [(word["closing_word"], word["look_again"]) for word in words_of(asha)] == [
        ("Anew.", None), (WORD, "2026-12-24"),
    ]  # fmt: skip
    assert words_of(keeper) == []


@pytest.mark.parametrize("remove", [True, False])
def test_leaving_takes_the_word_along_or_leaves_it_to_a_former_member(thread, asha, ben, as_, remove):
    posts.reply(thread, by=ben, body="We do.")
    says(thread, asha, look_again_on=SOON)
    clock.advance(timedelta(days=40))
    conclusions.look_again()
    with transaction():
        leaving.take_conclusions_along(asha, remove_posts=remove)
        asha.left_at = clock.now()
    assert not db.session.scalars(db.select(LookAgain)).all()
    shown = box(as_(None).get(address(thread)))
    assert shown == "" if remove else "former member" in shown


def test_leaving_takes_along_the_word_that_was_written_over_too(thread, asha, keeper, as_):
    says(thread, asha)
    says(thread, keeper, "They come every day now.", seen=1)
    with transaction():
        leaving.take_conclusions_along(asha, remove_posts=True)
    url = f"/t/{thread.id}/conclusions"
    assert "every day" in as_(None).reads(url) and "Tuesdays" not in as_(None).reads(url)
    assert "Tuesdays" in as_(keeper).reads(url)


def test_a_purged_post_is_purged_from_what_a_closing_word_quotes(thread, asha, ben, admin):
    said = posts.reply(thread, by=ben, body="Call 0123 456.")
    quoting = f"> [@ben](/p/{said.id}):\n>\n> Call 0123 456.\n\nSo we call."
    says(thread, asha, quoting)
    says(thread, asha, f"{quoting} Daily.", seen=1)
    posts.remove(said, by=admin, reason="Private")
    posts.purge(said, by=admin, reason="Private")
    kept = db.session.scalars(db.select(ConclusionRevision.source)).all()
    assert "0123" not in " ".join([of(thread).source, of(thread).html, of(thread).line, *kept])
    assert "So we call. Daily." in of(thread).source


def test_it_costs_no_statement_on_topics_and_lists(thread, room, asha, app, statements):
    get = people.visits(app).get
    urls = (address(thread), f"/discuss/{room.slug}")
    before = [statements(get, url) for url in urls]
    says(thread, asha)
    assert [statements(get, url) for url in urls] == before
