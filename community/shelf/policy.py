"""Who may see and do what with shelves: they are their members' own, but for a folder that was shared by link.

What stands on a shelf is another matter: whoever looks sees of it what its own feature lets them see.
"""

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, exists, false

from community.members.models import Suspension
from community.members.policy import may_take_part
from community.policy import YES, Verdict, no
from community.shelf.models import Bookmark, Folder

HIDDEN = no(None)  # answered as "not found": nobody is told what others keep


def may_see_bookmark(member, bookmark: Bookmark) -> Verdict:
    """One's own, while it is not removed."""
    own = member.id is not None and bookmark.member_id == member.id
    return YES if own and bookmark.removed_at is None else HIDDEN


def bookmarks_visible_to(member) -> ColumnElement[bool]:
    """The list twin of may_see_bookmark: a condition on Bookmark."""
    if member.id is None:
        return false()
    return and_(Bookmark.member_id == member.id, Bookmark.removed_at.is_(None))


def may_see_folder(member, folder: Folder) -> Verdict:
    """One's own."""
    return YES if member.id is not None and folder.member_id == member.id else HIDDEN


def folders_visible_to(member) -> ColumnElement[bool]:
    """The list twin of may_see_folder: a condition on Folder."""
    return Folder.member_id == member.id if member.id is not None else false()


def is_open() -> ColumnElement[bool]:
    """Folders that their link opens, as a condition on Folder: not those of somebody who may not sign in at present."""
    suspended = exists().where(Suspension.member_id == Folder.member_id, Suspension.in_force())
    return and_(Folder.token.is_not(None), ~suspended)


def may_keep(member) -> Verdict:
    """Every member has a shelf, also before anything else is allowed to them: it tells nobody anything."""
    return YES if member.is_authenticated and not member.left_at else no(_("Please sign in to keep something."))


def may_share_folder(member, folder: Folder) -> Verdict:
    """Who shows something to others takes part."""
    return may_take_part(member) if may_see_folder(member, folder) else HIDDEN
