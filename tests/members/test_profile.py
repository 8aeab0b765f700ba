"""A member's page: what it shows to whom, and how its address behaves."""

from datetime import timedelta

import pytest

from community import clock
from community.db import transaction
from community.members.commands import profiles
from community.members.models import Suspension
from tests import people

NOTHING = {
    "display_name": "", "kind_id": None, "organisation": "", "country_id": None, "city_id": None, "languages": [],
}  # fmt: skip


@pytest.fixture
def asha(app):
    return people.member("Asha Wanjiru", username="Asha.W", organisation="Open Gate", languages=["en", "sw"])


def tells(member, **values):
    values.setdefault("display_name", member.display_name)
    profiles.edit_profile(member, by=member, about=values.pop("about", ""), **(NOTHING | values))


def test_a_profile_says_who_somebody_is(app, asha):
    tells(asha, organisation="Open Gate", languages=["en", "sw"], about="I keep **seeds**. Ask @ben.")
    people.member("Ben Okafor", username="ben")
    page = people.visits(app).reads("/members/Asha.W")
    for words in ("Asha Wanjiru", "Member", "Open Gate", "English, Swahili", "I keep seeds", "Posts: 0", "20 November"):
        assert words in page or words == "20 November" and "November 20, 2026" in page, words
    answer = people.visits(app).get("/members/Asha.W").get_data(as_text=True)
    assert 'title="Ben Okafor"' in answer and "Edit your profile" not in answer


def test_any_spelling_of_a_name_leads_to_its_one_address(app, asha):
    for spelling in ("asha.w", "ASHA.W", "%EF%BC%A1sha.w"):
        answer = people.visits(app).get(f"/members/{spelling}")
        assert (answer.status_code, answer.location) == (301, "/members/Asha.W")


def test_who_has_left_and_who_never_was_are_answered_alike(app, asha):
    gone = people.member("Gone", username="former-7", left_at=clock.now())
    answers = [people.visits(app).get(f"/members/{name}") for name in (gone.username, "nobody", "a%00b", "x" * 300)]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({people.words(answer).replace("former-7", "") for answer in answers[:2]}) == 1


def test_what_others_may_not_see_is_not_listed(app, asha):
    open_forum, closed = people.forum("Health"), people.forum("Desk", visibility="members")
    people.topic(open_forum, asha, "An open question")
    hidden = people.topic(closed, asha, "A quiet question")
    people.replies(1, hidden, asha)
    guest, member = people.visits(app), people.signs_in(app, people.member("Ben"))
    assert "An open question" in guest.reads("/members/Asha.W")
    assert "A quiet question" not in guest.reads("/members/Asha.W")
    assert "Re: A quiet question" in member.reads("/members/Asha.W")


def test_a_suspension_is_told_to_administrators_only(app, asha):
    with transaction() as session:
        until = clock.now() + timedelta(days=3)
        session.add(Suspension(member_id=asha.id, reason="Wrote advertisements", at=clock.now(), until=until))
    for reader in (people.visits(app), people.signs_in(app, people.member("Ben"))):
        assert "advertisements" not in reader.reads("/members/Asha.W")
    admin = people.signs_in(app, people.member("Ada", administrator=True))
    assert "Suspended until November 23, 2026. Reason: Wrote advertisements" in admin.reads("/members/Asha.W")


def test_archived_and_invented_members_are_told_apart(app):
    people.member("Old", username="old", email=None)
    people.member("Demo", username="demo", email=None, is_demo=True)
    assert "older archive" in people.visits(app).reads("/members/old")
    assert "invented member" in people.visits(app).reads("/members/demo")


def test_a_profile_costs_the_same_however_much_was_written(app, asha, statements):
    tells(asha, about="With @nobody.")
    forum = people.forum()
    topic = people.topic(forum, asha)
    people.replies(2, topic, asha)
    guest, member = people.visits(app), people.signs_in(app, people.member("Ben"))
    few = [statements(reader.get, "/members/Asha.W") for reader in (guest, member)]
    for number in range(6):
        people.replies(3, people.topic(forum, asha, f"Question {number}"), asha)
    assert [statements(reader.get, "/members/Asha.W") for reader in (guest, member)] == few
    assert few[0] <= 9 and few[1] <= 15  # one of them asks which posts helped others
