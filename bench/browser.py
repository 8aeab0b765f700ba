"""A small browser for one person: keeps its connection and its cookie, sends forms with their token."""

import re
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')


class Browser:
    """Somebody at the site, signed in by a cookie or not."""

    def __init__(self, port: int, cookie: str = ""):
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie, self.token = cookie, ""
        self.took = 0.0  # milliseconds that the last answer needed

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body."""
        status, _location, body = self._ask("GET", path)
        return status, body

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form; status and the address that the answer leads to."""
        if not self.token:
            self._fetch_token(path)
        status, location, _body = self._ask("POST", path, urlencode({"csrf_token": self.token} | fields))
        return status, location

    def close(self) -> None:
        """Leave."""
        self.connection.close()

    def _fetch_token(self, path: str) -> None:
        _status, body = self.get(path)
        found = TOKEN.search(body)
        if found is None:
            raise RuntimeError(f"{path} shows no form: its reader is not signed in")
        self.token = found[1].decode()

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, bytes]:
        headers = {"Accept": "text/html", "Accept-Encoding": "identity"} | (
            {"Cookie": self.cookie} if self.cookie else {}
        )
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        read = answer.read()
        self.took = (time.perf_counter() - began) * 1000
        if given := answer.headers.get("Set-Cookie"):
            self.cookie = given.partition(";")[0]
        return answer.status, answer.headers.get("Location", ""), read
