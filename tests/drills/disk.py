"""Disks that are small, and files that may not be written: real ones where this machine lets us mount."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def small(folder: Path, megabytes: int) -> Iterator[Path]:
    """The folder is a disk of so many megabytes while the block lasts."""
    folder.mkdir(exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "ibis", folder)
    try:
        yield folder
    finally:
        _run("umount", "--lazy", folder)


def fill(folder: Path, *, leave: int = 0) -> Path:
    """Fill the disk under the folder, but for `leave` bytes; who removes the answer makes room again."""
    ballast = folder / "ballast"
    with ballast.open("ab", buffering=0) as file:
        for piece in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while file.write(b"x" * piece):
                    pass
        file.truncate(file.tell() - leave)
    return ballast


@contextlib.contextmanager
def read_only(file: Path) -> Iterator[None]:
    """Nobody may write the file while the block lasts: not even root, who heeds no permissions but those of a mount."""
    if os.geteuid() != 0:
        mode = file.stat().st_mode
        file.chmod(0o444)
        yield
        file.chmod(mode)
        return
    _run("mount", "--bind", file, file)
    try:
        _run("mount", "-o", "remount,bind,ro", file)
        yield
    finally:
        _run("umount", "--lazy", file)


def _run(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True)
