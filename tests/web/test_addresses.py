"""Addresses that cannot be meant are missing pages, whatever asks the database next."""

import pytest

from tests import people


@pytest.mark.parametrize(
    "address",
    ["/t/7/a%00b", "/members/%00", "/discuss/a%01", "/resources?tag=%00", "/tags/%0B", "/?%00=1", "/p/7?x=%7F"],
)
def test_no_control_character_reaches_a_query(client, address):
    assert client.get(address).status_code == 404


def test_letters_of_any_script_do(client):
    assert client.get("/?q=مرحبا%20ř").status_code == 200


@pytest.mark.parametrize("referrer", ["http://[", "http://localhost//evil.example", "https://evil.example/"])
def test_choosing_a_language_leads_nowhere_else(app, referrer):
    visitor = people.visits(app)
    sent = {"csrf_token": visitor.token(), "language": "en"}
    answer = visitor.client.post("/language", data=sent, headers={"Referer": referrer})
    assert (answer.status_code, answer.location) == (302, "/")


@pytest.mark.parametrize("origin", ["http://[", "null"])
def test_a_strange_origin_is_a_stranger(app, origin):
    answer = people.visits(app).client.post("/join", data={"username": "ana"}, headers={"Origin": origin})
    assert answer.status_code == 400
    assert "ana" not in answer.get_data(as_text=True)
