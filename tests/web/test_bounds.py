"""What is too much is refused before it is taken apart: no request costs more than a form that a person can fill."""

import io
import tracemalloc

import pytest

from community.web.bounds import LONGEST_LINE
from tests import people

MEGABYTE = 1024 * 1024
PLAIN, WITH_FILES = "application/x-www-form-urlencoded", "multipart/form-data"


@pytest.fixture
def visitor(app):
    return people.visits(app)


def parts(count: int, value: bytes = b"x") -> tuple[bytes, str]:
    """A form with files of so many fields, as it travels, and its content type."""
    one = b'--b\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n' + value + b"\r\n"
    return b"".join(one % number for number in range(count)) + b"--b--\r\n", f"{WITH_FILES}; boundary=b"


TOO_MUCH = {
    "ten million fields": (b"a&" * 5_000_000, PLAIN),
    "a million fields": (b"a=%FF&" * 1_000_000, PLAIN),
    "501 fields": (b"&".join(b"a=1" for _number in range(501)), PLAIN),
    "3 MB in one field": (b"a=" + b"x" * 3 * MEGABYTE, PLAIN),
    "11 MB": (b"a=" + b"x" * 11 * MEGABYTE, PLAIN),
    "100,000 parts": parts(100_000),
    "a part of 3 MB": parts(1, b"x" * 3 * MEGABYTE),
    "a part of line ends": parts(1, b"\r" * 9 * MEGABYTE),
    "parts of 11 MB": parts(11, b"x" * MEGABYTE),
}


@pytest.mark.parametrize("sent", TOO_MUCH)
def test_a_form_too_large_is_refused_on_a_page_and_in_little_memory(visitor, sent):
    body, content_type = TOO_MUCH[sent]
    tracemalloc.start()
    answer = visitor.client.post(
        "/join", input_stream=io.BytesIO(body), content_length=len(body), content_type=content_type
    )
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 413
    assert "too large" in people.soup(answer).h1.text
    assert peak < 20 * MEGABYTE


def test_a_body_that_does_not_tell_its_length_is_measured_as_it_comes(visitor):
    for size, status in ((11 * MEGABYTE, 413), (3 * MEGABYTE, 413), (0, 400)):
        answer = visitor.client.post(
            "/join", input_stream=io.BytesIO(b"a=" + b"x" * size), content_type=PLAIN,
            environ_overrides={"wsgi.input_terminated": True},
        )  # fmt: skip
        assert answer.status_code == status


@pytest.mark.parametrize("content_type", [PLAIN, WITH_FILES])
def test_the_longest_text_that_is_allowed_arrives(visitor, content_type):
    """64,000 characters of the widest letters, and then some: the form says what is too long, and shows it again."""
    sent = {"csrf_token": visitor.token(), "username": "𒐫" * 64_000}
    answer = visitor.client.post("/join", data=sent, content_type=content_type)
    assert answer.status_code == 422
    assert people.soup(answer).select_one("[name=username]")["value"] == "𒐫" * 64_000


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("/?" + "a&" * LONGEST_LINE, {}, 414),
        ("/?q=" + "%EF%B7%BA" * LONGEST_LINE, {}, 414),
        ("/" + "a/" * LONGEST_LINE, {}, 414),
        ("/", {"Accept-Language": ",".join(f"a{n};q=0.{n}" for n in range(LONGEST_LINE))}, 431),
        ("/", {"Accept": "a/b," * LONGEST_LINE}, 431),
        ("/", {"Accept-Encoding": "a," * LONGEST_LINE}, 431),
        ("/", {"If-None-Match": '"a",' * LONGEST_LINE}, 431),
        ("/", {"Referer": "http://localhost/" + "a" * LONGEST_LINE}, 431),
        ("/", {"X-Request-Id": "a" * LONGEST_LINE * 2}, 431),
        ("/?q=" + "a" * (LONGEST_LINE - 10), {"Accept-Language": "sv," * 5_000}, 200),
    ],
    ids=lambda value: str(value)[:20],
)
def test_so_is_what_is_too_long_around_it(visitor, statements, address, headers, status):
    found = []
    work = statements(lambda: found.append(visitor.get(address, headers=headers)))
    assert found[0].status_code == status
    if status != 200:
        assert work == 0
        assert people.soup(found[0]).h1.text in ("This address is too long.", "Request Header Fields Too Large")
        assert len(found[0].data) < 2_000
