"""A folder shared by link, and a folder on paper: who reads what of it."""

import pytest

from community.db import transaction
from community.shelf.commands import folders
from community.shelf.models import Folder
from tests import people
from tests.resources.making import entry
from tests.shelf.making import folder, fresh, kept, own, titles


@pytest.fixture
def list_(asha, ben, room):
    """A folder of Asha's with three things, the second of which only members see."""
    made, inside = folder(asha), people.forum("Members only", visibility="members")
    hidden = people.topic(inside, by=ben, title="Among ourselves")
    for thing, kind in ((entry(ben, "A book"), "resource"), (hidden, "topic"), (people.topic(room, by=ben), "topic")):
        kept(asha, thing, kind, note=f"About number {thing.id} of {kind}.", folder_id=made.id)
    return made


def shares(reader, made: Folder, **fields) -> str:
    """Share it by its form; answers the link's path."""
    page = reader.sends(f"/shelf/folders/{made.id}/share", follow=True, **fields)
    return people.soup(page).select_one(".link-shown a")["href"]


def test_those_who_open_a_link_see_what_they_may_see_and_are_not_told_of_the_rest(app, ben, reader, list_):
    link = shares(reader, list_)
    guest, member = people.visits(app).get(link), people.signs_in(app, ben).get(link)
    assert titles(guest) == ["Who interprets at the clinic?", "A book"]
    assert titles(member) == ["Who interprets at the clinic?", "Among ourselves", "A book"]
    places = [place.text for place in people.soup(guest).select(".place")]
    assert places == ["1", "2"] and "available" not in people.words(guest)
    assert "Asha" in people.words(guest) and "noindex" in guest.get_data(as_text=True)


def test_notes_go_along_only_if_their_writer_says_so(app, reader, list_):
    link, guest = shares(reader, list_), people.visits(app)
    assert own(guest.get(link)) == [] and "About number" not in guest.get(link).get_data(as_text=True)
    assert shares(reader, list_, with_notes="y") == link
    assert len(own(guest.get(link))) == 2, "the note on what is hidden is hidden, too"


def test_a_withdrawn_link_opens_nothing_and_the_next_is_another(app, asha, reader, list_):
    link, guest = shares(reader, list_, with_notes="y"), people.visits(app)
    assert len(link.rpartition("/")[2]) == 43
    reader.sends(f"/shelf/folders/{list_.id}/withdraw")
    assert guest.get(link).status_code == guest.get("/shelf/shared/" + "x" * 43).status_code == 404
    again = shares(reader, list_)
    assert again != link and guest.get(again).status_code == 200 and own(guest.get(again)) == []
    folders.remove_folder(fresh(Folder, list_), by=asha)
    assert guest.get(again).status_code == 404


def test_somebody_unconfirmed_shares_nothing(app):
    una = people.member("Una", email_confirmed_at=None)
    made, browser = folder(una), people.signs_in(app, una)
    answer = browser.sends(f"/shelf/folders/{made.id}/share")
    assert answer.status_code == 403 and "confirm your e-mail address" in people.words(answer)
    assert fresh(Folder, made).token is None


def test_a_link_to_an_empty_list_says_only_that(app, asha, ben, reader):
    board = people.forum("The board")
    made = folder(asha, notes=True)
    kept(asha, people.topic(board, by=ben, title="Salaries"), note="Ask.", folder_id=made.id)
    with transaction():
        board.visibility = "nobody"
    full, empty = (
        people.visits(app).get(f"/shelf/shared/{made.token}"),
        folder(asha, "For the council, too", notes=True),
    )
    nothing = people.visits(app).get(f"/shelf/shared/{empty.token}")
    words = people.words(nothing).replace(empty.name, made.name)
    assert people.words(full).replace(made.token, empty.token) == words


def test_a_dossier_has_title_author_date_address_words_and_notes_in_order(app, asha, reader, list_):
    page = people.soup(reader.get(f"/shelf/folders/{list_.id}/print"))
    assert [title.text for title in page.select(".dossier h2")] == [
        "1. Who interprets at the clinic?", "2. Among ourselves", "3. A book",
    ]  # fmt: skip
    first = " ".join(page.select_one(".dossier li").get_text(" ").split())
    assert "Ben" in first and "November 20, 2026" in first and f"{app.config['URL']}/t/" in first
    assert "We have nobody." in first and "My note: About number" in first
    assert people.visits(app).get(f"/shelf/folders/{list_.id}/print").status_code == 302


def test_a_dossier_shows_excerpts_or_all_the_words(asha, ben, room, reader):
    made = folder(asha)
    long = people.topic(room, by=ben, title="Long", body="\n\n".join(f"Paragraph {n} says more." for n in range(90)))
    kept(asha, long, folder_id=made.id)
    way = f"/shelf/folders/{made.id}/print"
    assert "Paragraph 89" not in reader.reads(way) and "Paragraph 89" in reader.reads(f"{way}?text=whole")
    assert "Nothing stands here yet" in reader.reads("/shelf/print")
