"""Keeping, changing and removing: what stands on the shelf afterwards, and what two windows do to each other."""

from datetime import timedelta

import pytest

from community import clock
from community.db import db, transaction
from community.errors import Invalid
from community.forums.commands import posts
from community.shelf.commands import bookmarks
from community.shelf.models import Bookmark, Folder
from tests import people
from tests.forums.making import fault, field, together
from tests.resources.making import entry
from tests.shelf import making
from tests.shelf.making import folder, fresh, kept, own, titles


def all_of(member) -> list[Bookmark]:
    db.session.rollback()
    return list(db.session.scalars(db.select(Bookmark).where(Bookmark.member_id == member.id)))


@pytest.mark.parametrize("kind", ["topic", "post", "resource"])
def test_behaviour_keep_a_thing_with_a_note_in_a_new_folder_from_its_own_page(app, asha, ben, thread, reader, kind):
    thing = {"topic": thread, "post": posts.reply(thread, by=ben, body="So do we.")}.get(kind) or entry(ben, "A book")
    page = f"/resources/{thing.id}/{thing.slug}" if kind == "resource" else f"/t/{thread.id}/{thread.slug}"
    (way,) = {a["href"] for a in people.soup(reader.get(page)).select(f"a[href^='/shelf/keep/{kind}/{thing.id}']")}
    assert way not in people.visits(app).get(page).get_data(as_text=True)
    done = reader.sends(way, note="Ask *them*.", folder="", new_folder="For May", remind_on="2026-12-01", by_mail="y")
    assert done.status_code == 302 and not done.location.startswith("/shelf")
    assert "It stands on your shelf" in reader.reads(page)
    (row,) = all_of(asha)
    assert (row.kind, row.object_id, row.note, row.remind_by_mail) == (kind, thing.id, "Ask *them*.", True)
    shown = reader.get(f"/shelf/folders/{row.folder_id}")
    title = "A book" if kind == "resource" else "Who interprets at the clinic?"
    assert titles(shown) == [title] and own(shown) == ["Ask *them*."]
    assert "Reminder on December 1, 2026, also by mail" in people.words(shown)


def test_what_is_kept_already_is_changed_instead(asha, thread, reader):
    row = kept(asha, thread, note="As it was.")
    again = reader.get(f"/shelf/keep/topic/{thread.id}", follow_redirects=True)
    assert again.request.path == f"/shelf/bookmarks/{row.id}/edit" and field(again, "note") == "As it was."


def test_what_one_may_not_see_cannot_be_kept_and_is_not_told(app, asha, ben, room, thread, reader):
    with transaction():
        room.visibility = "nobody"
    for way in (f"/shelf/keep/topic/{thread.id}", "/shelf/keep/topic/999999", "/shelf/keep/nothing/1"):
        assert reader.get(way).status_code == reader.sends(way, note="x").status_code == 404
    assert all_of(asha) == []
    assert "/sign-in" in people.visits(app).get(f"/shelf/keep/topic/{thread.id}").location


def test_a_double_click_keeps_once(asha, thread, reader):
    way, fields = f"/shelf/keep/topic/{thread.id}", {"note": "Once.", "folder": "", "new_folder": "New"}
    assert reader.sends(way, **fields).status_code == reader.sends(way, **fields).status_code == 302
    assert len(all_of(asha)) == 1
    assert db.session.scalar(db.select(db.func.count()).select_from(Folder)) == 1


def test_two_presses_at_once_keep_once(app, asha, thread):
    who, what = asha.id, thread.id

    def press():
        return bookmarks.keep("topic", what, by=db.session.get(type(asha), who), wanted=bookmarks.Wanted("Once.")).id

    first, second = together(app, press, press)
    assert first == second and len(all_of(asha)) == 1


def test_kept_in_two_windows_with_two_notes_both_are_shown(asha, thread, reader):
    way = f"/shelf/keep/topic/{thread.id}"
    reader.sends(way, note="From the first window.", folder="")
    second = reader.sends(way, note="From the second window.", folder="")
    assert second.status_code == 409
    assert field(second, "note") == "From the second window."
    assert "first" in people.soup(second).select_one(".differences ins").text
    (row,) = all_of(asha)
    assert row.note == "From the first window."


def test_edited_in_two_windows_no_note_is_lost(asha, thread, reader):
    row = kept(asha, thread, note="As it was.")
    way = f"/shelf/bookmarks/{row.id}/edit"
    seen = field(reader.get(way), "revision")
    assert reader.sends(way, note="The first.", folder="", revision=seen).status_code == 302
    late = reader.sends(way, note="The second.", folder="", revision=seen)
    assert late.status_code == 409 and field(late, "note") == "The second."
    assert {part.name for part in people.soup(late).select(".differences > *")} == {"ins", "del"}
    assert fresh(Bookmark, row).note == "The first."
    assert reader.sends(way, note="Both.", folder="", revision=field(late, "revision")).status_code == 302
    assert fresh(Bookmark, row).note == "Both."
    assert reader.sends(way, note="Both.", folder="", revision=seen).status_code == 302  # the same again is no quarrel


def test_a_note_that_is_too_long_and_a_day_that_is_over_are_refused_with_every_word(asha, thread, reader):
    way = f"/shelf/keep/topic/{thread.id}"
    long = reader.sends(way, note="x" * 2001, folder="")
    assert long.status_code == 422 and field(long, "note") == "x" * 2001 and "2000" in fault(long)
    late = reader.sends(way, note="Kept.", folder="", new_folder="New", remind_on="2026-11-19")
    assert late.status_code == 422 and field(late, "note") == "Kept." and "over already" in fault(late)
    assert all_of(asha) == [] and not db.session.scalar(db.select(Folder))


def test_a_folder_of_somebody_else_is_no_choice(ben, asha, thread, reader):
    theirs = folder(ben)
    assert reader.sends(f"/shelf/keep/topic/{thread.id}", note="x", folder=str(theirs.id)).status_code == 422
    assert all_of(asha) == []


def test_a_full_shelf_says_so(asha, ben, room, reader, monkeypatch):
    monkeypatch.setattr(bookmarks, "MOST_BOOKMARKS", 2)
    one, two, three = making.topics(3, room, ben)
    first = kept(asha, one)
    kept(asha, two)
    full = reader.sends(f"/shelf/keep/topic/{three.id}", note="Mine.", folder="")
    assert full.status_code == 422 and "holds 2 bookmarks" in people.words(full) and field(full, "note") == "Mine."
    bookmarks.remove(first, by=asha)
    kept(asha, three)
    with pytest.raises(Invalid, match="holds 2"):
        bookmarks.put_back(first, by=asha)
    assert len([row for row in all_of(asha) if row.removed_at is None]) == 2


def test_a_removal_can_be_undone_for_a_day(asha, ben, room, reader):
    one, two = making.topics(2, room, ben)
    kept(asha, one, note="My note.")
    row = kept(asha, two, note="The other.")
    answer = reader.sends(f"/shelf/bookmarks/{row.id}/remove", follow=True)
    assert titles(answer) == ["Topic 1"]
    undo = people.soup(answer).select_one(".undo form")
    assert undo.select_one("button[autofocus]").text == "Put it back"
    back = reader.sends(undo["action"], follow=True)
    assert titles(back) == ["Topic 2", "Topic 1"] and own(back) == ["The other.", "My note."]
    assert reader.sends(undo["action"]).status_code == 404
    bookmarks.remove(row, by=asha)
    clock.advance(timedelta(hours=23))
    bookmarks.sweep()
    assert fresh(Bookmark, row)
    clock.advance(timedelta(hours=1))
    bookmarks.sweep()
    assert fresh(Bookmark, row) is None
    assert reader.sends(undo["action"]).status_code == 404


def test_what_was_removed_can_be_kept_again(asha, thread, reader):
    bookmarks.remove(kept(asha, thread, note="Old."), by=asha)
    reader.sends(f"/shelf/keep/topic/{thread.id}", note="New.", folder="")
    (row,) = all_of(asha)
    assert (row.note, row.removed_at) == ("New.", None)


def test_the_bookmarks_of_others_are_not_there(app, asha, ben, thread):
    row, stranger = kept(asha, thread, note="Private."), people.signs_in(app, ben)
    assert stranger.get(f"/shelf/bookmarks/{row.id}/edit").status_code == 404
    for deed in ("edit", "move", "remove", "put-back", "settle"):
        assert stranger.sends(f"/shelf/bookmarks/{row.id}/{deed}", note="x", folder="", to="up").status_code == 404
    assert fresh(Bookmark, row).note == "Private."
