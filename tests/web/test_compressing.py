"""Text is sent compressed to whoever takes it, and says the same."""

import gzip

import pytest

TAKES = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("address", ["/", "/static/css/base.css"])
def test_text_travels_compressed(client, address):
    plain, packed = client.get(address), client.get(address, headers=TAKES)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.vary
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.content_length == len(packed.data) < len(plain.data)
    assert len(gzip.decompress(packed.data)) == pytest.approx(len(plain.data), abs=40)  # a token may differ in length


def test_the_first_page_is_a_fraction_of_its_words(client):
    plain, packed = client.get("/"), client.get("/", headers=TAKES)
    assert len(packed.data) < len(plain.data) / 2


def test_the_length_of_a_page_tells_nothing_exact(client):
    lengths = {len(client.get("/", headers=TAKES).data) for _ in range(20)}
    assert len(lengths) > 5


def test_who_refuses_gzip_gets_none(client):
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": "gzip;q=0, br"}).headers


def test_a_kept_copy_is_still_known(client):
    packed = client.get("/static/css/base.css", headers=TAKES)
    assert packed.get_etag()[1], "the tag is weak: the bytes are not those of the file"
    again = client.get("/static/css/base.css", headers=TAKES | {"If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data


def test_pictures_are_left_alone(client):
    assert "Content-Encoding" not in client.get("/livez", headers=TAKES).headers  # short answers too
