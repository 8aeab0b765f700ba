"""What one of the invented members keeps on their shelf: two folders, one of them shared, and a due reminder."""

from datetime import timedelta

from sqlalchemy import delete, select

from community import clock
from community.demo.content import Content
from community.forums.models import Post, Topic
from community.members.models import Member
from community.resources.models import KIND, Resource
from community.shelf import reminding
from community.shelf.commands.bookmarks import Wanted, keep
from community.shelf.commands.folders import make_folder, share_folder
from community.shelf.models import Bookmark


def make_shelf(session, content: Content, member: Member) -> None:
    """All of it; what is kept must be there already."""
    folders = {}
    for folder in content.kept["folder"]:
        folders[folder["name"]] = made = make_folder(by=member, name=folder["name"])
        if folder.get("shared"):
            share_folder(made, by=member, with_notes=True)
    today = reminding.today_of(member, clock.now())
    for entry in reversed(content.kept["bookmark"]):  # what is kept last stands first
        found = _find(session, entry)
        if found is None:
            continue
        folder = folders.get(entry.get("folder", ""))
        day = today + timedelta(days=entry["remind"]) if "remind" in entry else None
        note = entry.get("note", "").strip()
        wanted = Wanted(note, folder.id if folder else None, day, by_mail=False)
        bookmark = keep(*found, by=member, wanted=wanted)
        if day == today:
            bookmark.remind_at = bookmark.reminded_at = clock.now()  # due, at whatever hour this is made


def _find(session, entry: dict) -> tuple[str, int] | None:
    topic_id = session.scalar(select(Topic.id).where(Topic.title == entry["title"], Topic.about_kind.is_(None)))
    if topic_id and "reply" in entry:
        mine = select(Post.id).where(Post.topic_id == topic_id).order_by(Post.number)
        post_id = session.scalar(mine.offset(entry["reply"] - 1).limit(1))
        return ("post", post_id) if post_id else None
    if topic_id:
        return "topic", topic_id
    resource_id = session.scalar(select(Resource.id).where(Resource.title == entry["title"]))
    return (KIND, resource_id) if resource_id else None


def forget(session, kind: str, ids) -> None:
    """What is deleted for good is kept by nobody: its number may be given to something else."""
    session.execute(delete(Bookmark).where(Bookmark.kind == kind, Bookmark.object_id.in_(ids)))
