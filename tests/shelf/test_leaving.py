"""What becomes of a shelf: at home in the zip, gone with who leaves, gone with a demonstration."""

from community.db import db, transaction
from community.demo import kept as demo_kept
from community.members import passwords
from community.shelf import subject
from community.shelf.commands.leaving import forget_shelf
from community.shelf.models import Bookmark, Folder
from tests import people
from tests.shelf.making import folder, kept


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def test_a_shelf_is_taken_home_without_what_one_may_not_see(asha, ben, room, thread):
    made = folder(asha, notes=True)
    kept(asha, thread, note="Ask them.", folder_id=made.id)
    kept(ben, thread, note="Of Ben.")
    assert [(row["title"], row["note"], row["folder"]) for row in subject.bookmarks_of(asha)] == [
        ("Who interprets at the clinic?", "Ask them.", "For the council")
    ]
    assert subject.folders_of(asha) == [{"name": "For the council", "shared": True}]
    with transaction():
        room.visibility = "nobody"
    assert [(row["title"], row["address"]) for row in subject.bookmarks_of(asha)] == [("", "")]


def test_a_shelf_goes_with_its_member_and_its_links_with_it(app, ben, thread):
    asha = people.member("Asha", password_hash=passwords.hash_of(people.PASSWORD))
    made = folder(asha, notes=True)
    kept(asha, thread, folder_id=made.id)
    kept(ben, thread)
    folder(ben)
    people.signs_in(app, asha).sends("/settings/leave", password=people.PASSWORD, posts="keep")
    assert count(Bookmark) == count(Folder) == 1
    assert people.visits(app).get(f"/shelf/shared/{made.token}").status_code == 404


def test_forgetting_touches_nobody_else(asha, ben, thread):
    kept(asha, thread)
    forget_shelf(ben)
    assert count(Bookmark) == 1


def test_what_a_demonstration_takes_away_is_kept_by_nobody(asha, thread):
    kept(asha, thread)
    with transaction() as session:
        demo_kept.forget(session, "resource", [thread.id])
    assert count(Bookmark) == 1
    with transaction() as session:
        demo_kept.forget(session, "topic", [thread.id])
    assert count(Bookmark) == 0
