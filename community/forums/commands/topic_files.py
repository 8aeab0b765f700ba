"""A topic that is too long for one answer, as a file: made by a job for the member who ordered it, kept for a week.

What stands on disk is all there is to know: TOPICS/<member's number>-<topic's number>-<random>.md, and its age.
"""

import contextlib
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from community import audit, clock, jobs
from community.db import db, transaction
from community.errors import NotFound
from community.forums import policy, whole
from community.forums.models import Post, PostRemoval, Topic
from community.members.models import Member
from community.policy import require

KEPT = timedelta(days=7)


@dataclass(frozen=True)
class TopicFile:
    """A file that waits to be taken: its name, size in bytes, when it was made and until when it is there."""

    name: str
    path: Path
    size: int
    made_at: datetime
    until: datetime


def order_file(topic: Topic, *, by: Member, locale: str) -> None:
    """Have the file made, as this member may read the topic then; a second order while one waits is the same one."""
    require(policy.may_see_topic(by, topic))
    with transaction(narrow=True):
        if not is_ordered(topic, by, locale):
            audit.record("topic.order_file", topic, by=by)
            jobs.later(make_file, topic.id, by.id, locale)


def is_ordered(topic: Topic, member: Member, locale: str) -> bool:
    """Whether the member's file is still to be made."""
    return jobs.is_owed(make_file, topic.id, member.id, locale)


@jobs.job("forums.make_file")
def make_file(topic_id: int, member_id: int, locale: str) -> None:
    """Make the file in place of an older one, unless the member may not read the topic any more."""
    member = db.session.get(Member, member_id)
    topic = db.session.scalar(select(Topic).options(joinedload(Topic.forum)).where(Topic.id == topic_id))
    if member is None or member.left_at or topic is None or not policy.may_see_topic(member, topic):
        return
    with force_locale(locale):
        _write(topic, member)


def file_of(topic: Topic, member: Member) -> TopicFile | None:
    """The file that waits for this member; none if it holds words or names that were taken away since."""
    found = _files(f"{member.id}-{topic.id}-*.md")
    newest = max((file for file in found if file.until > clock.now()), key=lambda each: each.made_at, default=None)
    return None if newest is None or _tells_too_much(topic, newest.made_at) else newest


def file_named(topic: Topic, member: Member, name: str) -> TopicFile:
    """The member's file of this name. Raises NotFound for any other."""
    file = file_of(topic, member)
    if file is None or file.name != name:
        raise NotFound()
    return file


def forget_files(member: Member, **_how) -> None:
    """Remove what the member ordered: what leaving means for it."""
    for path in _folder().glob(f"{member.id}-*"):
        path.unlink(missing_ok=True)


def sweep() -> None:
    """Remove what has lain for a week (periodic)."""
    for file in _files("*-*"):
        if file.until <= clock.now():
            file.path.unlink(missing_ok=True)


def _tells_too_much(topic: Topic, since: datetime) -> bool:
    # A post was removed, or somebody who wrote here left. What happened in the very second counts: the disk keeps times
    # less exactly than the database.
    since -= timedelta(seconds=2)
    posts = select(Post.id).outerjoin(PostRemoval, PostRemoval.post_id == Post.id)
    posts = posts.outerjoin(Member, Member.id == Post.author_id).where(Post.topic_id == topic.id)
    gone = posts.where(or_(Post.purged_at >= since, PostRemoval.at >= since, Member.left_at >= since)).limit(1)
    return db.session.scalar(gone) is not None


def _folder() -> Path:
    return Path(current_app.config["INSTANCE"]) / "topics"


def _files(pattern: str) -> list[TopicFile]:
    """Those that are still there: while somebody looks, a newer file takes an older one's place."""
    found = []
    for path in _folder().glob(pattern):
        with contextlib.suppress(FileNotFoundError):
            found.append(_file(path))
    return found


def _file(path: Path) -> TopicFile:
    facts = path.stat()
    made = datetime.fromtimestamp(facts.st_mtime, UTC)
    return TopicFile(path.name, path, facts.st_size, made, made + KEPT)


def _write(topic: Topic, member: Member) -> None:
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{member.id}-{topic.id}-{secrets.token_hex(8)}.md"
    passing, begun = path.with_suffix(".part"), clock.now().timestamp()
    try:
        with passing.open("x", encoding="utf-8", newline="\n") as file:
            passing.chmod(0o600)
            file.writelines(whole.as_markdown(topic))
        os.utime(passing, (begun, begun))
        for older in folder.glob(f"{member.id}-{topic.id}-*.md"):
            older.unlink(missing_ok=True)
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)
