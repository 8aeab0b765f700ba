"""The forms of a shelf."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectChoice, SelectField

from community.shelf.commands.bookmarks import Wanted
from community.shelf.models import NAME_LENGTH, NOTE_LENGTH, Bookmark
from community.web.forms import Form, SeenForm, last_day, line, prose
from community.web.paging import number_in


class BookmarkForm(SeenForm):
    """What one says of something one keeps."""

    note = prose(_("Note"), NOTE_LENGTH, required=False)
    folder = SelectField(_("Folder"), choices=[])
    new_folder = line(_("Or a new folder"), NAME_LENGTH, required=False)
    remind_on = last_day(_("Remind me on"))
    by_mail = BooleanField(_("Also by mail"))

    def offer(self, folders: list[tuple[int, str]]) -> None:
        """Let the member choose among their folders."""
        named = [SelectChoice(str(folder_id), name) for folder_id, name in folders]
        self.folder.choices = [SelectChoice("", _("Unsorted")), *named]

    def wanted(self) -> Wanted:
        """What the form says."""
        folder_id = number_in(self.folder.data)
        return Wanted(
            self.note.data or "", folder_id, self.remind_on.data, self.by_mail.data, self.new_folder.data or ""
        )


class PlaceForm(Form):
    """A place in the order."""

    to = line(_("Place"), 10)


class FolderForm(Form):
    """A folder's name."""

    name = line(_("Name of the folder"), NAME_LENGTH)


class ShareForm(Form):
    """Whether those who know the link read the notes as well."""

    with_notes = BooleanField(_("With my notes"))


def data_of(bookmark: Bookmark) -> dict:
    """What stands in the form of a bookmark."""
    return {
        "note": bookmark.note, "folder": str(bookmark.folder_id or ""), "remind_on": bookmark.remind_on,
        "by_mail": bookmark.remind_by_mail, "revision": str(bookmark.revision),
    }  # fmt: skip
