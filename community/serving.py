"""Serve the site: granian's web processes and one worker, started together and stopped together."""

import os
import subprocess
import sys

from granian import Granian
from granian.constants import Interfaces

WEB, WORKER = "app:create_app()", ["-m", "flask", "--app", "app", "work"]


def serve(app, host: str, port: int) -> None:
    """Run until interrupted. One blocking thread a process: pages are short, and SQLite has one writer anyway."""
    workers = app.config["WORKERS"] or os.cpu_count() or 1
    worker = subprocess.Popen([sys.executable, *WORKER], cwd=app.root_path)
    print(f"Ibis is at http://{host}:{port}/ (stop with Ctrl+C)", flush=True)
    try:
        server = Granian(
            WEB, address=host, port=port, interface=Interfaces.WSGI, workers=workers, blocking_threads=1,
            factory=False, log_access=False, log_level="warning", working_dir=app.root_path,
        )
        server.serve()
    finally:
        worker.terminate()
        worker.wait(timeout=20)
