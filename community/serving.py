"""Serve the site: granian's web processes and one worker for the jobs, started together and stopped together."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from community.db import db

WEB = "web_process:app"
WORKER = [sys.executable, "-m", "flask", "--app", "app", "work"]
PATIENCE = 10  # seconds for pages and jobs that are under way
AGAIN = 5.0  # seconds before a worker that died is started again


def serve(app, host: str, port: int, lines: list[str]) -> None:
    """Run until interrupted; `lines` are told below the address. One blocking thread a process: pages are short."""
    db.engine.dispose()  # the web processes are forked from this one and must not share its connections
    server = Granian(
        WEB, address=host, port=port, interface=Interfaces.WSGI, workers=app.config["WORKERS"] or os.cpu_count() or 1,
        blocking_threads=1, log_access=False, log_level=LogLevels.warning, working_dir=Path(app.root_path),
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
    )  # fmt: skip
    told = [f"Ibis is at http://{host}:{port}/ (stop with Ctrl+C)", *lines]
    server.on_startup(lambda: print(*told, sep="\n", flush=True))
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # a closed terminal means "stop" here; granian would reload
        server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    with worker(app.root_path):
        server.serve()


def is_taken(host: str, port: int) -> bool:
    """Whether another program listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that are just closing do not count
        try:
            attempt.bind((host, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


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
        process = subprocess.Popen(WORKER, cwd=folder, start_new_session=True)  # Ctrl+C reaches it through us only
        while process.poll() is None and not stop.wait(0.2):
            pass
        if stop.is_set():
            _end(process)
        else:
            stop.wait(AGAIN)


def _end(process: subprocess.Popen) -> None:
    process.terminate()  # it finishes the job that is under way
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
