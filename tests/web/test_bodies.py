"""A body is whole before its request has its turn; what is not whole goes no further."""

import io
import threading

import pytest

from community.web.bodies import AT_ONCE, InTurn

MOST = 100_000
OURS = {"Server": "Ibis"}


class Asked:
    """A WSGI application that keeps what it was sent."""

    def __init__(self):
        self.bodies: list[bytes] = []
        self.told: dict[str, str] = {}
        self.inputs: list = []
        self.door = InTurn(self, MOST, OURS)

    def __call__(self, environ, start_response):
        self.inputs.append(environ["wsgi.input"])
        self.bodies.append(environ["wsgi.input"].read())
        start_response("200 OK", [])
        return [b"ok"]

    def sent(self, stream, **environ) -> str:
        """The status of the answer to what comes on the stream."""
        given = {"REQUEST_METHOD": "POST", "wsgi.input": stream, "REMOTE_ADDR": "192.0.2.1"} | environ
        list(self.door(given, lambda status, headers, *_more: self.told.update(headers, status=status)))
        return self.told["status"][:3]


@pytest.fixture
def asked():
    return Asked()


@pytest.mark.parametrize("size", [1, 20_000, MOST])
def test_what_is_whole_goes_in(asked, size):
    assert asked.sent(io.BytesIO(b"x" * size), CONTENT_LENGTH=str(size)) == "200"
    assert asked.bodies == [b"x" * size]
    assert asked.inputs[0].closed, "it ends with its request"


def test_what_comes_in_chunks_goes_in_too(asked):
    assert asked.sent(io.BytesIO(b"in chunks"), HTTP_TRANSFER_ENCODING="chunked") == "200"
    assert asked.bodies == [b"in chunks"]


def test_half_a_form_is_none(asked):
    assert asked.sent(io.BytesIO(b"body=Half+of"), CONTENT_LENGTH="5000") == "400"
    assert asked.told | OURS == asked.told, "what is refused here has the headers of all answers"
    assert asked.bodies == []


def test_what_says_that_it_is_too_long_is_not_read_here(asked):
    stream = io.BytesIO(b"x" * 10)
    asked.sent(stream, CONTENT_LENGTH=str(MOST + 1))
    assert asked.bodies == [b"x" * 10]  # by the application, which refuses it by its length


def test_only_so_many_send_at_once_and_pages_go_on(asked):
    ends = threading.Event()

    class Slow(io.RawIOBase):
        def read(self, _size=-1):
            ends.wait(20)
            return b""

    slow = {"args": (Slow(),), "kwargs": {"CONTENT_LENGTH": "5"}}
    threads = [threading.Thread(target=asked.sent, **slow) for _each in range(AT_ONCE)]
    for each in threads:
        each.start()
    while len(asked.door._senders) < AT_ONCE:
        pass
    assert asked.sent(io.BytesIO(b"12345"), CONTENT_LENGTH="5") == "503"
    assert asked.sent(io.BytesIO(), REQUEST_METHOD="GET") == "200"
    ends.set()
    for each in threads:
        each.join()
    assert asked.sent(io.BytesIO(b"12345"), CONTENT_LENGTH="5") == "200"
