"""No process outlives the one that started it, however that one ended: an orphan would hold the port, and be nobody's.

Waited for in a thread of the started process, on what the kernel closes when the other one dies.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable


def end_with_server() -> None:
    """A web process that multiprocessing started ends at once with who started it, so that the port is free again."""
    if server := multiprocessing.parent_process():
        _after(server.join, signal.SIGKILL)


def end_with_input() -> None:
    """Be told to end when nobody holds the other side of the standard input; the job under way is finished first."""
    _after(sys.stdin.buffer.read, signal.SIGTERM)


def _after(wait: Callable, told: int) -> None:
    def follow() -> None:
        wait()
        os.kill(os.getpid(), told)

    threading.Thread(target=follow, name="until the other one ends", daemon=True).start()
