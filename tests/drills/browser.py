"""People at real connections: one request a connection, as a phone in a tunnel would; forms as browsers send them."""

import http.client
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.drills.town import Key

PATIENCE = 30  # seconds: an answer that takes longer counts as none at all


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    text: str


class Browser:
    """Somebody before the site at this port; with a key, a member."""

    def __init__(self, port: int, key: Key | None = None, language: str = "en"):
        self.port, self.key, self.language = port, key, language

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page. Raises OSError or HTTPException where no whole answer comes."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form."""
        given = fields | ({"csrf_token": self.key.token} if self.key else {})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(given).encode(), kind)

    def uploads(self, path: str, name: str, file: bytes, filename: str, **fields: str) -> Answer:
        """Send a form with a file in its field `name`."""
        mark = secrets.token_hex(16)
        given = fields | {"csrf_token": self.key.token}
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
                 for key, value in given.items()]  # fmt: skip
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'
        body = b"".join([*parts, head.encode(), file, f"\r\n--{mark}--\r\n".encode()])
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        told = {"Accept": "text/html", "Accept-Language": self.language} | headers
        if self.key:
            told["Cookie"] = f"ibis={self.key.cookie}"
        try:
            line.request(method, path, body, told)
            response = line.getresponse()
            return Answer(response.status, response.headers, response.read().decode("utf-8", "replace"))
        finally:
            line.close()


def insists(browser: Browser, path: str, give_up: threading.Event, **fields: str) -> Answer | None:
    """Send the same form until it is answered, as somebody does whose connection breaks; None if told to give up."""
    while not give_up.is_set():
        try:
            return browser.post(path, **fields)
        except (OSError, http.client.HTTPException):
            give_up.wait(0.05)
    return None


class Crowd:
    """Many who do things at the same time, each in a thread, until told to stop; what went wrong comes out at the end.

    with Crowd() as crowd:
        crowd.does(write, 8)      # write(stop) is called by eight people
        ...
    """

    def __init__(self):
        self.stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self.failures: list[BaseException] = []

    def does(self, deed: Callable, times: int = 1) -> None:
        """Let so many people do it; `deed(stop)` goes on until `stop` is set."""
        for _person in range(times):
            thread = threading.Thread(target=self._go, args=(deed,))
            self._threads.append(thread)
            thread.start()

    def _go(self, deed: Callable) -> None:
        try:
            deed(self.stop)
        except BaseException as failure:
            self.failures.append(failure)

    def __enter__(self) -> "Crowd":
        return self

    def __exit__(self, *_error) -> None:
        self.stop.set()
        for thread in self._threads:
            thread.join()
        if self.failures:
            raise self.failures[0]
