"""Reminders: due once, on the morning of their day where the member is; by mail if wanted; never telling too much."""

from datetime import UTC, date, datetime, timedelta

import pytest

from community import clock, jobs, mail
from community.db import transaction
from community.members.models import Suspension
from community.shelf import reminders
from community.shelf.commands import bookmarks
from community.shelf.models import Bookmark
from tests import people
from tests.forums.making import field
from tests.shelf.making import fresh, kept

TOMORROW = date(2026, 11, 21)


def due(page) -> list[str]:
    """The titles of what the page shows as due."""
    return [title.text for title in people.soup(page).select(".due .title")]


def work() -> list:
    """What the worker does; the mails that it sent."""
    mail.outbox.clear()
    reminders.make_due()
    jobs.run_due()
    return list(mail.outbox)


@pytest.mark.parametrize(
    ("zone", "at"),
    [("UTC", (21, 7)), ("Asia/Tokyo", (20, 22)), ("America/Los_Angeles", (21, 15))],
)
def test_it_is_due_on_the_morning_of_its_day_where_the_member_is(app, thread, zone, at):
    kim = people.member("Kim", timezone=zone)
    row, browser = kept(kim, thread, remind_on=TOMORROW, by_mail=True), people.signs_in(app, kim)
    clock.freeze(datetime(2026, 11, *at, tzinfo=UTC) - timedelta(seconds=1))
    assert work() == [] and due(browser.get("/shelf")) == []
    clock.advance(timedelta(seconds=1))
    assert due(browser.get("/shelf")) == ["Who interprets at the clinic?"]
    assert len(work()) == 1 and fresh(Bookmark, row).reminded_at == clock.now()
    assert work() == [] and reminders.make_due() == 0, "once is enough"
    assert "Reminder of November 21, 2026" in browser.reads("/shelf")


def test_no_mail_is_written_to_those_who_asked_for_none(asha, thread):
    row = kept(asha, thread, remind_on=clock.now().date())
    assert work() == [] and fresh(Bookmark, row).reminded_at


def test_the_mail_names_the_thing_and_the_note(app, asha, thread):
    kept(asha, thread, note="Ask <them>.", remind_on=clock.now().date(), by_mail=True)
    (sent,) = work()
    plain, html = (sent.get_body((part,)).get_content() for part in ("plain", "html"))
    assert sent["To"] == "asha@example.org"
    assert sent["Subject"] == "You wanted to be reminded: Who interprets at the clinic?"
    for words in ("Hello Asha", "Ask <them>.", f"{app.config['URL']}/t/{thread.id}/", "/shelf"):
        assert words in plain
    assert "Ask &lt;them&gt;." in html


def test_what_one_may_no_longer_see_is_not_named_in_the_mail(asha, room, thread, reader):
    kept(asha, thread, note="Ask them.", remind_on=clock.now().date(), by_mail=True)
    with transaction():
        room.visibility = "nobody"
    (sent,) = work()
    whole = sent.as_string()
    assert "Ask them." in whole and "No longer available" in whole
    assert "interprets" not in whole and "/t/" not in whole
    page = reader.get("/shelf")
    assert due(page) == ["No longer available"] and "Ask them." in people.words(page)


def test_permission_is_asked_for_when_the_mail_is_sent_not_when_it_was_owed(asha, room, thread):
    kept(asha, thread, remind_on=clock.now().date(), by_mail=True)
    reminders.make_due()
    with transaction():
        room.visibility = "nobody"
    (sent,) = work()
    assert "interprets" not in sent.as_string()


@pytest.mark.parametrize("what", ["removed", "settled", "left", "suspended", "unconfirmed"])
def test_no_mail_goes_where_none_is_wanted_any_more(asha, thread, what):
    row = kept(asha, thread, remind_on=clock.now().date(), by_mail=True)
    reminders.make_due()
    with transaction() as session:
        if what == "suspended":
            session.add(Suspension(member_id=asha.id, reason="Advertising", at=clock.now()))
        asha.email = None if what == "left" else asha.email
        asha.email_confirmed_at = None if what == "unconfirmed" else asha.email_confirmed_at
    if what in ("removed", "settled"):
        {"removed": bookmarks.remove, "settled": bookmarks.settle}[what](row, by=asha)
    assert work() == []


def test_done_ends_the_reminder_and_keeps_the_bookmark(asha, thread, reader):
    row = kept(asha, thread, note="Mine.", remind_on=clock.now().date())
    page = reader.get("/shelf")
    (form,) = [one for one in people.soup(page).select(".due form") if one["action"].endswith("/settle")]
    answer = reader.sends(form["action"], follow=True)
    assert due(answer) == [] and "Mine." in people.words(answer)
    assert fresh(Bookmark, row).remind_on is None and work() == []


def test_another_day_makes_it_come_again(asha, thread, reader):
    row = kept(asha, thread, remind_on=clock.now().date(), by_mail=True)
    assert len(work()) == 1
    way = f"/shelf/bookmarks/{row.id}/edit"
    given = {"note": "", "folder": "", "by_mail": "y", "revision": field(reader.get(way), "revision")}
    assert reader.sends(way, remind_on="2026-11-22", **given).status_code == 302
    assert due(reader.get("/shelf")) == [] and work() == []
    clock.advance(timedelta(days=2))
    assert len(work()) == 1


def test_a_reminder_that_has_come_does_not_stop_other_changes(asha, thread, reader):
    row = kept(asha, thread, remind_on=clock.now().date())
    work()
    clock.advance(timedelta(days=3))
    given = {"folder": "", "remind_on": "2026-11-20", "revision": "0"}
    assert reader.sends(f"/shelf/bookmarks/{row.id}/edit", note="Changed.", **given).status_code == 302
    changed = fresh(Bookmark, row)
    assert changed.note == "Changed." and changed.reminded_at, "it is not made due anew"
