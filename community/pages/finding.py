"""What the search page understands of an address, and what it shows of each hit."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from flask_babel import lazy_gettext as _
from flask_babel import to_utc
from sqlalchemy import select

from community import subjects
from community.db import db
from community.errors import Invalid, NotFound
from community.forums.models import Forum, Theme
from community.forums.policy import forums_visible_to, scopes_of
from community.members.models import Member
from community.search import engine
from community.search.documents import Shown
from community.search.engine import Filters, Hit, Hits
from community.search.excerpts import excerpt, marked
from community.search.marks import onto
from community.search.query import LONGEST, Query, parse
from community.text.mentions import key_of
from community.text.tidy import tidy
from community.web.paging import whole_number

KINDS = {
    "topic": (_("Topics"), _("Topic")),
    "post": (_("Replies and comments"), _("Reply")),
    "resource": (_("Resources"), _("Resource")),
    "tag": (_("Tags"), _("Tag")),
    "member": (_("Members"), _("Member")),
}
YEARS = range(1970, 2100)


@dataclass(frozen=True)
class Asked:
    """What was asked for, as it stands in the form."""

    q: str = ""
    kind: str = ""
    forum: str = ""
    author: str = ""
    since: str = ""
    until: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything but words was given."""
        return any((self.kind, self.forum, self.author, self.since, self.until))


class Room(NamedTuple):
    """A forum that may be chosen."""

    id: int
    title: str


class Shelf(NamedTuple):
    """A theme with its forums, for the choice of one."""

    title: str
    forums: list[Room]


@dataclass(frozen=True)
class FoundRow:
    """A hit as a line of the page: title and excerpt with the words marked, as they are where its address leads."""

    kind: object
    title: object
    url: str
    excerpt: object
    thing: Shown


def asked(values: Mapping[str, str]) -> Asked:
    """What the address asks for, each value cut to what its field takes."""
    given = {name: " ".join(tidy(values.get(name, "")[:LONGEST]).split()) for name in ("q", "kind", "forum", "author")}
    return Asked(**given, since=values.get("from", "")[:10], until=values.get("to", "")[:10])


def shelves(viewer) -> list[Shelf]:
    """Themes in order, each with the forums that the viewer may see. One statement."""
    rows = select(Theme.id, Theme.title, Forum.id.label("forum"), Forum.name).join(Theme, Theme.id == Forum.theme_id)
    rows = rows.where(forums_visible_to(viewer), Forum.comments_on.is_(None))
    found: dict[int, Shelf] = {}
    for row in db.session.execute(rows.order_by(Theme.position, Theme.id, Forum.position, Forum.id)):
        found.setdefault(row.id, Shelf(row.title, [])).forums.append(Room(row.forum, row.name))
    return list(found.values())


def find(wanted: Asked, themes: list[Shelf], viewer) -> tuple[Query, Hits]:
    """The hits of the page asked for. Raises Invalid with the field to blame, NotFound."""
    filters = Filters(
        kind=_kind(wanted.kind), scope_id=_forum(wanted.forum, themes), author_id=_author(wanted.author),
        since=_midnight(wanted.since, "from"), until=_midnight(wanted.until, "to", timedelta(days=1)),
    )  # fmt: skip
    query = parse(wanted.q)
    return query, engine.find(query, scopes=scopes_of(viewer), filters=filters)


def rows(hits: Hits, query: Query, viewer) -> list[FoundRow]:
    """The hits in their order, as their features show them to this viewer now: one statement for each kind."""
    ids = defaultdict(list)
    for hit in hits.rows:
        ids[hit.kind].append(hit.object_id)
    things = {kind: _found(kind, viewer, those) for kind, those in ids.items()}
    return [_row(hit, things[hit.kind][hit.object_id], query) for hit in hits.rows if hit.object_id in things[hit.kind]]


def _found(kind: str, viewer, ids: list[int]) -> dict[int, Shown]:
    found = subjects.kind(kind).found
    return found(viewer, ids) if found else {}


def _row(hit: Hit, thing: Shown, query: Query) -> FoundRow:
    words = excerpt(thing.text, query, hit.language)
    url = onto(thing.url, query)
    return FoundRow(KINDS[hit.kind][1], marked(thing.title, query, hit.language), url, words, thing)


def _kind(name: str) -> str | None:
    if name and name not in KINDS:
        raise NotFound()
    return name or None


def _forum(number: str, themes: list[Shelf]) -> int | None:
    if not number:
        return None
    wanted = whole_number(number)
    if not any(forum.id == wanted for theme in themes for forum in theme.forums):
        raise NotFound()
    return wanted


def _author(username: str) -> int | None:
    if not username:
        return None
    named = Member.username_key == key_of(username.removeprefix("@"))
    found = db.session.scalar(select(Member.id).where(named, Member.left_at.is_(None)))
    if found is None:
        raise Invalid(_("Nobody has this user name."), field="author")
    return found


def _midnight(text: str, field: str, later: timedelta = timedelta()) -> datetime | None:
    """The moment when the day begins where the reader is."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in YEARS:
        raise Invalid(_("Please give the date as year-month-day: 2010-07-15."), field=field)
    return to_utc(datetime.combine(day + later, time())).replace(tzinfo=UTC)
