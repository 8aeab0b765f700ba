"""What leaving means for a shelf."""

from sqlalchemy import delete

from community.db import transaction
from community.shelf.models import Bookmark, Folder


def forget_shelf(member, **_how) -> None:
    """It goes with its member, and every link to one of its folders with it."""
    with transaction() as session:
        session.execute(delete(Bookmark).where(Bookmark.member_id == member.id))
        session.execute(delete(Folder).where(Folder.member_id == member.id))
