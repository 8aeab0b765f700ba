"""What `flask serve` becomes: granian's web processes and one worker for the jobs, started and stopped together.

A program of its own that knows nothing of the commands, so that the web processes, which are forked from it, hold what
pages need and no more. What to serve is told in the environment variable IBIS_TOLD, which nobody else gets to see.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

WEB = "web_process:app"
WORKER = [sys.executable, "-m", "flask", "--app", "app", "work", "--with-parent"]
PATIENCE = 10  # seconds for pages and jobs that are under way
AGAIN = 5.0  # seconds before a worker that died is started again
QUICK = 5.5  # a web process that dies within so many seconds is one of a row of quick deaths
ROW = 30  # so many quick deaths in a row are no accident: the whole ends, and says so by its exit code
THREADS = 8  # of a web process: `web/bodies.py` reads six bodies at once, and leaves two for pages
TOLD = "IBIS_TOLD"


def become(folder: str, host: str, port: int, processes: int, lines: list[str], absent: list[str]) -> None:
    """Turn this process into the server of the application in `folder`; `lines` are told below the address.

    `absent` are libraries that this site has no use for: whoever would import them if they were there finds none.
    """
    told = {"folder": folder, "host": host, "port": port, "processes": processes, "lines": lines, "absent": absent}
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(folder)
    os.execve(sys.executable, [sys.executable, "-m", __name__], os.environ | {TOLD: json.dumps(told)})  # noqa: S606


def serve(folder: str, host: str, port: int, processes: int, lines: list[str], absent: list[str]) -> None:
    """Run until interrupted. A process makes one page at a time; its other threads wait for what is being sent."""
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # "None" is Python's word for it
    import_module("app")  # what all web processes need is read once, before they are forked
    server = Server(
        WEB, address=host, port=port, interface=Interfaces.WSGI, workers=processes, blocking_threads=THREADS,
        log_access=False, log_level=LogLevels.warning, working_dir=Path(folder), respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
    )  # fmt: skip
    told = [f"Ibis is at http://{host}:{port}/ (stop with Ctrl+C)", *lines]
    server.on_startup(lambda: print(*told, sep="\n", flush=True))
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # a closed terminal means "stop" here; granian would reload
        server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    with worker(folder):
        server.serve()


class Server(Granian):  # type: ignore[misc, valid-type]  # which of two it is, granian decides
    """granian, which ends when one web process dies twice within seconds; this one does so after a row of deaths."""

    _row = 0

    def _respawn_workers(self, workers, *args, **kwargs) -> None:
        young = any(time.monotonic() - self.wrks[each].birth < QUICK for each in workers)
        self._row = self._row + 1 if young else 0
        super()._respawn_workers(workers, *args, **kwargs)
        if self._row < ROW:
            self.respawned_wrks.clear()  # what granian would end for


@contextmanager
def worker(folder: str):
    """Keep one worker alive until the block ends."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(folder, stop), name="worker's keeper")
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def _keep(folder: str, stop: threading.Event) -> None:
    while not stop.is_set():
        with subprocess.Popen(WORKER, cwd=folder, stdin=subprocess.PIPE, start_new_session=True) as process:
            while process.poll() is None and not stop.wait(0.2):  # Ctrl+C reaches it through us only
                pass
            if stop.is_set():
                _end(process)
        stop.wait(AGAIN)


def _end(process: subprocess.Popen) -> None:
    process.terminate()  # it finishes the job that is under way
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    serve(**json.loads(os.environ.pop(TOLD)))
