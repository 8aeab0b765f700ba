"""The moderators' page: who voted together, how it is set aside, and for whom the page is."""

from datetime import timedelta

import pytest

from community import clock
from community.db import db
from community.members.models import Member
from community.ratings import commands, reports
from community.ratings.models import Rating
from tests import people


@pytest.fixture
def ada(app):
    return people.signs_in(app, people.member("Ada", administrator=True))


def found(groups) -> list[tuple[str, list[str]]]:
    return [(group.title, sorted(vote.member.name for vote in group.votes)) for group in groups]


def test_several_members_at_one_address(leaflet):
    here, there = leaflet("Here"), leaflet("There")
    for name, row, source in (("Ben", here, "a"), ("Cleo", here, "a"), ("Dan", here, "b"), ("Ben", there, "a")):
        person = db.session.query(Member).filter_by(username=name.lower()).first() or people.member(name)
        commands.rate(row, by=person, value=5, source=source * 64)
    assert found(reports.report().shared) == [("Here", ["Ben", "Cleo"])]
    clock.advance(timedelta(days=31))
    assert reports.report().shared == []


def test_many_votes_at_once(leaflet):
    calm, stormy = leaflet("Calm"), leaflet("Stormy")
    for n in range(6):
        commands.rate(stormy, by=people.member(f"S{n}"), value=5)
        commands.rate(calm, by=people.member(f"C{n}"), value=5, at=clock.now() - timedelta(hours=n))
    assert found(reports.report().bursts) == [("Stormy", [f"S{n}" for n in range(6)])]


def test_votes_from_the_authors_own_organisation_count_but_are_told(leaflet):
    ben = people.member("Ben", organisation="City of Lyon")
    cleo, dan = people.member("Cleo", organisation="CITY OF LYON"), people.member("Dan", organisation="")
    row = leaflet("Ours", author=ben)
    for person in (cleo, dan):
        commands.rate(row, by=person, value=5)
    assert found(reports.report().colleagues) == [("Ours", ["Cleo"])]
    db.session.expire_all()
    assert db.session.get(type(row), row.id).ratings_n == 2


def test_a_moderator_sets_a_vote_aside_and_brings_it_back(ada, leaflet):
    row = leaflet("Here")
    for name in ("Ben", "Cleo"):
        commands.rate(row, by=people.member(name), value=5, source="a" * 64)
    vote = db.session.query(Rating).order_by(Rating.id).first()
    assert "Several members, one address Here" in ada.reads("/moderation/ratings")
    form = f"/moderation/ratings/{vote.id}/void"
    assert "Ben" in ada.reads(form)
    assert ada.sends(form, reason="").status_code == 422
    assert ada.sends(form, reason="One hand, two names.").location == "/moderation/ratings"
    page = ada.reads("/moderation/ratings")
    assert "Reason: One hand, two names." in page
    assert ada.sends(f"/moderation/ratings/{vote.id}/return").location == "/moderation/ratings"
    assert "One hand, two names." not in ada.reads("/moderation/ratings")
    assert ada.get("/moderation/ratings/999/void").status_code == 404


@pytest.mark.parametrize("url", ["/moderation/ratings", "/moderation/ratings/1/void"])
def test_the_page_is_for_moderators(app, rated, url):
    rated(1)
    vote = db.session.query(Rating).one()
    url = url.replace("1", str(vote.id))
    assert people.signs_in(app, people.member()).get(url).status_code == 403
    assert people.visits(app).get(url).status_code in (302, 401)
    assert people.signs_in(app, people.member()).sends(f"/moderation/ratings/{vote.id}/return").status_code == 403


def test_an_empty_report_says_so(ada, leaflets):
    assert ada.reads("/moderation/ratings").count("Nothing was found.") == 4


def test_the_page_costs_the_same_however_much_it_finds(leaflet, statements):
    def busy(n: int) -> None:
        row = leaflet(f"Leaflet {n}")
        for _ in range(5):
            commands.rate(row, by=people.member(), value=5, source="a" * 64)

    busy(1)
    few = statements(reports.report)
    for n in range(4):
        busy(n + 2)
    assert statements(reports.report) == few
