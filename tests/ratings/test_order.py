"""The order "Top rated": calm with few votes, stable while somebody pages through it."""

import pytest
from sqlalchemy import select

from community import clock, settings
from community.db import db, transaction
from community.ratings import commands
from community.ratings.models import RatingPrior
from community.ratings.order import top_rated
from community.web.keyed import keyed
from tests import people
from tests.ratings.conftest import Leaflet

WORKED = {  # with m = 3.8 and C = 5
    "many": ((28, 8, 4), 4.5111),
    "ten": ((10,), 4.600),
    "three": ((2, 1), 4.125),
    "one": ((1,), 4.000),
    "none": ((), 3.80),
    "bad": ((0, 0, 0, 0, 1), 3.3333),
}


@pytest.fixture
def shelf_of(rated):
    with transaction() as session:
        session.add(RatingPrior(kind="leaflet", m=3.8, c=5.0, at=clock.now()))
    return {name: rated(*counts, title=name) for name, (counts, _) in WORKED.items()}


def in_order() -> list[str]:
    order = [column.desc() for column in top_rated(Leaflet)]
    return list(db.session.scalars(select(Leaflet.title).order_by(*order)))


def test_the_bayesian_order(shelf_of):
    assert in_order() == ["ten", "many", "three", "one", "none", "bad"]
    weighted = top_rated(Leaflet)[0]
    for title, found in db.session.execute(select(Leaflet.title, weighted)):
        assert found == pytest.approx(WORKED[title][1], abs=5e-5)


def test_the_cautious_order_asks_for_many_votes(shelf_of):
    with transaction():
        settings.change(rating_cautious_order=True)
    assert in_order() == ["many", "ten", "three", "one", "none", "bad"]


def test_of_equals_the_one_with_more_votes_is_first_then_the_newer(rated):
    for name, counts in (("old", ()), ("new", ()), ("rated", (0, 0, 1))):  # the usual mean is 3 as yet
        rated(*counts, title=name)
    assert in_order() == ["rated", "new", "old"]


@pytest.mark.parametrize("cautious", [False, True])
def test_paging_shows_each_once_in_both_directions(app, rated, cautious):
    with transaction() as session:
        settings.change(rating_cautious_order=cautious)
        session.add(RatingPrior(kind="leaflet", m=3.7771, c=5.5, at=clock.now()))
    for n in range(11):
        rated(n % 3, n % 2, n % 4, title=f"{n}")
    expected, seen, address, pages = in_order(), [], "/x", []
    while address:
        page = page_at(app, address)
        seen += [row.title for row in page.rows]
        pages.append(page)
        address = page.older
    assert seen == expected
    back = page_at(app, pages[-1].newer)
    assert [row.title for row in back.rows] == [row.title for row in pages[-2].rows]


def page_at(app, address: str):
    columns = top_rated(Leaflet)
    rows = select(Leaflet.title, *(column.label(f"key{n}") for n, column in enumerate(columns)))
    with app.test_request_context(address):
        return keyed(rows, columns, lambda row: (row.key0, row.key1, row.key2), 3)


def test_votes_of_the_day_do_not_move_what_others_begin_with(shelf_of):
    for _ in range(4):
        commands.rate(shelf_of["bad"], by=people.member(), value=1)
    assert in_order() == ["ten", "many", "three", "one", "none", "bad"]
