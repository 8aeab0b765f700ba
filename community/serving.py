"""Before the site is served: what is told at the start, and whether the port is free. The server itself is `server`."""

import errno
import logging
import os
import socket

from community import server
from community.db import db, hurry, terms

log = logging.getLogger(__name__)


def serve(app, host: str, port: int, lines: list[str]) -> None:
    """Say under which terms the database works, and become the server; `lines` are told below the address."""
    hurry(app)  # as the web processes do: what is told here holds for them
    db.engine.dispose()
    log.info("the database works under these terms: %s", " ".join(f"{name}={value}" for name, value in terms().items()))
    db.engine.dispose()
    absent = [] if app.config["REDIS_URL"] else ["redis"]  # 14 MB of each process, where huey finds it
    server.become(app.root_path, host, port, app.config["WORKERS"] or os.cpu_count() or 1, lines, absent)


def is_taken(host: str, port: int) -> bool:
    """Whether another program listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that are just closing do not count
        try:
            attempt.bind((host, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False
