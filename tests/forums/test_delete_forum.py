"""A forum goes, its topics never do."""

from community.db import db
from community.forums.commands import forums
from community.forums.models import Forum, Topic
from community.members.models import Grant
from tests import people
from tests.forums.making import keeps_order


def test_its_topics_move_and_its_address_leads_to_them(app):
    admin, asha = people.member("Admin", administrator=True), people.member("Asha")
    old, new = people.forum("Health"), people.forum("Health and care")
    topic = people.topic(old, by=asha)
    old_id, old_slug, new_id = old.id, old.slug, new.id
    browser = people.signs_in(app, admin)

    refused = browser.sends(f"/admin/forums/{old_id}/delete", sure="y", to=old_id)
    assert refused.status_code == 422 and "moved, never lost" in people.words(refused)
    browser.sends(f"/admin/forums/{old_id}/delete", sure="y", to=new_id)

    db.session.remove()
    assert db.session.get(Forum, old_id) is None
    assert db.session.get(Topic, topic.id).forum_id == new_id
    assert db.session.get(Forum, new_id).posts_count == 1
    assert browser.get(f"/discuss/{old_slug}").location == "/discuss/health-and-care"


def test_members_delete_nothing(app):
    room = people.forum("Health")
    assert (
        people.signs_in(app, people.member("Asha")).sends(f"/admin/forums/{room.id}/delete", sure="y").status_code
        == 403
    )
    assert db.session.get(Forum, room.id) is not None


def test_who_kept_order_there_keeps_it_in_no_later_room(app):
    admin, keeper = people.member("Admin", administrator=True), people.member("Keeper")
    old = people.forum("Health")
    keeps_order(keeper, old)
    forums.delete_forum(old, by=admin)
    db.session.remove()
    later = people.forum("The board", visibility="named")  # SQLite gives it the number that became free
    assert db.session.scalar(db.select(Grant)) is None
    assert people.signs_in(app, keeper).get(f"/discuss/{later.slug}").status_code == 404
