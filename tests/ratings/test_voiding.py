"""Votes that are set aside, come back, wait, or lose their name."""

from datetime import timedelta

import pytest

from community import clock, settings, subjects
from community.audit import Entry
from community.db import db, transaction
from community.errors import Invalid, NotAllowed, NotFound
from community.members.commands import suspensions
from community.members.models import Guest
from community.ratings import commands, nightly, queries
from community.ratings.models import Rating
from tests import people


def fresh(row):
    db.session.expire_all()
    return db.session.get(type(row), row.id)


@pytest.fixture
def ada(app):
    return people.member("Ada", administrator=True)


def test_a_vote_set_aside_has_no_weight_at_once_and_can_come_back(ada, rated):
    row = rated(2, 1)
    vote = db.session.query(Rating).filter_by(value=4).one()
    commands.void_rating(vote, by=ada, reason="Bought.")
    assert fresh(row).ratings_counts == (2, 0, 0, 0, 0)
    commands.void_rating(vote, by=ada, reason="Again.")  # nothing happens
    assert db.session.get(Rating, vote.id).voided_reason == "Bought."
    commands.return_rating(vote, by=ada)
    assert fresh(row).ratings_counts == (2, 1, 0, 0, 0)
    told = [
        (entry.action, entry.note, entry.by_id)
        for entry in db.session.query(Entry).filter_by(kind="rating").order_by(Entry.id)
    ]
    assert told == [("rating.void", "Bought.", ada.id), ("rating.return", "", ada.id)]


def test_it_takes_a_reason_and_a_moderator(ada, rated):
    rated(1)
    vote = db.session.query(Rating).one()
    with pytest.raises(Invalid):
        commands.void_rating(vote, by=ada, reason="  ")
    for deed in (
        lambda by: commands.void_rating(vote, by=by, reason="I dislike it."),
        lambda by: commands.return_rating(vote, by=by),
    ):
        with pytest.raises(NotAllowed):
            deed(people.member())


def test_who_was_set_aside_neither_votes_anew_nor_withdraws(ada, leaflet):
    ben, row = people.member("Ben"), leaflet()
    vote = commands.rate(row, by=ben, value=5)
    commands.void_rating(vote, by=ada, reason="Bought.")
    for deed in (lambda: commands.rate(row, by=ben, value=1), lambda: commands.withdraw(row, by=ben)):
        with pytest.raises(NotAllowed):
            deed()
    assert fresh(row).ratings_n == 0


def test_a_ban_takes_all_votes_along_and_its_end_brings_them_back(ada, rated, leaflet):
    ben, first, second = people.member("Ben"), rated(0, 0, 1), leaflet()
    for row, value in ((first, 5), (second, 1)):
        commands.rate(row, by=ben, value=value)
    commands.void_rating(queries.own_vote(ben, "leaflet", second.id), by=ada, reason="Spite.")
    assert commands.void_all_of(ben, by=ada, reason="Banned.") == 1
    assert (fresh(first).ratings_counts, fresh(second).ratings_n) == ((0, 0, 1, 0, 0), 0)
    assert commands.return_all_of(ben, by=ada) == 1
    assert (fresh(first).ratings_counts, fresh(second).ratings_n) == ((1, 0, 1, 0, 0), 0)  # spite stays aside


@pytest.mark.parametrize("kept", [True, False])
def test_who_leaves_takes_the_name_or_the_votes_along(app, rated, kept):
    with transaction():
        settings.change(rating_keep_departed=kept)
    ben, cleo, row = people.member("Ben"), people.member("Cleo"), rated(1)
    for person in (ben, cleo):
        commands.rate(row, by=person, value=2, source="a" * 64)
        commands.forget_member(person)
    assert fresh(row).ratings_n == (3 if kept else 1)
    assert db.session.query(Rating).filter(Rating.member_id.in_([ben.id, cleo.id])).count() == 0
    assert db.session.query(Rating).filter(Rating.source_hash.is_not(None)).count() == 0


def test_nobody_finds_a_nameless_vote_to_be_theirs(app, rated):
    ben, row = people.member("Ben"), rated(1)
    commands.rate(row, by=ben, value=2)
    commands.forget_member(ben)
    assert queries.figure(fresh(row), Guest()).own is None


def test_votes_of_young_accounts_enter_by_themselves(app, leaflet):
    with transaction():
        settings.change(rating_min_account_days=2)
    row = leaflet()
    commands.rate(row, by=people.member("Ben"), value=4)
    clock.advance(timedelta(days=1))
    commands.rate(row, by=people.member("Cleo"), value=2)
    assert commands.enter_waiting() == 0
    clock.advance(timedelta(days=1, minutes=1))
    assert commands.enter_waiting() == 1
    assert fresh(row).ratings_counts == (0, 1, 0, 0, 0)
    clock.advance(timedelta(days=1))
    assert commands.enter_waiting() == 1
    assert fresh(row).ratings_counts == (0, 1, 0, 1, 0)


def test_hashes_of_addresses_are_forgotten_after_a_month(app, leaflet):
    row = leaflet()
    commands.rate(row, by=people.member(), value=4, source="a" * 64)
    clock.advance(timedelta(days=20))
    commands.rate(row, by=people.member(), value=4, source="b" * 64)
    clock.advance(timedelta(days=11))
    nightly.every_day()
    db.session.expire_all()
    assert {vote.source_hash for vote in db.session.query(Rating)} == {None, "b" * 64}


def test_what_is_deleted_for_good_leaves_no_votes(rated):
    row, other = rated(2), rated(1)
    commands.drop_ratings("leaflet", row.id)
    assert [vote.object_id for vote in db.session.query(Rating)] == [other.id]


def test_a_suspension_for_good_is_such_a_ban_and_one_for_a_while_is_not(ada, rated):
    ben, row = people.member("Ben"), rated(1)
    commands.rate(row, by=ben, value=1)
    suspensions.suspend(ben, by=ada, reason="Heated.", until=clock.now() + timedelta(days=3))
    assert fresh(row).ratings_n == 2
    suspensions.suspend(ben, by=ada, reason="Sells votes.", until=None)
    assert fresh(row).ratings_n == 1
    assert queries.own_vote(ben, "leaflet", row.id).voided_reason == "Sells votes."
    suspensions.lift(ben, by=ada, reason="A mistake.")
    assert fresh(row).ratings_n == 2


def test_a_single_vote_is_seen_by_its_owner_and_by_moderators_only(ada, rated):
    ben, row = people.member("Ben"), rated(1)
    vote = commands.rate(row, by=ben, value=1)
    assert subjects.find("rating", vote.id, ben) is vote
    assert subjects.find("rating", vote.id, ada) is vote
    for stranger in (people.member(), Guest()):
        with pytest.raises(NotFound):
            subjects.find("rating", vote.id, stranger)
