"""From files to posts. What cannot be read is told and left out; nothing in an archive stops the import."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from community.imports.discourse.report import Report
from community.text.tidy import tidy

ORDINARY = 1  # Discourse's kind of a post that a person wrote; the others are notes of the system, and whispers
LONGEST_NAME = 100  # characters of a user name; Discourse itself stops at 60
LARGEST = 5_000_000  # bytes of one file: a post has at most some hundred thousand
_NAMES_CATEGORY = re.compile(r"About the (.+) category")
_HOST = re.compile(r"/user_avatar/([^/]+)/")


@dataclass(frozen=True)
class Post:
    """One post as it stood there."""

    id: int
    topic_id: int
    number: int
    title: str
    category_id: int
    username: str
    name: str
    raw: str
    created_at: datetime
    updated_at: datetime
    edited: bool
    answers: int | None  # the number of the post in the same topic


@dataclass
class Archive:
    """Posts in the order of their topics, categories with names and purposes, and where the forum stood."""

    posts: list[Post]
    categories: dict[int, tuple[str, str]]
    host: str


def read(folder: Path, report: Report, tell: Callable[[int, int], object] = lambda done, total: None) -> Archive:
    """All posts of the archive, each once in its newest form."""
    paths = sorted(folder.rglob("*.json"))
    newest: dict[int, Post] = {}
    categories: dict[int, tuple[str, str]] = {}
    hosts: Counter[str] = Counter()
    for done, path in enumerate(paths, start=1):
        report.read += 1
        tell(done, len(paths))
        try:
            facts = _load(path)
            hosts.update(_HOST.findall(str(facts.get("avatar_template"))))
            post = _post(facts)
        except (ValueError, KeyError, TypeError, OSError, OverflowError, RecursionError) as error:
            report.skipped["a file that is not a post"] += 1
            report.notes.append(f"{path.relative_to(folder)}: {_said(error)}")
            continue
        if named := _NAMES_CATEGORY.fullmatch(post.title):
            if post.number == 1:
                categories[post.category_id] = (named[1], post.raw.strip().partition("\n")[0])
            report.skipped["a post that describes a category"] += 1
        elif reason := _unwanted(facts):
            report.skipped[reason] += 1
        else:
            _keep(newest, post, report)
    posts = sorted(newest.values(), key=lambda post: (post.topic_id, post.number))
    return Archive(posts, categories, hosts.most_common(1)[0][0] if hosts else "")


def _load(path: Path) -> dict:
    if path.stat().st_size > LARGEST:
        raise ValueError("larger than any post")
    facts = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(facts, dict):
        raise ValueError("not one post")
    return facts


def _post(facts: dict) -> Post:
    created = _moment(facts["created_at"])
    updated = _moment(facts.get("updated_at") or facts["created_at"])
    answers = facts.get("reply_to_post_number")
    return Post(
        id=_number(facts["id"]),
        topic_id=_number(facts["topic_id"]),
        number=_number(facts["post_number"]),
        title=_words(facts.get("topic_title") or facts["topic_slug"]),
        category_id=int(facts.get("category_id") or 0),
        username=_name(facts["username"]),
        name=tidy(str(facts.get("name") or "")).strip(),
        raw=_words(facts["raw"]),
        created_at=created,
        updated_at=updated,
        edited=int(facts.get("version") or 1) > 1 and updated > created,
        answers=int(answers) if answers else None,
    )


def _number(value) -> int:
    if type(value) is not int or not 0 < value < 2**31:
        raise ValueError(f"{value!r} is no number of a post or topic")
    return value


def _words(value) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text is missing")
    return tidy(value)


def _name(value) -> str:
    if len(name := _words(value)) > LONGEST_NAME:
        raise ValueError("a user name that long is none")
    return name


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _unwanted(facts: dict) -> str:
    if facts.get("post_type", ORDINARY) != ORDINARY:
        return "a note of the system"
    if facts.get("user_deleted") or facts.get("deleted_at"):
        return "a post that was deleted there"
    return "a post that was hidden there" if facts.get("hidden") else ""


def _keep(newest: dict[int, Post], post: Post, report: Report) -> None:
    if post.id in newest:
        report.skipped["an older copy of a post"] += 1
    if post.id not in newest or post.updated_at > newest[post.id].updated_at:
        newest[post.id] = post


def _said(error: Exception) -> str:
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)[:200]
