"""Bookmarks and folders in one line, and what of them stands on a page."""

from community.db import db
from community.shelf.commands import bookmarks, folders
from community.shelf.commands.bookmarks import Wanted
from community.shelf.models import Bookmark, Folder
from tests import people


def kept(by, thing, kind: str = "topic", **wanted) -> Bookmark:
    """The member keeps the thing."""
    return bookmarks.keep(kind, thing.id, by=by, wanted=Wanted(**wanted))


def folder(by, name: str = "For the council", notes: bool | None = None) -> Folder:
    """A folder; `notes`: shared, with or without them."""
    made = folders.make_folder(by=by, name=name)
    if notes is not None:
        folders.share_folder(made, by=by, with_notes=notes)
    return made


def topics(count: int, room, by) -> list:
    """Topics called "Topic 1" and so on."""
    return [people.topic(room, by=by, title=f"Topic {number}") for number in range(1, count + 1)]


def titles(response) -> list[str]:
    """The titles of the list that the page shows, in its order."""
    return [title.text for title in people.soup(response).select("ol.books .title")]


def own(response) -> list[str]:
    """The notes that the page shows."""
    return [note.select_one("[dir=auto]").text for note in people.soup(response).select(".own")]


def fresh(model, row):
    """The row as the database has it; None if it is gone."""
    db.session.rollback()
    return db.session.get(model, row.id, populate_existing=True)
