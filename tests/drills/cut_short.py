"""`python -m tests.drills.cut_short WORDS`: `flask upgrade`, killed right after a statement that begins so."""

import os
import signal
import sys

from sqlalchemy import event
from sqlalchemy.engine import Engine

from app import create_app
from community import upgrading


def run(words: str) -> None:
    """Upgrade until the statement has been done, and not a step further."""

    @event.listens_for(Engine, "after_cursor_execute")
    def _end(_connection, _cursor, statement, *_rest) -> None:
        if " ".join(statement.split()).startswith(words):
            os.kill(os.getpid(), signal.SIGKILL)

    with create_app().app_context():
        upgrading.upgrade()


if __name__ == "__main__":
    run(sys.argv[1])
