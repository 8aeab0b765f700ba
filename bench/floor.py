"""The floor: Flask answering a bare text, under the server that serves Ibis, with the same settings (tests/bench)."""

import os
import sys

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from community.server import THREADS

app = Flask("floor")


@app.get("/")
def hello():
    """A text."""
    return "Hello, World!", {"Content-Type": "text/plain; charset=utf-8"}


def serve(port: int) -> None:
    """As community/server.py does it."""
    Granian(
        "bench.floor:app", address="127.0.0.1", port=port, interface=Interfaces.WSGI, workers=os.cpu_count() or 1,
        blocking_threads=THREADS, log_access=False, log_level=LogLevels.warning,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    serve(int(sys.argv[1]))
