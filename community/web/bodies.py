"""Slow senders keep nobody waiting: a body is read before its request has its turn, and what stands still is cut off.

A web process makes one page at a time (that is fastest), but a connection from which a form trickles in would hold it
for as long as its sender likes. So the server has several threads, of which some may be reading, and a watch ends the
connections that send nothing. Proxies that read requests whole leave nothing to do here.
"""

import os
import socket
import struct
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from werkzeug.exceptions import BadRequest, HTTPException, ServiceUnavailable

AT_ONCE = 6  # bodies that one process reads; the server's two further threads are left for pages
PIECE = 16 * 1024
STILL = 15.0  # seconds for a piece; a line that is slower than 1 kB a second carries no form
LONGEST = 600.0  # seconds for all of it
IN_MEMORY = 512 * 1024  # bytes; what is larger waits on the disk
LOOK = 1.0  # seconds between two looks at who is sending
LAST_SENT = struct.Struct("=44xI")  # in Linux's tcp_info: milliseconds since we sent anything on a connection


@dataclass
class Sender:
    """Who is sending from an address; `moved` is when the last piece came."""

    address: str
    began: float = field(default_factory=time.monotonic)
    moved: float = field(default_factory=time.monotonic)

    def is_late(self) -> bool:
        """Whether it has stood still, or taken, for too long."""
        now = time.monotonic()
        return now - self.moved > STILL or now - self.began > LONGEST


class InTurn:
    """WSGI: one request after another goes in, each with all of its body. `most`: bytes that are read of one."""

    def __init__(self, inner, most: int, headers: dict[str, str]):
        self._inner, self._most, self._headers = inner, most, headers  # those of what is refused here
        self._turn, self._places = threading.Lock(), threading.BoundedSemaphore(AT_ONCE)
        self._senders: list[Sender] = []
        threading.Thread(target=self._watch, name="senders", daemon=True).start()

    def __call__(self, environ: dict, start_response):
        """Read what is sent, wait for the turn, answer."""
        try:
            body = self._read(environ) if _has_body(environ, self._most) else nullcontext()
        except HTTPException as refusal:
            return self._refuse(refusal, environ, start_response)
        with self._turn, body:
            return self._inner(environ, start_response)

    def _refuse(self, refusal: HTTPException, environ: dict, start_response):
        response = refusal.get_response()
        response.headers.update(self._headers)
        if refusal.code == HTTPStatus.SERVICE_UNAVAILABLE:
            response.headers["Retry-After"] = "15"
        return response(environ, start_response)

    def _read(self, environ: dict) -> Any:
        with ExitStack() as undone:
            body: Any = undone.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))
            with self._sending(environ.get("REMOTE_ADDR", "")) as sender:
                while body.tell() <= self._most and (piece := environ["wsgi.input"].read(PIECE)):
                    body.write(piece)
                    sender.moved = time.monotonic()
            size = body.tell()
            if size != int(environ.get("CONTENT_LENGTH") or size):
                raise BadRequest()  # the connection was cut off, by whom ever: half a form is none
            undone.pop_all()  # from here on it lives with the request
        body.seek(0)
        environ |= {"wsgi.input": body, "CONTENT_LENGTH": str(size), "wsgi.input_terminated": True}
        return body

    @contextmanager
    def _sending(self, address: str) -> Iterator[Sender]:
        if not self._places.acquire(blocking=False):
            raise ServiceUnavailable()
        sender = Sender(address)
        self._senders.append(sender)
        try:
            yield sender
        finally:
            self._senders.remove(sender)
            self._places.release()

    def _watch(self) -> None:
        while True:
            time.sleep(LOOK)
            late = {sender.address for sender in list(self._senders) if sender.is_late()}
            if late:
                cut_off(late)


def cut_off(addresses: set[str]) -> None:
    """End this process's connections with these addresses on which nothing was answered for a while (on Linux)."""
    for name in os.listdir("/proc/self/fd") if Path("/proc/self/fd").is_dir() else ():
        with suppress(OSError, IndexError), socket.socket(fileno=os.dup(int(name))) as connection:
            if connection.getpeername()[0] in addresses and _silence(connection) > STILL:
                connection.shutdown(socket.SHUT_RDWR)


def _silence(connection: socket.socket) -> float:
    """Seconds since we sent anything."""
    (milliseconds,) = LAST_SENT.unpack_from(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104))
    return milliseconds / 1000


def _has_body(environ: dict, most: int) -> bool:
    length = environ.get("CONTENT_LENGTH") or ("1" if environ.get("HTTP_TRANSFER_ENCODING") else "0")
    return length.isdigit() and 0 < int(length) <= most  # what says that it is too long is refused unread
