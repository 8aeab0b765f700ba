"""A visitor chooses a language with one press; a page elsewhere cannot choose it for them."""

import pytest

from tests import people


def chooses(guest, **headers):
    return guest.client.post("/language", data={"language": "fr"}, headers=headers)


def test_the_choice_is_remembered_and_leads_back(app, guest):
    before = guest.get("/discuss")
    assert "Set-Cookie" not in before.headers  # looking around costs a visitor no cookie
    answer = chooses(guest, Origin="http://localhost", Referer="http://localhost/discuss")
    assert (answer.status_code, answer.location) == (302, "/discuss")
    assert people.soup(guest.get("/discuss")).html["lang"] == "fr"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_a_page_elsewhere_cannot_choose(guest, origin):
    chooses(guest, Origin=origin)
    assert people.soup(guest.get("/discuss")).html["lang"] == "en"
