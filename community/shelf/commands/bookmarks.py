"""Keeping something, changing, ordering and removing bookmarks. No page of others shows what is kept."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, select

from community import clock
from community.db import db, transaction
from community.errors import Conflict, Invalid, NotFound
from community.policy import require
from community.shelf import policy, queries, reminding
from community.shelf.commands.folders import folder_named, make_folder
from community.shelf.commands.order import hold, place
from community.shelf.models import MOST_BOOKMARKS, Bookmark

PUT_BACK = timedelta(days=1)  # how long a removed bookmark waits


@dataclass(frozen=True)
class Wanted:
    """What a member says of a bookmark: their note, the folder (none: unsorted) or a new one, the day of a reminder."""

    note: str = ""
    folder_id: int | None = None
    remind_on: date | None = None
    by_mail: bool = False
    new_folder: str = ""


def keep(kind: str, object_id: int, *, by, wanted: Wanted) -> Bookmark:
    """Put something on the member's shelf, first in its folder; twice the same is once.

    Raises Invalid, and Conflict if it stands there already with other words. Whoever calls has found the thing.
    """
    require(policy.may_keep(by))
    with transaction(narrow=True) as session:
        hold(by)
        wanted = _with_known_folder(by, wanted)
        known = _known(by, kind, object_id)
        if known is not None and known.removed_at is None:
            if _says(known, wanted):
                return known
            raise Conflict(_("This stands on your shelf already."), known)
        _check(by, wanted, None)
        _check_room(by)
        wanted = _with_new_folder(by, wanted)
        first = _first_place(by, wanted.folder_id)
        if known is None:
            known = Bookmark(member_id=by.id, kind=kind, object_id=object_id, revision=0)
            session.add(known)
        else:
            known.revision += 1
        known.created_at, known.removed_at, known.position = clock.now(), None, first
        _write(known, by, wanted)
    return known


def edit(bookmark: Bookmark, *, by, wanted: Wanted, seen: int) -> None:
    """Change note, folder and reminder. Raises Invalid, and Conflict if it changed since revision `seen`."""
    with transaction(narrow=True):
        hold(by)
        held, wanted = _held(bookmark, by), _with_known_folder(by, wanted)
        if _says(held, wanted):
            return
        if held.revision != seen:
            raise Conflict(_("This bookmark was changed in another window."), held)
        _check(by, wanted, held.remind_on)
        wanted = _with_new_folder(by, wanted)
        if wanted.folder_id != held.folder_id:
            held.position = _first_place(by, wanted.folder_id)
        held.revision += 1
        _write(held, by, wanted)


def move(bookmark: Bookmark, *, by, to: str | int) -> None:
    """Let it change places with its neighbour ("up", "down"), or give it a place in its folder, counted from 1."""
    with transaction(narrow=True):
        hold(by)
        held = _held(bookmark, by)
        place(Bookmark, queries.in_order(by, held.folder_id), held.id, to)


def remove(bookmark: Bookmark, *, by) -> None:
    """Take it off the shelf; for a day it can be put back as it was."""
    with transaction(narrow=True):
        hold(by)
        _held(bookmark, by).removed_at = clock.now()


def put_back(bookmark: Bookmark, *, by) -> None:
    """Undo a removal. Raises Invalid where the shelf is full meanwhile."""
    with transaction(narrow=True) as session:
        hold(by)
        held = session.get(Bookmark, bookmark.id, populate_existing=True)
        if held is None or held.member_id != by.id:
            raise NotFound()
        if held.removed_at is not None:
            _check_room(by)
            held.removed_at = None


def settle(bookmark: Bookmark, *, by) -> None:
    """The reminder has done its work."""
    with transaction(narrow=True):
        hold(by)
        held = _held(bookmark, by)
        held.remind_on = held.remind_at = held.reminded_at = None
        held.revision += 1


def sweep() -> None:
    """Forget what was removed and not put back (periodic)."""
    over = Bookmark.removed_at <= clock.now() - PUT_BACK
    with transaction(narrow=True) as session:
        session.execute(delete(Bookmark).where(over))


def _known(by, kind: str, object_id: int) -> Bookmark | None:
    mine = select(Bookmark).where(
        Bookmark.member_id == by.id, Bookmark.kind == kind, Bookmark.object_id == object_id
    )  # fmt: skip
    return db.session.scalar(mine.execution_options(populate_existing=True))


def _held(bookmark: Bookmark, by) -> Bookmark:
    held = db.session.get(Bookmark, bookmark.id, populate_existing=True)
    if held is None or not policy.may_see_bookmark(by, held):
        raise NotFound()
    return held


def _with_known_folder(by, wanted: Wanted) -> Wanted:
    """The same, where the new folder turns out to be there already, as after the first of two clicks."""
    known = folder_named(by, wanted.new_folder) if wanted.new_folder else None
    return replace(wanted, folder_id=known.id, new_folder="") if known else wanted


def _with_new_folder(by, wanted: Wanted) -> Wanted:
    if not wanted.new_folder:
        return wanted
    return replace(wanted, folder_id=make_folder(by=by, name=wanted.new_folder).id, new_folder="")


def _says(bookmark: Bookmark, wanted: Wanted) -> bool:
    there = Wanted(bookmark.note, bookmark.folder_id, bookmark.remind_on, bookmark.remind_by_mail)
    return there == wanted


def _check(by, wanted: Wanted, former: date | None) -> None:
    if wanted.folder_id is not None:
        queries.find_folder(wanted.folder_id, by)
    day = wanted.remind_on
    if day is not None and day != former and day < reminding.today_of(by, clock.now()):
        raise Invalid(_("This day is over already."), field="remind_on")


def _check_room(by) -> None:
    count = select(func.count()).select_from(Bookmark).where(policy.bookmarks_visible_to(by))
    if (db.session.scalar(count) or 0) >= MOST_BOOKMARKS:
        words = _("A shelf holds %(most)d bookmarks. Remove one that you need no more.", most=MOST_BOOKMARKS)
        raise Invalid(words)


def _first_place(by, folder_id: int | None) -> int:
    mine = policy.bookmarks_visible_to(by)
    least = select(func.min(Bookmark.position)).where(mine, Bookmark.folder_id == folder_id)
    found = db.session.scalar(least)
    return 1 if found is None else found - 1


def _write(bookmark: Bookmark, by, wanted: Wanted) -> None:
    if wanted.remind_on != bookmark.remind_on or bookmark.remind_at is None:
        bookmark.remind_at = reminding.moment_of(wanted.remind_on, by) if wanted.remind_on else None
        bookmark.reminded_at = None
    bookmark.note, bookmark.folder_id = wanted.note, wanted.folder_id
    bookmark.remind_on, bookmark.remind_by_mail = wanted.remind_on, wanted.by_mail
