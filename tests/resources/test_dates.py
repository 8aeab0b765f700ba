"""Dates known as a year, a month or a day."""

import pytest
from flask_babel import force_locale

from community.resources.dates import is_partial_date, partial_date, period, year_of


@pytest.mark.parametrize("text", ["2010", "2010-07", "2010-07-15", "2024-02-29"])
def test_dates_that_exist(text):
    assert is_partial_date(text) and year_of(text) == int(text[:4])


@pytest.mark.parametrize(
    "text", ["", "10", "2010-13", "2010-00", "2023-02-29", "2010-7", "2010-07-15T", "0000", "٢٠١٠", "2010\n"]
)
def test_what_is_no_date(text):
    assert not is_partial_date(text) and year_of(text) is None and partial_date(text) == ""


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", ["2010", "July 2010", "July 15, 2010"]),
        ("sv", ["2010", "juli 2010", "15 juli 2010"]),
        ("fr", ["2010", "juillet 2010", "15 juillet 2010"]),
    ],
)
def test_each_language_writes_them_its_way(app, locale, words):
    with app.test_request_context(), force_locale(locale):
        assert [partial_date(text) for text in ("2010", "2010-07", "2010-07-15")] == words


def test_periods():
    given = ((2010, 2021), (2010, None), (None, 2021), (2010, 2010), (None, None))
    assert [period(*years) for years in given] == ["2010–2021", "2010–", "–2021", "2010", ""]
