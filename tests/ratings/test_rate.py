"""Voting over HTTP: once, changed, taken back, refused."""

from datetime import timedelta

import pytest

from app import create_app
from community import clock, settings
from community.db import db, transaction
from community.members.models import Member
from community.ratings import queries
from community.ratings.models import Rating
from community.web.limits import limiter
from tests import people

JSON = {"Accept": "application/json"}


def votes(person, row, value, **kwargs):
    """The answer to somebody's vote."""
    fields = {"csrf_token": person.token(), "value": value}
    return person.client.post(f"/rate/leaflet/{row.id}", data=fields, headers=JSON, **kwargs)


def fresh(row):
    """The row as it stands in the database."""
    db.session.expire_all()
    return db.session.get(type(row), row.id)


@pytest.fixture
def asha(app):
    return people.signs_in(app, people.member("Asha"))


def test_a_vote_is_counted_at_once_and_leads_back_to_the_page(asha, leaflet):
    row = leaflet()
    answer = votes(asha, row, "4")
    assert answer.status_code == 302
    assert answer.location == f"/leaflets/{row.id}#rating"
    assert fresh(row).ratings_counts == (0, 1, 0, 0, 0)
    assert fresh(row).ratings_mean == 4.0


def test_voting_twice_leaves_one_row(asha, leaflet):
    row = leaflet()
    votes(asha, row, "4")
    votes(asha, row, "4")
    assert db.session.query(Rating).count() == 1
    assert fresh(row).ratings_n == 1


def test_a_change_from_3_to_5_makes_the_mean_5_not_4(asha, leaflet):
    row = leaflet()
    votes(asha, row, "3")
    votes(asha, row, "5")
    assert fresh(row).ratings_mean == 5.0


@pytest.mark.parametrize("value", ["0", "6", "4.5", "abc", "", "-1", "٤", "5 ", "05", "1e0", None])
def test_what_is_not_a_whole_number_from_1_to_5_is_refused(asha, leaflet, value):
    row = leaflet()
    assert votes(asha, row, value).status_code == 422
    assert db.session.query(Rating).count() == 0


def test_a_vote_can_be_taken_back_in_either_way(asha, leaflet):
    row = leaflet()
    votes(asha, row, "2")
    assert asha.sends(f"/rate/leaflet/{row.id}", withdraw="1").status_code == 302
    assert fresh(row).ratings_n == 0
    votes(asha, row, "2")
    assert asha.sends(f"/rate/leaflet/{row.id}/withdraw").status_code == 302
    assert asha.sends(f"/rate/leaflet/{row.id}/withdraw").status_code == 302  # twice does no harm
    assert fresh(row).ratings_n == 0
    assert fresh(row).ratings_mean is None


def test_nobody_votes_on_what_they_may_not_see(asha, leaflet):
    draft = leaflet(is_published=False, author=people.member("Ben"))
    assert votes(asha, draft, "4").status_code == 404
    assert asha.client.post("/rate/leaflet/99", data={"csrf_token": asha.token()}, headers=JSON).status_code == 404
    assert asha.client.post("/rate/nonsense/1", data={"csrf_token": asha.token()}, headers=JSON).status_code == 404
    assert asha.client.post("/rate/topic/1", data={"csrf_token": asha.token()}, headers=JSON).status_code == 404


def test_authors_do_not_vote_on_their_own(app, leaflet):
    ben = people.member("Ben")
    browser = people.signs_in(app, ben)
    assert votes(browser, leaflet(author=ben), "5").status_code == 403
    assert votes(browser, leaflet(author=ben, is_published=False), "5").status_code == 403
    assert db.session.query(Rating).count() == 0


def test_a_member_without_a_confirmed_address_is_refused(app, leaflet):
    late = people.signs_in(app, people.member("Late", email_confirmed_at=None))
    answer = votes(late, leaflet(), "5")
    assert answer.status_code == 403
    assert "confirm your e-mail" in answer.json["error"]["message"]


def test_a_visitor_is_led_to_the_sign_in_page(app, leaflet):
    row = leaflet()
    answer = votes(people.visits(app), row, "5")
    assert answer.status_code in (302, 401)
    assert db.session.query(Rating).count() == 0


def test_a_forged_header_does_not_help(asha, leaflet):
    row = leaflet()
    votes(asha, row, "4", environ_overrides={"REMOTE_ADDR": "203.0.113.7"})
    before = db.session.query(Rating).one().source_hash
    answer = asha.client.post(
        f"/rate/leaflet/{row.id}",
        data={"csrf_token": asha.token(), "value": "4"},
        headers=JSON | {"X-Forwarded-For": "198.51.100.1"},
        environ_overrides={"REMOTE_ADDR": "203.0.113.7"},
    )
    assert answer.status_code == 302
    db.session.expire_all()
    assert db.session.query(Rating).one().source_hash == before


def test_the_address_itself_is_not_kept_and_its_hash_changes_daily(asha, leaflet):
    row, found = leaflet(), set()
    for _ in range(2):
        votes(asha, row, "4", environ_overrides={"REMOTE_ADDR": "203.0.113.7"})
        db.session.expire_all()
        found.add(db.session.query(Rating).one().source_hash)
        clock.advance(timedelta(days=1))
    assert len(found) == 2
    assert all("203.0.113.7" not in one and len(one) == 64 for one in found)


def test_the_vote_of_a_young_account_waits_and_says_so(app, asha, leaflet):
    with transaction():
        settings.change(rating_min_account_days=3)
    row = leaflet()
    assert votes(asha, row, "4").status_code == 302
    assert fresh(row).ratings_n == 0
    member = db.session.query(Rating).one().member_id
    shown = queries.figure(fresh(row), db.session.get(Member, member))
    assert (shown.own, shown.waits_until) == (4, clock.now() + timedelta(days=3))


@pytest.fixture
def limited(built, tmp_path):
    """The same site with its limits switched on."""
    app = create_app(dict(built.config) | {"LIMITS": True, "INSTANCE": str(tmp_path)})
    yield app
    limiter.enabled = False
    with app.app_context():
        db.engine.dispose()


def test_thirty_votes_an_hour_are_enough(limited, leaflet):
    row = leaflet()
    asha, ben = (people.signs_in(limited, people.member(name)) for name in ("Asha", "Ben"))
    answers = [votes(asha, row, str(n % 5 + 1)).status_code for n in range(31)]
    assert answers == [302] * 30 + [429]
    assert votes(ben, row, "3").status_code == 302  # of the same address, but another member
