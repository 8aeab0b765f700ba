"""Shelves are private: every rule beside its list twin, for every kind of person."""

import pytest

from community import clock, subjects
from community.db import db, transaction
from community.errors import NotFound
from community.forums.commands import posts
from community.members.models import Guest, Suspension
from community.resources.commands import decisions
from community.shelf import policy, queries
from community.shelf.commands import bookmarks
from community.shelf.models import Bookmark, Folder
from tests import people
from tests.resources.making import entry
from tests.shelf.making import folder, fresh, kept


@pytest.fixture
def viewers(asha, ben):
    return [asha, ben, people.member("Ada", administrator=True), Guest()]


def test_a_bookmark_and_its_list_twin(viewers, asha, ben, thread):
    theirs = kept(ben, thread)
    removed = kept(asha, thread)
    bookmarks.remove(removed, by=asha)
    kept(asha, people.topic(people.forum("Another"), by=ben))
    for viewer in viewers:
        listed = set(db.session.scalars(db.select(Bookmark.id).where(policy.bookmarks_visible_to(viewer))))
        single = {row.id for row in db.session.scalars(db.select(Bookmark)) if policy.may_see_bookmark(viewer, row)}
        assert listed == single
        assert (theirs.id in listed) == (viewer.id == ben.id) and removed.id not in listed


def test_a_folder_and_its_list_twin(viewers, asha, ben):
    mine, theirs = folder(asha), folder(ben, notes=True)
    for viewer in viewers:
        listed = set(db.session.scalars(db.select(Folder.id).where(policy.folders_visible_to(viewer))))
        single = {row.id for row in (mine, theirs) if policy.may_see_folder(viewer, row)}
        assert listed == single == {row.id for row in (mine, theirs) if row.member_id == viewer.id}


def test_what_is_shown_of_a_thing_is_what_its_own_rule_lets_one_see(viewers, asha, ben):
    """The twin of `subjects.find`: never more, over rooms, removed and withdrawn things."""
    things = []
    for visibility in ("everyone", "members", "named", "nobody"):
        room = people.forum(f"Room {visibility}", visibility=visibility)
        with transaction():
            room.visibility = "everyone"  # while it is filled
        topic = people.topic(room, by=ben)
        gone = posts.reply(topic, by=asha, body="Buy my book.")
        posts.remove(gone, by=asha, reason="")
        things += [("topic", topic.id), ("post", topic.last_post_id or gone.id), ("post", gone.id)]
        with transaction():
            room.visibility = visibility
    withdrawn = entry(ben, "Withdrawn")
    decisions.withdraw_resource(withdrawn, by=ben)
    things += [("resource", entry(ben, "An entry").id), ("resource", withdrawn.id), ("topic", 999_999)]
    seen = {}
    for viewer in viewers:
        db.session.expire_all()
        shown = queries.shown_to(viewer, things)
        for key in shown:
            assert subjects.find(*key, viewer)
        seen[viewer.id] = set(shown)
        assert ("resource", withdrawn.id) not in shown
    guest, ada = seen[None], seen[viewers[2].id]
    assert len(guest) == 3 and guest < seen[asha.id] < ada


def test_a_kind_that_nobody_finds_cannot_be_kept(asha):
    for kind in ("rating", "bookmark", "nothing"):
        with pytest.raises(NotFound):
            queries.find_thing(kind, 1, asha)


def test_sharing_is_for_those_who_take_part(asha, ben):
    una = people.member("Una", email_confirmed_at=None)
    assert policy.may_keep(una)
    assert not policy.may_share_folder(una, folder(una))
    assert policy.may_share_folder(asha, folder(asha))
    assert not policy.may_share_folder(ben, folder(asha))
    assert not policy.may_keep(Guest())


def test_a_link_of_somebody_who_may_not_sign_in_opens_nothing(app, asha):
    shared = folder(asha, notes=True)
    guest = people.visits(app)
    assert guest.get(f"/shelf/shared/{shared.token}").status_code == 200
    with transaction() as session:
        session.add(Suspension(member_id=asha.id, reason="Advertising", at=clock.now()))
    assert guest.get(f"/shelf/shared/{shared.token}").status_code == 404
    assert fresh(Folder, shared).token
