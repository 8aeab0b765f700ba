"""The earlier versions of an entry, each with what the next one changed in its text."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from community.db import db
from community.forums.diffs import MOST, Piece, differences
from community.members.cards import Byline, Card
from community.resources.models import Resource, Revision

SHOWN = 50  # the newest; nobody reads more


@dataclass(frozen=True)
class Change:
    """One edit: who, when, why, the title before it, and the differences to the text before."""

    number: int
    author: Card
    at: datetime | None
    reason: str
    title: str
    pieces: list[Piece]


WRITER = Byline("writer")


def changes(resource: Resource) -> list[Change]:
    """The edits of an entry, newest first, as many as a page can hold. Two statements."""
    rows = select(Revision.revision, Revision.title, Revision.source, Revision.written_at, Revision.reason)
    rows = rows.add_columns(*WRITER.columns).where(Revision.resource_id == resource.id)
    newest_first = WRITER.join(rows, Revision.written_by_id).order_by(Revision.revision.desc()).limit(SHOWN)
    text, at, by = resource.source, resource.edited_at, _editor(resource)
    found: list[Change] = []
    room = MOST
    for row in db.session.execute(newest_first):
        if (room := room - len(row.source)) < 0 and found:
            break
        found.append(Change(row.revision + 1, by, at, row.reason, row.title, differences(row.source, text)))
        text, at, by = row.source, row.written_at, WRITER.card(row)
    return found


def _editor(resource: Resource) -> Card:
    one = select(*WRITER.columns).select_from(Resource).where(Resource.id == resource.id)
    return WRITER.card(db.session.execute(WRITER.join(one, Resource.edited_by_id)).one())
