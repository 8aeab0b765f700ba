"""Changing an entry: what it said is kept, and of two writers nobody loses a word."""

import io
from datetime import timedelta

from community import clock
from community.db import db, transaction
from community.forums.commands.topics import lock_topic
from community.media.models import Media
from community.resources.facts import LinkFacts
from community.resources.models import Revision
from community.resources.queries.entry import load_resource
from tests import people
from tests.resources.making import address, approval_needed, entry, form

EMPTY_LINK = {"link_url": "", "link_title": "", "link_language": "", "link_note": ""}


def edits(browser, resource, revision=0, **fields):
    return browser.sends(f"/resources/{resource.id}/edit", **form(revision=str(revision)) | fields)


def fresh(resource):
    db.session.expire_all()
    return load_resource(resource.id)


def test_the_form_holds_what_the_entry_says(as_, asha):
    row = entry(
        asha, "Handbook", kind="guideline", shelves=("training",), tags=("Youth", "Work"), issued="2010-05",
        links=(LinkFacts("https://example.org/x", "The book", "fr", "two pages"),), questions=["Why?", "How?"],
        document_language="pt", period_from=2001, comments_open=False,
    )  # fmt: skip
    page = people.soup(as_(asha).get(f"/resources/{row.id}/edit"))
    assert page.select_one("#title")["value"] == "Handbook"
    assert page.select_one("input[name=kind][checked]")["value"] == "guideline"
    assert page.select_one("#tags")["value"] == "Work, Youth"
    assert page.select_one("#questions").get_text().strip() == "Why?\nHow?"
    assert [page.select_one(f"#link_{name}-1")["value"] for name in ("url", "title", "note")] == [
        "https://example.org/x", "The book", "two pages",
    ]  # fmt: skip
    assert page.select_one("#link_language-1 option[selected]")["value"] == "fr"
    assert page.select_one("#document_language option[selected]")["value"] == "pt"
    assert page.select_one("input[name=categories][checked]")
    assert not page.select_one("#comments_open").has_attr("checked")


def test_the_author_edits_and_the_old_text_is_kept(as_, asha):
    row = entry(asha, "Handbook", publisher="The town", links=(LinkFacts("https://example.org/x"),), tags=("Youth",))
    before = address(row)
    answer = edits(as_(asha), row, title="Handbook, second edition", publisher="", reason="New.", **EMPTY_LINK)
    changed = fresh(row)
    assert answer.headers["Location"] == address(changed) != before
    assert (changed.revision, changed.links, changed.publisher) == (1, [], "")
    assert changed.topic.title == "Handbook, second edition"
    old = db.session.scalars(db.select(Revision)).one()
    assert (old.title, old.source, old.facts["publisher"], old.reason) == (
        "Handbook", "Worth an hour.", "The town", "New.",
    )  # fmt: skip
    assert as_(None).get(before).status_code == 301, "the old address leads on"


def test_strangers_do_not_edit(as_, archive, ben, keeper):
    assert as_(ben).get(f"/resources/{archive.id}/edit").status_code == 403
    assert edits(as_(ben), archive, title="Mine").status_code == 403
    assert as_(None).get(f"/resources/{archive.id}/edit").status_code == 302
    assert edits(as_(keeper), archive).status_code == 302
    assert fresh(archive).title == "Rumour log for town halls"


def test_two_writers_lose_no_word(as_, archive, asha, keeper):
    assert edits(as_(keeper), archive, body="The keeper's words.").status_code == 302
    answer = edits(as_(asha), archive, title="My title", body="The author's words.")
    page = people.soup(answer)
    assert answer.status_code == 409
    assert "The author's words." in page.select_one("#body").get_text()
    assert "keeper's" in page.select_one(".differences").get_text()
    assert page.select_one("#title")["value"] == "My title"
    seen = page.select_one("input[name=revision]")["value"]
    assert edits(as_(asha), archive, revision=seen, body="Both our words.").status_code == 302
    assert fresh(archive).source == "Both our words."


def test_a_tampered_revision_is_a_conflict(as_, archive, asha):
    assert edits(as_(asha), archive, revision="x").status_code == 409


def test_a_refused_edit_keeps_every_word(as_, archive, asha):
    answer = edits(as_(asha), archive, title="", body="New words.", issued="soon")
    assert answer.status_code == 422
    assert "New words." in people.soup(answer).select_one("#body").get_text()
    assert fresh(archive).source == "Worth an hour."


def test_comments_are_closed_and_opened(as_, archive, asha, ben):
    closed = form(revision="0")
    del closed["comments_open"]
    assert as_(asha).sends(f"/resources/{archive.id}/edit", **closed).status_code == 302
    assert "currently closed" in as_(None).reads(address(fresh(archive)))
    assert as_(ben).sends(f"/t/{archive.topic_id}/reply", body="Hello?").status_code == 403
    assert edits(as_(asha), archive, revision=1).status_code == 302
    assert as_(ben).sends(f"/t/{archive.topic_id}/reply", body="Hello?").status_code == 302


def test_what_a_moderator_closed_the_author_does_not_open(as_, archive, asha):
    lock_topic(fresh(archive).topic, by=people.member("Admin", administrator=True), reason="Too loud.")
    assert edits(as_(asha), archive).status_code == 302
    assert fresh(archive).topic.lock is not None


def test_a_picture_has_its_credit_and_gives_way_to_a_new_one(as_, archive, asha):
    given = {"picture_alt": "Two shelves", "picture_credit": "Ada", "picture_owner": "TV", "picture_source": "Archive"}
    assert edits(as_(asha), archive, picture=picture("a.png"), **given).status_code == 302
    page = people.soup(as_(None).get(address(fresh(archive))))
    assert page.select_one("figcaption").get_text() == "Photo: Ada, Owner: TV, Source: Archive"
    assert page.select_one(".plate img")["alt"] == "Two shelves"
    assert edits(as_(asha), archive, revision=1, picture=picture("b.png")).status_code == 302
    attached = db.session.scalars(db.select(Media.filename).where(Media.kind == "resource")).all()
    assert attached == ["b.png"]


def test_a_file_is_taken_away(as_, archive, asha):
    edits(as_(asha), archive, files=[(io.BytesIO(b"one,two\n1,2\n"), "table.csv")])
    box = people.soup(as_(asha).get(f"/resources/{archive.id}/edit")).select_one("input[name=dropped]")
    assert "table.csv" in as_(None).reads(address(fresh(archive)))
    edits(as_(asha), archive, revision=1, dropped=box["value"])
    assert "table.csv" not in as_(None).reads(address(fresh(archive)))


def test_editing_a_refused_entry_submits_it_again(as_, asha, keeper):
    approval_needed()
    row = entry(asha, "Handbook")
    as_(keeper).sends(f"/resources/{row.id}/refuse", reason="Please say for whom.")
    assert "Not accepted" in as_(asha).reads(address(row))
    edits(as_(asha), row, audience="front desks")
    assert "Waits for approval" in as_(asha).reads(address(fresh(row)))


def test_a_wrong_word_in_an_old_form_changes_nothing_for_others(as_, archive, asha):
    with transaction():
        asha.email_confirmed_at = None
    assert edits(as_(asha), archive).status_code == 403


def picture(name: str) -> tuple:
    image = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
        "c9fe92ef0000000049454e44ae426082"
    )
    return io.BytesIO(image), name


def test_earlier_versions_are_for_those_who_may_bring_them_back(as_, archive, asha, ben, keeper):
    edits(as_(asha), archive, title="A new title", body="Worth two hours.", reason="I read it again.")
    page = as_(asha).reads(f"/resources/{archive.id}/history")
    for words in (
        "Change 1",
        "I read it again.",
        "The title was: A television archive of new neighbours",
        "two hours.",
    ):
        assert words in page
    assert "1 earlier version" in as_(keeper).reads(address(fresh(archive)))
    assert "earlier version" not in as_(ben).reads(address(fresh(archive)))
    assert as_(ben).get(f"/resources/{archive.id}/history").status_code == 403
    assert as_(None).get(f"/resources/{archive.id}/history").status_code == 302


def test_a_new_edition_keeps_its_ratings_and_tells_them_apart(as_, archive, asha, ben):
    as_(ben).sends(f"/resources/{archive.id}/rate", value="2")
    clock.advance(timedelta(days=1))
    edits(as_(asha), archive, is_edition="y")
    clock.advance(timedelta(days=1))
    as_(people.member("Cleo")).sends(f"/resources/{archive.id}/rate", value="4")
    page = as_(None).reads(address(fresh(archive)))
    assert "Users ratings 3.00 out of 5, 2 votes" in page
    assert "Ratings before the edition of November 21, 2026: 2.00, 1 vote" in page
