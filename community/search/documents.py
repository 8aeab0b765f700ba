"""What features hand over to be found, and what they hand out when it was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Document:
    """A thing to be found, in plain values. `body` is plain text; without `scope_id` everybody finds it."""

    kind: str
    object_id: int
    title: str
    body: str = ""
    at: datetime | None = None
    scope_id: int | None = None
    author_id: int | None = None
    language: str | None = None  # BCP 47, if its author said so


@dataclass(frozen=True)
class Shown:
    """A thing that was found, as its own feature shows it to this viewer now."""

    title: str
    url: str
    text: str = ""
    at: datetime | None = None
    author: Any = None  # a Card, or None
    where: str = ""  # the room it stands in
    where_url: str = ""
