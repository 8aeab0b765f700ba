"""Bookmarks and folders as kinds of subjects: for the copy that members take home of what is theirs."""

from sqlalchemy import select

from community import subjects
from community.db import db
from community.shelf import policy, queries
from community.shelf.models import Bookmark, Folder
from community.subjects import Kind


def bookmarks_of(member) -> list[dict]:
    """All that a member keeps, in their order; what they may not see any more has no title."""
    names = dict(queries.folder_names(member))
    order = (Bookmark.folder_id, Bookmark.position, Bookmark.id)
    rows = db.session.scalars(select(Bookmark).where(policy.bookmarks_visible_to(member)).order_by(*order)).all()
    shown = queries.shown_to(member, ((row.kind, row.object_id) for row in rows))
    return [_exported(row, shown.get((row.kind, row.object_id)), names) for row in rows]


def _exported(row: Bookmark, shown, names: dict[int, str]) -> dict:
    return {
        "title": shown.title if shown else "", "address": shown.url if shown else "", "note": row.note,
        "folder": names.get(row.folder_id or 0, ""), "kept": row.created_at.isoformat(),
        "reminder": row.remind_on.isoformat() if row.remind_on else None,
    }  # fmt: skip


def folders_of(member) -> list[dict]:
    """The member's folders, in their order."""
    rows = db.session.scalars(queries.folders_in_order(member))
    return [{"name": row.name, "shared": row.token is not None} for row in rows]


BOOKMARK = Kind(
    name="bookmark", model=Bookmark, load=subjects.plainly(Bookmark),
    title=lambda bookmark: bookmark.note, url=lambda bookmark: f"/shelf/bookmarks/{bookmark.id}/edit",
    visible_to=policy.bookmarks_visible_to, author=lambda bookmark: bookmark.member_id, by_member=bookmarks_of,
)  # fmt: skip

FOLDER = Kind(
    name="folder", model=Folder, load=subjects.plainly(Folder),
    title=lambda folder: folder.name, url=lambda folder: f"/shelf/folders/{folder.id}",
    visible_to=policy.folders_visible_to, author=lambda folder: folder.member_id, by_member=folders_of,
)  # fmt: skip
