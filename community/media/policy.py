"""Who may upload, and who gets a file: whoever may see the thing that it belongs to."""

from flask_babel import lazy_gettext as _

from community import subjects
from community.errors import NotFound
from community.media.models import Media
from community.policy import YES, Verdict, no

MOST_WAITING = 40  # files of one member that belong to nothing yet; the sweep makes room again within a day
HIDDEN = no(None)


def may_upload(member, waiting: int) -> Verdict:
    """Whether the member may give another file; `waiting` counts theirs that belong to nothing yet."""
    if not member.is_authenticated:
        return no(_("Please sign in to take part."))
    if waiting >= MOST_WAITING:
        return no(_("You have uploaded many files that are not used yet. Please try again tomorrow."))
    return YES


def may_fetch(viewer, media: Media) -> Verdict:
    """A file of nothing is its owner's alone; any other is seen by whoever sees what it belongs to."""
    if media.kind is None or media.object_id is None:
        return YES if viewer.id is not None and viewer.id == media.owner_id else HIDDEN
    try:
        subjects.find(media.kind, media.object_id, viewer)
    except NotFound:
        return HIDDEN
    return YES
