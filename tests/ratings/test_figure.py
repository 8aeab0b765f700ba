"""What a page shows of a rating, and to whom."""

from datetime import timedelta

import pytest
from flask import render_template

from community import clock, settings
from community.db import transaction
from community.members.models import Guest
from community.ratings import commands, queries
from tests import people
from tests.ratings.conftest import Leaflet


@pytest.fixture
def show(app):
    """show(row, viewer): the words of the part, and its soup."""

    def render(row, viewer):
        with app.test_request_context():
            figure = queries.figure(row, viewer)
            html = render_template("ratings/_rating.html", rating=figure, rate_url="/rate/leaflet/1")
        page = people.BeautifulSoup(html, "html5lib")
        return " ".join(page.get_text(" ").split()), page

    return render


def test_the_read_out_text(rated, show):
    text, _ = show(rated(4, 5, 2, 1), Guest())
    assert "Users ratings 4.00 out of 5, 12 votes" in text
    assert "How useful was this information?" in text


def test_without_votes_it_says_so_and_not_0(leaflet, show):
    text, page = show(leaflet(), Guest())
    assert "No ratings yet" in text
    assert "0.00" not in text
    assert not page.select("[itemprop]")


def test_the_distribution_is_shown_from_three_votes_on(rated, show):
    two, three = rated(1, 1), rated(1, 1, 1)
    assert queries.figure(two, Guest()).counts is None
    assert queries.figure(three, Guest()).counts == (1, 1, 1, 0, 0)
    assert not show(two, Guest())[1].select(".bars")
    assert len(show(three, Guest())[1].select(".bars li")) == 5


def test_programs_read_the_same_figures(rated, show):
    _, page = show(rated(4, 5, 2, 1), Guest())
    told = {meta["itemprop"]: meta["content"] for meta in page.select("meta[itemprop]")}
    assert told == {"ratingValue": "4.00", "ratingCount": "12", "bestRating": "5", "worstRating": "1"}


def test_the_form_has_five_labelled_radios_and_ones_own_vote(rated, show):
    ben, row = people.member("Ben"), rated(1)
    _, page = show(row, ben)
    assert len(page.select("fieldset label input[type=radio][name=value]")) == 5
    assert not page.select("input[checked]")
    assert not page.select("button[name=withdraw]")
    commands.rate(row, by=ben, value=4)
    _, page = show(row, ben)
    assert page.select_one("input[checked]")["value"] == "4"
    assert page.select_one("button[name=withdraw]")


def test_who_may_not_vote_sees_why_and_no_form(leaflet, show):
    ben = people.member("Ben")
    text, page = show(leaflet(author=ben), ben)
    assert "Nobody rates their own contribution." in text
    assert not page.select("form")
    assert "Please sign in" in show(leaflet(), Guest())[0]


def test_a_site_may_show_the_result_only_to_those_who_have_voted(rated, show):
    with transaction():
        settings.change(rating_hide_mean=True)
    ben, row = people.member("Ben"), rated(3)
    text, page = show(row, ben)
    assert "The result is shown once you have rated." in text
    assert "5.00" not in text
    assert not page.select(".bars, [itemprop]")
    commands.rate(row, by=ben, value=1)
    assert "4.00 out of 5, 4 votes" in show(row, ben)[0]


def test_lists_hide_what_pages_hide(rated, statements):
    first, second, ben = rated(1), rated(0, 1), people.member("Ben")
    rows = [first, second]
    assert queries.means(Leaflet, rows, Guest()) == {first.id: 5.0, second.id: 4.0}
    with transaction():
        settings.change(rating_hide_mean=True)
    commands.rate(first, by=ben, value=1)
    assert queries.means(Leaflet, rows, Guest()) == {first.id: None, second.id: None}
    assert queries.means(Leaflet, rows, ben) == {first.id: 3.0, second.id: None}


def test_a_waiting_vote_says_when_it_begins_to_count(leaflet, show):
    with transaction():
        settings.change(rating_min_account_days=2)
    ben, row = people.member("Ben"), leaflet()
    commands.rate(row, by=ben, value=4)
    text, _ = show(row, ben)
    assert "begins to count on November 22, 2026" in text
    assert "No ratings yet" in text


def test_a_figure_costs_one_statement_for_members_and_none_for_visitors(app, rated, statements):
    row, ben = rated(2, 3), people.member("Ben")
    settings_read = 1
    assert statements(queries.figure, row, ben) <= 1 + settings_read
    assert statements(queries.figure, row, Guest()) <= settings_read


def test_what_was_rated_before_a_revision(rated, leaflet):
    row = rated(1, 1)
    clock.advance(timedelta(days=1))
    revised = clock.now()
    commands.rate(row, by=people.member(), value=1)
    assert queries.before("leaflet", row.id, revised) == (4.5, 2)
    assert queries.before("leaflet", leaflet().id, revised) == (None, 0)


def test_members_take_their_votes_home(leaflet):
    ben, row = people.member("Ben"), leaflet()
    commands.rate(row, by=ben, value=4)
    (told,) = queries.votes_of(ben)
    assert (told["kind"], told["id"], told["value"], told["set_aside"]) == ("leaflet", row.id, 4, None)
