"""What a back-up says of itself: the last thing written into the file, the first thing read.

manifest.json          this
tables/<name>.jsonl    a table: a line a row, the values in the order of `columns`
media/<token>[.<size>] a file that a member gave
instance/<name>        what the instance folder holds besides: the secret key, the demonstration's sign-ins
"""

import json
import re
from dataclasses import asdict, dataclass, field

from community.backup.values import KINDS

FORMAT = 1  # of the file; one that this version cannot read needs the next number
NAME = "manifest.json"
LARGEST = 256 * 1024 * 1024  # bytes; a million uploads need half of that

_TABLE = re.compile(r"[a-z][a-z0-9_]{0,62}")
_FILE = re.compile(r"media/[0-9a-f]{32}(\.[a-z0-9]{1,12})?|instance/[a-z-]{1,40}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Table:
    """A table: its columns as pairs of name and kind of value, and what its member of the file holds."""

    name: str
    columns: list[list[str]]
    rows: int
    size: int
    sha256: str

    @property
    def member(self) -> str:
        """Where its rows lie in the file."""
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True)
class File:
    """A stored file under its place in the instance."""

    member: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """All that is known of a back-up. `secret` is a fingerprint of the site's secret key, never the key."""

    ibis: str
    revision: str
    engine: str
    made_at: str
    secret: str
    tables: list[Table]
    files: list[File] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # tokens of uploads that had a row and no file
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables)

    @property
    def uploads(self) -> list[File]:
        """The files that members gave."""
        return [file for file in self.files if file.member.startswith("media/")]

    def members(self) -> list[str]:
        """The names of all that the file must hold, and nothing else."""
        return [NAME, *(table.member for table in self.tables), *(file.member for file in self.files)]


def write(manifest: Manifest) -> bytes:
    """The manifest as it stands in the file."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()


def read(text: bytes) -> Manifest:
    """The manifest of a file. Raises ValueError, KeyError or TypeError for anything that is none."""
    facts = json.loads(text)
    tables = [Table(**table) for table in facts.pop("tables")]
    files = [File(**file) for file in facts.pop("files")]
    for table in tables:
        _require(_TABLE.fullmatch(table.name) and all(_TABLE.fullmatch(name) for name, _kind in table.columns))
        _require({kind for _name, kind in table.columns} <= set(KINDS) and table.rows >= 0)
    for file in files:
        _require(_FILE.fullmatch(file.member))
    contents: list[Table | File] = [*tables, *files]
    for each in contents:
        _require(each.size >= 0 and _SHA256.fullmatch(each.sha256))
    return Manifest(tables=tables, files=files, **facts)


def _require(holds) -> None:
    if not holds:
        raise ValueError("this is no manifest of a back-up")
