"""The parts that pages are made of say the same thing to eyes, to ears and without style."""

from types import SimpleNamespace

import pytest

from community.policy import YES, no
from community.web.paging import NumberedPage


@pytest.fixture
def macros(app):
    """macros("rating").figure(…): the macros of one file, as a page would call them."""
    with app.test_request_context():
        yield lambda name: app.jinja_env.get_template(f"macros/{name}.html").module


def rating(**facts):
    known = {"votes": 12, "mean": 4.0, "counts": [4, 5, 2, 1, 0], "own": None, "may_rate": YES}
    return SimpleNamespace(**known | facts)


def test_a_mean_of_four_fills_four_stars_of_five(macros):
    shown = macros("rating").figure(rating(), "/rate")
    assert "Users ratings 4.00 out of 5, 12 votes" in shown
    assert '<i class="w-80"></i></span></p>' in shown


@pytest.mark.parametrize(("mean", "width"), [(1, 20), (3.14, 62), (4.6, 92), (4.99, 100), (5, 100)])
def test_stars_follow_the_mean(macros, mean, width):
    assert f'class="w-{width}"' in macros("lists").stars(mean)


def test_the_bars_show_the_shares_and_say_the_counts(macros):
    shown = macros("rating").figure(rating(), "/rate")
    assert [f"w-{width}" in shown for width in (34, 42, 16, 8, 0)] == [True] * 5
    assert "5 stars:" in shown and "1 star:" in shown


def test_nothing_rated_is_no_zero(macros):
    shown = macros("rating").figure(rating(votes=0, mean=None, counts=None), "/rate")
    assert "No ratings yet" in shown and "0.00" not in shown


def test_who_may_not_rate_is_told_why_and_gets_no_form(macros):
    shown = macros("rating").figure(rating(may_rate=no("One cannot rate one’s own work.")), "/rate")
    assert "One cannot rate one’s own work." in shown and "<form" not in shown


def test_the_own_vote_is_marked_and_can_be_withdrawn(macros):
    shown = macros("rating").figure(rating(own=4), "/rate")
    assert 'value="4" checked' in shown and 'name="withdraw"' in shown and "Change my rating" in shown


def test_the_first_page_is_named_as_the_others_are(macros):
    """Without a page a member's topic opens where they read on."""
    shown = macros("pager").numbered(NumberedPage(number=2, count=9, size=20), "/t/7/title")
    assert 'rel="prev" href="/t/7/title?page=1"' in shown
    assert 'href="/t/7/title?page=3"' in shown
    assert 'aria-current="page"' in shown


def test_a_pager_keeps_the_query_of_its_list(macros):
    shown = macros("pager").numbered(NumberedPage(number=1, count=2, size=20), "/resources?kind=news")
    assert 'href="/resources?kind=news&amp;page=2"' in shown


def test_one_page_needs_no_pager(macros):
    assert macros("pager").numbered(NumberedPage(number=1, count=1, size=20), "/t/7").strip() == ""


@pytest.mark.parametrize(
    ("name", "letters"), [("Asha Rao", "AR"), ("Florence", "F"), ("ana maria de la cruz", "AC"), ("سلمى حداد", "س")]
)
def test_initials_are_two_letters_where_letters_stand_alone(macros, name, letters):
    assert macros("person").initials(name) == letters


def test_a_former_member_has_a_word_and_no_link(macros):
    shown = macros("person").name(SimpleNamespace(name="", username="", left_at=None))
    assert shown == "<bdi>former member</bdi>"


def test_names_cannot_break_out_of_the_page(macros):
    shown = macros("person").face(SimpleNamespace(name="<b>x", id=3, avatar_url=None))
    assert "<b>" not in shown and "c3" in shown
