"""Making, naming, ordering and removing folders; letting others see one, and no longer."""

import secrets

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select, update

from community import clock
from community.db import db, transaction
from community.errors import Invalid, NotFound
from community.policy import require
from community.shelf import policy, queries
from community.shelf.commands.order import hold, place
from community.shelf.models import MOST_FOLDERS, Bookmark, Folder


def make_folder(*, by, name: str) -> Folder:
    """The member's folder of this name, made last if there is none. Raises Invalid."""
    require(policy.may_keep(by))
    with transaction(narrow=True) as session:
        hold(by)
        if known := folder_named(by, name):
            return known
        count, last = _figures(by)
        if count >= MOST_FOLDERS:
            raise Invalid(_("A shelf holds %(most)d folders.", most=MOST_FOLDERS), field="name")
        folder = Folder(member_id=by.id, name=name, position=last + 1, created_at=clock.now(), shares_notes=False)
        session.add(folder)
        session.flush()
    return folder


def folder_named(by, name: str) -> Folder | None:
    """The member's folder of exactly this name."""
    return db.session.scalar(select(Folder).where(policy.folders_visible_to(by), Folder.name == name).limit(1))


def rename_folder(folder: Folder, *, by, name: str) -> None:
    """Call it something else. Raises Invalid if another one is called so."""
    with transaction(narrow=True):
        hold(by)
        held, other = _held(folder, by), folder_named(by, name)
        if other is not None and other.id != held.id:
            raise Invalid(_("You have a folder of this name."), field="name")
        held.name = name


def move_folder(folder: Folder, *, by, to: str | int) -> None:
    """Let it change places with its neighbour ("up", "down"), or give it a place, counted from 1."""
    with transaction(narrow=True):
        hold(by)
        held = _held(folder, by)
        place(Folder, queries.folders_in_order(by), held.id, to)


def remove_folder(folder: Folder, *, by) -> None:
    """Take the folder away; what stood in it goes behind the unsorted, in its order."""
    with transaction(narrow=True) as session:
        hold(by)
        held = _held(folder, by)
        mine = Bookmark.member_id == by.id
        last = session.scalar(select(func.max(Bookmark.position)).where(mine, Bookmark.folder_id.is_(None))) or 0
        first = session.scalar(select(func.min(Bookmark.position)).where(Bookmark.folder_id == held.id)) or 0
        there = update(Bookmark).where(Bookmark.folder_id == held.id)
        session.execute(there.values(folder_id=None, position=Bookmark.position + (last - first + 1)))
        session.delete(held)


def share_folder(folder: Folder, *, by, with_notes: bool) -> None:
    """Let whoever knows its link open it. Each time it was withdrawn it gets another link."""
    require(policy.may_share_folder(by, folder))
    with transaction(narrow=True):
        hold(by)
        held = _held(folder, by)
        held.token = held.token or secrets.token_urlsafe(32)
        held.shares_notes = with_notes


def withdraw_folder(folder: Folder, *, by) -> None:
    """Its link opens nothing any more."""
    with transaction(narrow=True):
        hold(by)
        held = _held(folder, by)
        held.token, held.shares_notes = None, False


def _held(folder: Folder, by) -> Folder:
    held = db.session.get(Folder, folder.id, populate_existing=True)
    if held is None or not policy.may_see_folder(by, held):
        raise NotFound()
    return held


def _figures(by) -> tuple[int, int]:
    mine = select(func.count(), func.coalesce(func.max(Folder.position), 0)).where(policy.folders_visible_to(by))
    count, last = db.session.execute(mine).one()
    return count, last
