"""Office files are zip archives: their list of contents is read, and nothing is ever unpacked."""

import zipfile
from io import SEEK_END

from flask_babel import lazy_gettext as _

from community.errors import Invalid

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
TYPES = {
    ".docx": _OOXML + "wordprocessingml.document",
    ".xlsx": _OOXML + "spreadsheetml.sheet",
    ".pptx": _OOXML + "presentationml.presentation",
    ".odt": _ODF + "text",
    ".ods": _ODF + "spreadsheet",
    ".odp": _ODF + "presentation",
}
_MAIN_PART = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".pptx": "ppt/presentation.xml"}

MOST_ENTRIES = 5_000
MOST_UNPACKED = 200 * 1024 * 1024  # what an office program would have to hold
MOST_TIMES = 100  # text packs to a tenth; a thousandth is a bomb
_ENTRY = b"PK\x01\x02"  # a line of the list of contents
_END = b"PK\x05\x06"
_END_LENGTH = 22
_LONGEST_COMMENT = 65_535


def check(stream, suffix: str) -> None:
    """Raises Invalid unless the stream is one whole office file of this kind, without macros, and no bomb."""
    if stream.read(4) != b"PK\x03\x04" or not _ends_cleanly(stream):
        raise _broken(suffix)
    if _entries(stream) > MOST_ENTRIES:  # before zipfile makes an object of each
        raise _too_large()
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _check_weight(entries)
            if not _is_kind(archive, {entry.filename for entry in entries}, suffix):
                raise _broken(suffix)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _broken(suffix) from error


def hides_in(stream) -> bool:
    """Whether something that is no archive can be opened as one (a file with two faces)."""
    stream.seek(0)
    return zipfile.is_zipfile(stream)


def _ends_cleanly(stream) -> bool:
    """The archive ends where the file ends: nothing is appended to it."""
    size = stream.seek(0, SEEK_END)
    stream.seek(max(0, size - _END_LENGTH - _LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_LENGTH:
        return False
    comment = int.from_bytes(tail[at + 20 : at + 22], "little")
    return at + _END_LENGTH + comment == len(tail)


def _entries(stream) -> int:
    stream.seek(0)
    return stream.read().count(_ENTRY)


def _check_weight(entries: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > MOST_TIMES * max(packed, 1024):
        raise _too_large()
    if any(_leaves(entry.filename) for entry in entries) or any(entry.flag_bits & 1 for entry in entries):
        raise Invalid(_("This file is locked with a password, or not made as it should be."))


def _leaves(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def _is_kind(archive: zipfile.ZipFile, names: set[str], suffix: str) -> bool:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Invalid(_("This file holds macros. Please save it without them and try again."))
    if suffix in _MAIN_PART:
        return "[Content_Types].xml" in names and _MAIN_PART[suffix] in names
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 100:
        return False
    return archive.read("mimetype").decode("ascii", "replace").strip() == TYPES[suffix]


def _too_large() -> Invalid:
    return Invalid(_("This file would grow too large when opened."))


def _broken(suffix: str) -> Invalid:
    kind = suffix.removeprefix(".").upper()
    return Invalid(_("This file is called %(kind)s but is something else, or something is hidden in it.", kind=kind))
