"""What the pages of a shelf show. What bookmarks keep is asked of each kind once, as the viewer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from community import subjects
from community.db import db
from community.errors import NotFound
from community.search.documents import Shown
from community.shelf import policy
from community.shelf.models import Bookmark, Folder
from community.text.excerpts import cut
from community.web.paging import NumberedPage, numbered, page_of

PER_PAGE = 50
EXCERPT = 220  # characters of what is kept, in a list
PRINTED = 700  # the same in a dossier
MOST_DUE = 20
MOST_AT_ONCE = 300  # in a shared folder and in a dossier

Key = tuple[str, int]


@dataclass(frozen=True)
class BookRow:
    """A bookmark in a list. `shown` is what it keeps as the viewer may see it, or None; `place` counts from 1."""

    id: int
    place: int
    folder_id: int | None
    shown: Shown | None
    excerpt: str
    note: str
    remind_on: date | None
    is_due: bool
    by_mail: bool


@dataclass(frozen=True)
class FolderRow:
    """A folder in the list beside the bookmarks, with how much stands in it."""

    id: int | None
    name: str
    count: int
    is_shared: bool = False


@dataclass(frozen=True)
class ShelfPage:
    """A page of a shelf: what is due, the folders, and the bookmarks of one of them or of none."""

    folders: list[FolderRow]
    due: list[BookRow]
    rows: list[BookRow]
    page: NumberedPage
    count: int


def shown_to(viewer, keys: Iterable[Key]) -> dict[Key, Shown]:
    """The things of these keys that the viewer may see, one statement for each kind among them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, object_id in keys:
        wanted[kind].add(object_id)
    found: dict[Key, Shown] = {}
    for known in subjects.kinds():
        if known.found is not None and known.name in wanted:
            found |= {(known.name, one): shown for one, shown in known.found(viewer, wanted[known.name]).items()}
    return found


def find_thing(kind: str, object_id: int, viewer) -> Shown:
    """Something that can be kept, if the viewer may see it. Raises NotFound."""
    shown = shown_to(viewer, [(kind, object_id)]).get((kind, object_id))
    if shown is None:
        raise NotFound()
    return shown


def find_bookmark(bookmark_id: int, member) -> Bookmark:
    """The bookmark, if it is the member's own. Raises NotFound."""
    found = db.session.get(Bookmark, bookmark_id)
    if found is None or not policy.may_see_bookmark(member, found):
        raise NotFound()
    return found


def find_removed(bookmark_id: int, member) -> Bookmark:
    """The member's own bookmark that can be put back. Raises NotFound."""
    found = db.session.get(Bookmark, bookmark_id)
    if found is None or found.member_id != member.id or found.removed_at is None:
        raise NotFound()
    return found


def is_removed(bookmark_id: int, member) -> int | None:
    """The number again, if it is that of a bookmark that the member can put back."""
    mine = (Bookmark.id == bookmark_id, Bookmark.member_id == member.id, Bookmark.removed_at.is_not(None))
    return db.session.scalar(select(Bookmark.id).where(*mine))


def bookmark_of(member, kind: str, object_id: int) -> Bookmark | None:
    """By what the member keeps this thing already."""
    mine = policy.bookmarks_visible_to(member)
    return db.session.scalar(select(Bookmark).where(mine, Bookmark.kind == kind, Bookmark.object_id == object_id))


def find_folder(folder_id: int, member) -> Folder:
    """The folder, if it is the member's own. Raises NotFound."""
    found = db.session.get(Folder, folder_id)
    if found is None or not policy.may_see_folder(member, found):
        raise NotFound()
    return found


def open_folder(token: str) -> Folder:
    """The folder that the link opens, with its member. Raises NotFound, also for one that was withdrawn."""
    opened = select(Folder).where(Folder.token == token, policy.is_open()).options(joinedload(Folder.member))
    found = db.session.scalar(opened)
    if found is None:
        raise NotFound()
    return found


def folder_names(member) -> list[tuple[int, str]]:
    """The member's folders, in their order, for a choice."""
    rows = folders_in_order(member).with_only_columns(Folder.id, Folder.name)
    return [(row.id, row.name) for row in db.session.execute(rows)]


def folders_in_order(member) -> Select:
    """The member's folders as they put them."""
    return select(Folder).where(policy.folders_visible_to(member)).order_by(Folder.position, Folder.id)


def folders_of(member) -> list[FolderRow]:
    """All folders with their numbers of bookmarks; the unsorted come first, under no name. Two statements."""
    mine = select(Bookmark.folder_id, func.count()).where(policy.bookmarks_visible_to(member))
    counts = dict(db.session.execute(mine.group_by(Bookmark.folder_id)).all())
    rows = folders_in_order(member).with_only_columns(Folder.id, Folder.name, Folder.token)
    named = [FolderRow(row.id, row.name, counts.get(row.id, 0), bool(row.token)) for row in db.session.execute(rows)]
    return [FolderRow(None, "", counts.get(None, 0)), *named]


def order_in(member, folder_id: int | None) -> list[int]:
    """The numbers of the bookmarks of a folder, or of the unsorted, in the member's order."""
    return list(db.session.scalars(in_order(member, folder_id).with_only_columns(Bookmark.id)))


def in_order(member, folder_id: int | None) -> Select:
    """The bookmarks of a folder, or the unsorted, as the member put them."""
    mine = select(Bookmark).where(policy.bookmarks_visible_to(member), Bookmark.folder_id == folder_id)
    return mine.order_by(Bookmark.position, Bookmark.id)


def page_with(bookmark: Bookmark, member) -> int:
    """On which page of its folder a bookmark stands."""
    return page_of(order_in(member, bookmark.folder_id).index(bookmark.id) + 1, PER_PAGE)


def shelf_page(member, folder_id: int | None, now: datetime) -> ShelfPage:
    """The page that is asked for by ?page=; a fixed number of statements. Raises NotFound."""
    order = order_in(member, folder_id)
    page = numbered(len(order), PER_PAGE)
    places = {one: place for place, one in enumerate(order, 1) if page.first <= place <= page.last}
    here = db.session.scalars(select(Bookmark).where(Bookmark.id.in_(places))).all()
    due = _due(member, now) if folder_id is None and page.number == 1 else []
    shown = shown_to(member, _keys([*here, *due]))
    rows = sorted((_row(one, shown, now, places[one.id]) for one in here), key=lambda row: row.place)
    return ShelfPage(folders_of(member), [_row(one, shown, now) for one in due], rows, page, len(order))


def _due(member, now: datetime) -> Sequence[Bookmark]:
    mine = select(Bookmark).where(policy.bookmarks_visible_to(member), Bookmark.remind_at <= now)
    return db.session.scalars(mine.order_by(Bookmark.remind_at, Bookmark.id).limit(MOST_DUE)).all()


def dossier(member, folder_id: int | None, now: datetime, length: int | None = PRINTED) -> list[BookRow]:
    """A folder for paper: its first bookmarks with an excerpt, or with all the words (length None)."""
    found = db.session.scalars(in_order(member, folder_id).limit(MOST_AT_ONCE)).all()
    shown = shown_to(member, _keys(found))
    return [_row(one, shown, now, place, length) for place, one in enumerate(found, 1)]


def shared_rows(folder: Folder, viewer, now: datetime) -> list[BookRow]:
    """What the viewer may see of a shared folder, numbered as if there were nothing else. Needs folder.member."""
    found = db.session.scalars(in_order(folder.member, folder.id).limit(MOST_AT_ONCE)).all()
    shown = shown_to(viewer, _keys(found))
    seen = [one for one in found if _key(one) in shown]
    return [_row(one, shown, now, place) for place, one in enumerate(seen, 1)]


def _keys(bookmarks: Iterable[Bookmark]) -> list[Key]:
    return [_key(one) for one in bookmarks]


def _key(bookmark: Bookmark) -> Key:
    return bookmark.kind, bookmark.object_id


def _row(bookmark: Bookmark, shown: dict[Key, Shown], now: datetime, place=0, length: int | None = EXCERPT) -> BookRow:
    found = shown.get(_key(bookmark))
    words = found.text if found else ""
    return BookRow(
        bookmark.id, place, bookmark.folder_id, found,
        cut(" ".join(words.split("\n")), length) if length else words,
        bookmark.note, bookmark.remind_on, bookmark.remind_at is not None and bookmark.remind_at <= now,
        bookmark.remind_by_mail,
    )  # fmt: skip
