"""What may be uploaded, and whether a file is what it says. Nothing is unpacked or decoded here, only looked at."""

import re
from dataclasses import dataclass
from io import SEEK_END
from pathlib import PurePosixPath

import puremagic
from flask import current_app
from flask_babel import lazy_gettext as _

from community.errors import Invalid
from community.media import archives
from community.text.tidy import tidy

MEGABYTE = 1024 * 1024
LARGEST_AVATAR = 5  # megabytes; any phone's photograph
LONGEST_NAME = 120
HEAD = 8 * 1024

IMAGES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif",
}  # fmt: skip
DOCUMENTS = {".pdf": "application/pdf", **archives.TYPES, ".csv": "text/csv", ".txt": "text/plain"}
ALLOWED = {"avatar": IMAGES, "picture": IMAGES, "file": DOCUMENTS}

_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|iframe|svg|\?xml|\?php|\?=|img|a\s)|^#!", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: our clean form of its name, its type and size."""

    filename: str
    content_type: str
    size: int


def check(stream, filename: str | None, role: str) -> Checked:
    """What the file is, with the stream back at its beginning. Raises Invalid with a sentence for the member."""
    name = clean_name(filename)
    suffix = PurePosixPath(name).suffix.lower()
    expected = ALLOWED[role].get(suffix)
    if expected is None:
        raise Invalid(_kinds(role))
    size = _size(stream, largest(role))
    head = stream.read(HEAD)
    stream.seek(0)
    _check_content(stream, head, suffix, expected)
    stream.seek(0)
    return Checked(name, expected, size)


def largest(role: str) -> int:
    """How many megabytes a file may have: a little less than a request, which also holds the rest of its form."""
    room = max(1, current_app.config["UPLOAD_MEGABYTES"] - 1)
    return min(room, LARGEST_AVATAR) if role == "avatar" else room


def clean_name(filename: str | None) -> str:
    """The last part of a name, without what a shell, a header or another system would trip over."""
    last = tidy(filename or "").replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter if letter.isalnum() or letter in " ._-()+,&'" else "_" for letter in last)
    stem, dot, suffix = " ".join(plain.split()).strip(". ").rpartition(".")
    return (stem[: LONGEST_NAME - len(suffix) - 1] or "file") + dot + suffix[:10]


def _kinds(role: str):
    names = ", ".join(dict.fromkeys(kind.removeprefix(".").upper() for kind in ALLOWED[role] if kind != ".jpeg"))
    return _("Files of this kind are not taken here. Possible are: %(kinds)s.", kinds=names)


def _size(stream, most: int) -> int:
    size = stream.seek(0, SEEK_END)
    stream.seek(0)
    if size == 0:
        raise Invalid(_("The file is empty."))
    if size > most * MEGABYTE:
        raise Invalid(_("The file is too large: at most %(most)s MB are possible.", most=most))
    return size


def _check_content(stream, head: bytes, suffix: str, expected: str) -> None:
    if suffix in archives.TYPES:
        archives.check(stream, suffix)
    elif expected.startswith("text/"):
        _check_text(stream)
    elif expected not in _seen_as(head) or archives.hides_in(stream):
        raise _lying(suffix)
    if expected == "application/pdf" and not head.startswith(b"%PDF-"):
        raise _lying(suffix)


def _seen_as(head: bytes) -> set[str]:
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return set()
    return {match.mime_type for match in found}


def _check_text(stream) -> None:
    content = stream.read()
    if _CONTROLS.search(content) or _MARKUP.search(content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")):
        raise Invalid(_("This does not look like plain text. Please save it as a text file and try again."))


def _lying(suffix: str) -> Invalid:
    kind = suffix.removeprefix(".").upper()
    return Invalid(_("This file is called %(kind)s but is something else, or something is hidden in it.", kind=kind))
