"""The figures beside each thing: equal to its votes after any deeds, in any order, from many hands at once."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community import clock
from community.db import db, transaction
from community.errors import NotAllowed
from community.members.models import Member
from community.ratings import checks, commands, nightly, queries
from community.ratings.models import Rating, RatingPrior
from tests import people
from tests.ratings.conftest import Leaflet

QUIET = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DEEDS = ("rate", "rate", "withdraw", "void", "return", "ban", "pardon", "leave")
deeds = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 2), st.integers(0, 1), st.integers(1, 5)), max_size=20
)


@QUIET
@given(deeds)
def test_figures_hold_after_any_deeds(leaflets, leaflet, done):
    ada = people.member(administrator=True)
    voters, rows = [people.member() for _ in range(3)], [leaflet(), leaflet()]
    for deed, who, what, value in done:
        act(deed, voters[who], rows[what], value, ada)
    assert checks.compare() == []


def act(deed: str, voter, row, value: int, ada) -> None:
    vote = queries.own_vote(voter, "leaflet", row.id)
    try:
        if deed == "rate":
            commands.rate(row, by=voter, value=value)
        elif deed == "withdraw":
            commands.withdraw(row, by=voter)
        elif deed == "void" and vote:
            commands.void_rating(vote, by=ada, reason="Because.")
        elif deed == "return" and vote:
            commands.return_rating(vote, by=ada)
        elif deed == "ban":
            commands.void_all_of(voter, by=ada, reason="Banned.")
        elif deed == "pardon":
            commands.return_all_of(voter, by=ada)
        elif deed == "leave":
            commands.forget_member(voter)
    except NotAllowed:
        pass  # a vote that was set aside is neither changed nor withdrawn


def at_once(app, calls) -> list[Exception]:
    """Run the calls in threads that begin together; answers what went wrong."""
    ready, wrong = threading.Barrier(len(calls)), []

    def run(call) -> None:
        with app.app_context():
            ready.wait()
            try:
                call()
            except Exception as error:
                wrong.append(error)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def vote_as(member_id: int, row_id: int, value: int):
    def call() -> None:
        voter = db.session.get(Member, member_id)
        commands.rate(db.session.get(Leaflet, row_id), by=voter, value=value)

    return call


def test_two_simultaneous_votes_of_one_member_leave_one_row(app, leaflet):
    ben, row = people.member("Ben"), leaflet()
    assert at_once(app, [vote_as(ben.id, row.id, value) for value in (1, 2, 4, 5)]) == []
    assert db.session.query(Rating).count() == 1
    assert checks.compare() == []


def test_simultaneous_votes_of_many_are_all_counted(app, leaflet):
    row, voters = leaflet(), [people.member().id for _ in range(6)]
    assert at_once(app, [vote_as(voter, row.id, 4) for voter in voters]) == []
    db.session.expire_all()
    assert db.session.get(Leaflet, row.id).ratings_n == 6


def test_a_ban_and_votes_at_once_neither_wait_in_a_ring_nor_miscount(app, leaflet):
    ada, ben, rows = people.member(administrator=True), people.member("Ben"), [leaflet() for _ in range(4)]
    for row in rows:
        commands.rate(row, by=ben, value=5)

    def ban() -> None:
        commands.void_all_of(db.session.get(Member, ben.id), by=ada, reason="Banned.")

    others = [vote_as(people.member().id, row.id, 3) for row in reversed(rows)]
    assert at_once(app, [ban, *others]) == []
    assert checks.compare() == []


def test_what_differs_is_told_and_mended(rated):
    row = rated(2, 1)
    with transaction() as session:
        session.execute(db.update(Leaflet).values(ratings_n=9, ratings_cautious=0.5))
    found = {one.name: (one.stored, one.counted) for one in checks.compare()}
    assert found["ratings_n"] == (9, 3)
    assert set(found) == {"ratings_n", "ratings_cautious"}
    nightly.every_day()
    assert checks.compare() == []
    db.session.expire_all()
    assert db.session.get(Leaflet, row.id).ratings_n == 3


def test_the_prior_is_reckoned_once_a_day(rated):
    rated(3)
    nightly.freeze_priors()
    assert prior() == (3.0, 5.0)  # too few votes to know better
    rated(7, 10)
    nightly.freeze_priors()
    assert prior() == pytest.approx((4.5, 10.0))
    rated(0, 0, 0, 0, 5)
    assert prior() == pytest.approx((4.5, 10.0))  # votes of the day do not move it


def prior() -> tuple[float, float]:
    db.session.expire_all()
    row = db.session.query(RatingPrior).filter_by(kind="leaflet").one()
    assert row.at == clock.now()
    return row.m, row.c
