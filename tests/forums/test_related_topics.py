"""Related topics: by the words of titles, in public rooms only, the same for everybody."""

import pytest

from community.forums.commands import posts, topics
from tests import people
from tests.forums.making import keeps_order, opening
from tests.web.keeping import is_handed_out, shelf_of


@pytest.fixture
def clinic(room, asha):
    return people.topic(room, by=asha, title="Who interprets at the clinic by night?")


def titles(person, topic) -> list[str]:
    page = people.soup(person.get(f"/t/{topic.id}/related"))
    return [title.text for title in page.select(".related-list .title")]


def test_titles_that_share_most_words_come_first_and_single_words_do_not_count(clinic, room, asha, as_):
    for title in ("Clinic by the river", "Interpreters at the clinic", "Clinics that interpret at night", "Bread"):
        people.topic(room, by=asha, title=title)
    assert titles(as_(None), clinic) == ["Clinics that interpret at night", "Interpreters at the clinic"]


def test_a_closed_rooms_titles_are_told_nobody_even_who_may_enter(clinic, asha, admin, as_):
    board = people.forum("The board", slug="board", visibility="members")
    people.topic(board, by=admin, title="The clinic that interprets nothing")
    for who in (None, asha, admin):
        assert titles(as_(who), clinic) == []


def test_what_is_removed_renamed_or_moved_goes_at_once_from_a_kept_page(app, clinic, room, asha, admin):
    keeps_order(admin, room)
    other = people.topic(room, by=asha, title="Interpreters at the clinic")
    third = people.topic(room, by=asha, title="Night at the clinic")
    hidden = people.forum("Desk", slug="desk", visibility="nobody")
    with shelf_of(app):
        guest, url = people.visits(app), f"/t/{clinic.id}/related"
        guest.get(url)
        assert titles(guest, clinic) == ["Night at the clinic", "Interpreters at the clinic"]
        assert is_handed_out(guest, url)
        posts.remove(opening(other), by=admin, reason="Twice")
        assert titles(guest, clinic) == ["Night at the clinic"]
        topics.move_topic(third, by=admin, to=hidden)
        assert titles(guest, clinic) == []


def test_a_title_of_signs_alone_has_none_and_breaks_nothing(room, asha, as_):
    for title in ('"""', "?!", "AND OR NOT NEAR(", "* ^ -", "京都 の 会"):
        topic = people.topic(room, by=asha, title=title)
        assert as_(None).get(f"/t/{topic.id}/related").status_code == 200


def test_many_topics_cost_no_more_statements_than_few(clinic, room, asha, as_, statements):
    people.topic(room, by=asha, title="Interpreters at the clinic")
    guest, url = as_(None), f"/t/{clinic.id}/related"
    few = statements(guest.get, url)
    for number in range(20):
        people.topic(room, by=asha, title=f"Interpreters at the clinic ({number})")
    assert statements(guest.get, url) == few <= 8


def test_the_topic_leads_to_them(clinic, as_):
    link = people.soup(as_(None).get(f"/t/{clinic.id}/{clinic.slug}")).select_one("[data-related]")
    assert link["href"] == f"/t/{clinic.id}/related"


def test_of_a_closed_room_there_are_none(ben, as_):
    board = people.forum("The board", slug="board", visibility="named")
    secret = people.topic(board, by=people.member("Zoe", administrator=True))
    assert as_(ben).get(f"/t/{secret.id}/related").status_code == 404
