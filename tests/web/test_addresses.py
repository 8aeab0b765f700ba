"""Addresses that cannot be meant are missing pages, whatever asks the database next."""

import pytest


@pytest.mark.parametrize(
    "address", ["/t/7/a%00b", "/members/%00", "/discuss/a%01", "/resources?tag=%00", "/tags/%0B", "/?%00=1", "/p/7?x=%7F"]
)
def test_no_control_character_reaches_a_query(client, address):
    assert client.get(address).status_code == 404


def test_letters_of_any_script_do(client):
    assert client.get("/?q=مرحبا%20ř").status_code == 200
