"""The page of a shelf: its order, its folders, what became of things, and what it costs."""

from datetime import timedelta

import pytest

from community import clock
from community.db import db, transaction
from community.forums.commands import posts
from community.shelf import queries
from community.shelf.commands import bookmarks, folders
from community.shelf.models import Bookmark
from tests import people
from tests.forums.making import opening
from tests.resources.making import entry
from tests.shelf.making import folder, kept, own, titles, topics


@pytest.fixture
def three(asha, ben, room) -> list[Bookmark]:
    """Bookmarks of Topic 1, 2 and 3; what was kept last stands first."""
    return [kept(asha, topic) for topic in topics(3, room, ben)]


def test_what_is_kept_last_stands_first(reader, three):
    assert titles(reader.get("/shelf")) == ["Topic 3", "Topic 2", "Topic 1"]


@pytest.mark.parametrize(
    ("which", "to", "order"),
    [
        (0, "up", [3, 1, 2]), (2, "down", [2, 3, 1]), (2, "up", [3, 2, 1]), (0, "down", [3, 2, 1]), (0, "1", [1, 3, 2]),
        (2, "3", [2, 1, 3]), (1, "2", [3, 2, 1]),
    ],
)  # fmt: skip
def test_a_bookmark_goes_up_down_and_to_a_place(reader, three, which, to, order):
    answer = reader.sends(f"/shelf/bookmarks/{three[which].id}/move", follow=True, to=to)
    assert titles(answer) == [f"Topic {number}" for number in order]
    assert people.soup(answer).select_one(".moved")["id"] == f"bookmark-{three[which].id}"
    focused = people.soup(answer).select_one(".moved [autofocus]")
    assert focused is not None, "whoever moves by keyboard goes on from there"


@pytest.mark.parametrize("to", ["0", "4", "-1", "first", "²", "9" * 9])
def test_a_place_that_there_is_not_is_refused_and_shown_again(reader, three, to):
    answer = reader.sends(f"/shelf/bookmarks/{three[0].id}/move", to=to)
    assert answer.status_code == 422 and "from 1 to 3" in people.words(answer)
    assert people.soup(answer).select_one("[name=to]")["value"] == to
    assert titles(reader.get("/shelf")) == ["Topic 3", "Topic 2", "Topic 1"]


def test_an_order_holds_across_moves_removals_and_returns(asha, reader, three):
    bookmarks.move(three[0], by=asha, to="up")
    bookmarks.remove(three[2], by=asha)
    assert titles(reader.get("/shelf")) == ["Topic 1", "Topic 2"]
    bookmarks.move(three[1], by=asha, to=1)
    bookmarks.put_back(three[2], by=asha)
    assert set(titles(reader.get("/shelf"))) == {"Topic 1", "Topic 2", "Topic 3"}


def test_the_moved_one_is_found_on_its_page(asha, ben, room, reader, monkeypatch):
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    rows = [kept(asha, topic) for topic in topics(5, room, ben)]
    assert titles(reader.get("/shelf?page=3")) == ["Topic 1"]
    assert reader.get("/shelf?page=4").status_code == 404
    answer = reader.sends(f"/shelf/bookmarks/{rows[4].id}/move", follow=True, to="4")
    assert answer.request.args["page"] == "2" and titles(answer) == ["Topic 2", "Topic 5"]


def test_a_bookmark_goes_into_a_folder_and_first_there(asha, reader, three):
    council = folder(asha)
    for row in three[:2]:
        reader.sends(f"/shelf/bookmarks/{row.id}/edit", note="", folder=str(council.id), revision="0")
    assert titles(reader.get(f"/shelf/folders/{council.id}")) == ["Topic 2", "Topic 1"]
    assert titles(reader.get("/shelf")) == ["Topic 3"]


def test_what_one_may_no_longer_see_keeps_its_place_and_my_note_without_its_title(asha, ben, room, reader):
    named = people.forum("The board")
    secret = people.topic(named, by=ben, title="Salaries", body="Forty.")
    purged = posts.reply(secret, by=ben, body="Also gone.")
    book = entry(ben, "A book")
    for thing, kind in ((book, "resource"), (purged, "post"), (secret, "topic")):
        kept(asha, thing, kind, note=f"About {kind}.")
    with transaction():
        named.visibility = "named"
    page = reader.get("/shelf")
    assert titles(page) == ["No longer available", "No longer available", "A book"]
    assert own(page) == ["About topic.", "About post.", "About resource."]
    row = db.session.scalar(db.select(Bookmark).where(Bookmark.kind == "topic"))
    seen = [page, *map(reader.get, (f"/shelf/bookmarks/{row.id}/edit", "/shelf/print"))]
    assert not any("Salaries" in one.get_data(as_text=True) for one in seen)
    with transaction():
        named.visibility = "everyone"
    assert titles(reader.get("/shelf"))[0] == "Salaries"


def test_a_purged_post_is_no_longer_available(asha, ben, thread, reader):
    ada, reply = people.member("Ada", administrator=True), posts.reply(thread, by=ben, body="My telephone is 555.")
    kept(asha, reply, "post", note="Call.")
    posts.remove(reply, by=ada, reason="Private")
    posts.purge(reply, by=ada, reason="Private")
    page = reader.get("/shelf")
    assert titles(page) == ["No longer available"] and own(page) == ["Call."] and "555" not in people.words(page)


def test_fifty_bookmarks_cost_what_five_do(asha, ben, room, reader, statements):
    def keep(count):
        for topic in topics(count, room, ben):
            kept(asha, topic, remind_on=clock.now().date())
            kept(asha, opening(topic), "post")
            kept(asha, entry(ben, f"Book {topic.id}"), "resource")

    keep(2)
    council = folder(asha, notes=True)
    pages = ["/shelf", "/shelf/print", f"/shelf/folders/{council.id}", f"/shelf/shared/{council.token}"]
    for row in db.session.scalars(db.select(Bookmark).limit(3)):
        with transaction():
            row.folder_id = council.id
    few = [statements(reader.get, page) for page in pages]
    keep(15)
    for row in db.session.scalars(db.select(Bookmark).limit(30)):
        with transaction():
            row.folder_id = council.id
    assert [statements(reader.get, page) for page in pages] == few
    assert max(few) <= 12


def test_an_empty_shelf_says_what_could_stand_there(reader):
    page = reader.get("/shelf")
    assert "Press “Keep”" in people.words(page)
    assert people.soup(page).select_one(".empty a")["href"] == "/discuss"


def test_the_shelf_is_one_press_away_and_no_shared_page_holds_it(app, asha, thread, reader):
    menu = people.soup(reader.get("/")).select_one(".me .drop")
    assert "My shelf" in menu.text
    kept(asha, thread, note="Private.")
    page = reader.get(f"/t/{thread.id}/{thread.slug}").get_data(as_text=True)
    assert "Private." not in page
    other = people.signs_in(app, people.member("Eve")).get(f"/t/{thread.id}/{thread.slug}").get_data(as_text=True)
    assert page.count("/shelf/keep/") == other.count("/shelf/keep/") == 2


def test_a_removed_folder_lets_its_bookmarks_fall_behind_the_unsorted(asha, reader, three):
    council = folder(asha)
    for row in (three[0], three[2]):
        with transaction():
            db.session.get(Bookmark, row.id).folder_id = council.id
    page = reader.get(f"/shelf/folders/{council.id}/remove")
    assert "The 2 bookmarks in it are not lost" in people.words(page)
    answer = reader.sends(f"/shelf/folders/{council.id}/remove", follow=True)
    assert titles(answer) == ["Topic 2", "Topic 3", "Topic 1"]
    assert reader.get(f"/shelf/folders/{council.id}").status_code == 404


def test_folders_are_named_ordered_and_capped(asha, reader, monkeypatch):
    monkeypatch.setattr(folders, "MOST_FOLDERS", 3)
    first, second, third = (folder(asha, name) for name in ("One", "Two", "Three"))
    reader.sends(f"/shelf/folders/{third.id}/move", to="1")
    reader.sends(f"/shelf/folders/{first.id}/move", to="down")
    assert [name for _id, name in queries.folder_names(asha)] == ["Three", "Two", "One"]
    assert reader.sends(f"/shelf/folders/{second.id}/edit", name="Two again").status_code == 302
    taken = reader.sends(f"/shelf/folders/{second.id}/edit", name="One")
    assert taken.status_code == 422 and "a folder of this name" in people.words(taken)
    assert reader.sends("/shelf/folders/new", name="One").location == f"/shelf/folders/{first.id}"
    full = reader.sends("/shelf/folders/new", name="Four")
    assert full.status_code == 422 and "holds 3 folders" in people.words(full)
    assert reader.sends(f"/shelf/folders/{first.id}/move", to="7").status_code == 422


def test_the_folders_of_others_are_not_there(app, asha, ben, thread):
    mine, stranger = folder(asha, notes=True), people.signs_in(app, ben)
    kept(asha, thread, folder_id=mine.id)
    for page in ("", "/edit", "/remove", "/share", "/print"):
        assert stranger.get(f"/shelf/folders/{mine.id}{page}").status_code == 404
    for deed in ("edit", "move", "remove", "share", "withdraw"):
        assert stranger.sends(f"/shelf/folders/{mine.id}/{deed}", name="x", to="up").status_code == 404
    assert queries.folder_names(asha) == [(mine.id, "For the council")]


def test_my_posts_are_all_of_mine_newest_first_by_key(app, asha, ben, room, reader, statements, monkeypatch):
    monkeypatch.setattr("community.forums.queries.own.PER_PAGE", 3)
    topic = people.topic(room, by=asha, title="Mine")
    for number in range(4):
        clock.advance(timedelta(minutes=1))
        posts.reply(topic, by=asha if number % 2 else ben, body=f"Reply {number}.")
    gone = posts.reply(topic, by=asha, body="Not my best.")
    posts.remove(gone, by=asha, reason="")
    posts.reply(topic, by=asha, body="The newest.")
    page = reader.get("/shelf/posts")
    lines = [line.get_text(" ", strip=True) for line in people.soup(page).select(".own-posts li")]
    assert len(lines) == 3 and "The newest." in lines[0] and "Removed" in lines[1] and "Reply 3." in lines[2]
    assert "Not my best" not in people.words(page) and "Reply 2" not in people.words(page)
    older = reader.get(people.soup(page).select_one(".pager [rel=next]")["href"])
    assert [one.text for one in people.soup(older).select(".own-posts .title")] == ["Re: Mine", "Mine"]
    with transaction():
        room.visibility = "nobody"
    closed = reader.get("/shelf/posts")
    assert "Mine" not in [one.text for one in people.soup(closed).select(".title")]
    assert "The newest." in people.words(closed)
    assert "is listed here" in people.signs_in(app, people.member("Eve")).reads("/shelf/posts")


def test_a_long_list_of_my_posts_costs_what_a_short_one_does(asha, room, reader, statements):
    topic = people.topic(room, by=asha)
    few = statements(reader.get, "/shelf/posts")
    people.replies(20, topic, by=asha)
    assert statements(reader.get, "/shelf/posts") == few
