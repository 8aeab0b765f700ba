"""The seal: the last line of a back-up is the SHA-256 of everything before it, so that nothing can be cut or altered.

The file is a zip, and the seal its comment: any zip program opens it. A seal is no signature: it proves that the file
is whole, not who made it.
"""

import hashlib
import os
import re
from typing import BinaryIO

from community.backup.manifest import FORMAT
from community.errors import Conflict

_DIGITS = 64
PLACE = f"ibis back-up {FORMAT} sha256 ".encode() + b"0" * _DIGITS  # the comment, until the digest is known
_SEAL = re.compile(rb"ibis back-up ([0-9]{1,4}) sha256 ([0-9a-f]{64})")
_PIECE = 1024 * 1024

BROKEN = "This is no whole back-up of Ibis: it was cut off, altered, or is something else. Nothing has been touched."
NEWER = "This back-up was made by a newer version of Ibis: restore it with that version. Nothing has been touched."


def seal(file: BinaryIO) -> None:
    """Write the digest into the last place of a finished file."""
    size = file.seek(0, os.SEEK_END)
    digest = _digest(file, size - _DIGITS)
    file.seek(size - _DIGITS)
    file.write(digest.encode())


def check(file: BinaryIO) -> None:
    """Read all of a file against its seal. Raises Conflict."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - len(PLACE) - 3))  # a newer format may have a number of more digits
    found = re.search(_SEAL.pattern + rb"\Z", file.read())
    if not found or _digest(file, size - _DIGITS).encode() != found[2]:
        raise Conflict(BROKEN)
    if int(found[1]) > FORMAT:
        raise Conflict(NEWER)


def _digest(file: BinaryIO, length: int) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while length > 0 and (piece := file.read(min(_PIECE, length))):
        digest.update(piece)
        length -= len(piece)
    return digest.hexdigest()
