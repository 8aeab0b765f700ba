"""Who may upload, and who gets a file: whoever may see the thing that it belongs to."""

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, exists, or_

from community import subjects
from community.media.models import Media
from community.policy import YES, Verdict, no

MOST_WAITING = 40  # files of one member that belong to nothing yet; the sweep makes room again within a day


def may_upload(member, waiting: int) -> Verdict:
    """Whether the member may give another file; `waiting` counts theirs that belong to nothing yet."""
    if not member.is_authenticated:
        return no(_("Please sign in to take part."))
    if waiting >= MOST_WAITING:
        return no(_("You have uploaded many files that are not used yet. Please try again tomorrow."))
    return YES


def media_visible_to(viewer) -> ColumnElement[bool]:
    """A file of nothing is its owner's alone; any other is seen by whoever sees what it belongs to."""
    own = and_(Media.kind.is_(None), Media.owner_id == (viewer.id or 0))  # 0: a visitor owns none
    kinds = [kind for kind in subjects.kinds() if kind.has_files]
    return or_(own, *(and_(Media.kind == kind.name, _sees(kind, viewer)) for kind in kinds))


def _sees(kind: subjects.Kind, viewer) -> ColumnElement[bool]:
    return exists().where(kind.model.id == Media.object_id, kind.visible_to(viewer)).correlate(Media)
