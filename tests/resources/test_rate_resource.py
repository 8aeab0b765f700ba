"""The vote on an entry, over HTTP. What ratings do by themselves is told in tests/ratings."""

import pytest

from community.db import db
from community.ratings.models import Rating
from tests import people
from tests.resources.making import address


def test_a_member_rates_changes_and_withdraws(as_, archive, ben):
    browser = as_(ben)
    assert browser.sends(f"/resources/{archive.id}/rate", value="3").headers["Location"] == f"{address(archive)}#rating"
    assert "Users ratings 3.00 out of 5, 1 vote" in as_(None).reads(address(archive))
    browser.sends(f"/resources/{archive.id}/rate", value="5")
    page = browser.get(address(archive))
    assert "Users ratings 5.00 out of 5, 1 vote" in people.words(page)
    assert people.soup(page).select_one("input[name=value][checked]")["value"] == "5"
    browser.sends(f"/resources/{archive.id}/rate", withdraw="1")
    assert "No ratings yet" in as_(None).reads(address(archive))


@pytest.mark.parametrize("value", ["0", "6", "4.5", "abc", "", "-1", "٤"])
def test_other_values_are_refused(as_, archive, ben, value):
    assert as_(ben).sends(f"/resources/{archive.id}/rate", value=value).status_code == 422
    assert db.session.scalar(db.select(db.func.count()).select_from(Rating)) == 0


def test_nobody_rates_their_own(as_, archive, asha):
    assert as_(asha).sends(f"/resources/{archive.id}/rate", value="5").status_code == 403
    assert "Nobody rates their own contribution." in as_(asha).reads(address(archive))


def test_visitors_sign_in_first(as_, archive):
    assert as_(None).sends(f"/resources/{archive.id}/rate", value="5").status_code in (200, 302, 401)
    assert db.session.scalar(db.select(db.func.count()).select_from(Rating)) == 0


def test_five_labelled_radios_without_script(as_, archive, ben):
    page = people.soup(as_(ben).get(address(archive)))
    labels = {label.input["value"]: label.get_text(" ", strip=True) for label in page.select("#rating label")}
    assert list(labels) == ["5", "4", "3", "2", "1"]
    assert labels["5"] == "5 indispensable"
