"""Posts of an archive become ours. What an earlier import made is found by its origin, and left as it is."""

from collections.abc import Callable
from itertools import groupby

from sqlalchemy import select

from community import audit
from community.db import transaction
from community.forums.addresses import topic_url
from community.forums.commands import archive as forums
from community.forums.commands.posts import lock_topic_row
from community.forums.models import Forum, Post, PostQuote, Theme, Topic
from community.imports.discourse import read
from community.imports.discourse.convert import Found, Known, convert
from community.imports.discourse.report import Report
from community.imports.members import Members
from community.imports.origins import Origins
from community.members.models import Member
from community.text.columns import write_anyway

THEME = "Imported"


class NotReally(Exception):
    """Ends a dry run: the transaction is undone."""


def write(
    archive: read.Archive, source: str, report: Report, *, dry_run: bool = False,
    tell: Callable[[int, int], object] = lambda done, total: None,
) -> None:  # fmt: skip
    """Bring the archive in, all or nothing. A dry run does the same and undoes it."""
    try:
        with transaction() as session:
            _Writer(session, archive, source, report).write(tell)
            if dry_run:
                raise NotReally
    except NotReally:
        return


class _Writer:
    """One import: first all rows, so that every post has its number here, then the texts that name these numbers."""

    def __init__(self, session, archive: read.Archive, source: str, report: Report):
        self.session, self.archive, self.report = session, archive, report
        self.origins = Origins(session, source)
        self.members = Members(session, self.origins, report.made, report.notes)
        self.found = {number: Found(number, username or "") for number, username in self._earlier()}
        self.known = Known(self._post, self._topic_address, self.members.username, archive.host)

    def _earlier(self):
        ids = self.origins.of_kind("post").values()
        rows = select(Post.id, Member.username).outerjoin(Member, Member.id == Post.author_id)
        return self.session.execute(rows.where(Post.id.in_(ids))).all()

    def write(self, tell) -> None:
        """Everything; `tell(done, total)` hears of each topic and each text."""
        new = [post for post in self.archive.posts if self.origins.find("post", _key(post)) is None]
        self.report.known = len(self.archive.posts) - len(new)
        written: list[tuple[read.Post, Post]] = []
        for topic_id, posts in groupby(new, key=lambda post: post.topic_id):
            written += self._write_topic(topic_id, list(posts))
            tell(len(written), 2 * len(new))
        for there, post in written:
            self._write_text(there, post)
            tell(len(new) + self.report.made["posts"], 2 * len(new))
        for topic in {post.topic_id: post.topic for _there, post in written}.values():
            forums.finish(topic)  # with its words, by which it is found
        if written:
            made = {what: number for what, number in self.report.made.items() if number}
            audit.record("import.discourse", self._theme(), source=self.origins.source, made=made)

    def _write_topic(self, topic_id: int, posts: list[read.Post]) -> list[tuple[read.Post, Post]]:
        topic = self._topic(topic_id, posts[0])
        if topic is None:
            self.report.skipped["a post of a topic that has been deleted here"] += len(posts)
            return []
        taken = set(self.session.scalars(select(Post.number).where(Post.topic_id == topic.id)))
        return [(there, self._write_post(topic, there, taken)) for there in posts]

    def _topic(self, topic_id: int, first: read.Post) -> Topic | None:
        known = self.origins.find("topic", topic_id)
        if known is not None:
            return lock_topic_row(known) if self.session.get(Topic, known) else None
        author_id = self.members.id_of(first.username, first.name, first.created_at)
        room = self._forum(first.category_id)
        topic = forums.open_topic(self.session, room, title=first.title, author_id=author_id, at=first.created_at)
        self.origins.note("topic", topic_id, topic.id)
        self.report.made["topics"] += 1
        return topic

    def _forum(self, category_id: int) -> Forum:
        known = self.origins.find("forum", category_id)
        forum = self.session.get(Forum, known) if known else None
        if forum is None:
            name, purpose = self.archive.categories.get(category_id, (f"Category {category_id}", ""))
            place = category_id % 30_000  # there they are ordered by hand, which posts do not tell
            forum = forums.open_forum(self.session, self._theme(), name=name, purpose=purpose, position=place)
            self.origins.note("forum", category_id, forum.id)
            self.report.made["forums"] += 1
        return forum

    def _theme(self) -> Theme:
        known = self.origins.find("theme", THEME)
        theme = self.session.get(Theme, known) if known else None
        if theme is None:
            theme = forums.open_theme(self.session, THEME)
            self.origins.note("theme", THEME, theme.id)
        return theme

    def _write_post(self, topic: Topic, there: read.Post, taken: set[int]) -> Post:
        """The post without its words; a number that somebody here has been given meanwhile is not given twice."""
        answered = self._post(there.topic_id, there.answers) if there.answers else None
        post = forums.add_post(
            self.session, topic, author_id=self.members.id_of(there.username, there.name, there.created_at), body="",
            at=there.created_at, number=there.number if there.number not in taken else topic.last_number + 1,
            answers_id=answered.post_id if answered else None, edited_at=there.updated_at if there.edited else None,
        )  # fmt: skip
        self.origins.note("post", _key(there), post.id)
        self.found[post.id] = Found(post.id, self.members.username(there.username) or "")
        return post

    def _write_text(self, there: read.Post, post: Post) -> None:
        if not write_anyway(post, convert(there.raw, self.known)):
            self.report.notes.append(f"Post {_key(there)} is kept as bare words: it is larger than posts may be.")
        quoted = self.known.quoted - {post.id}
        self.session.add_all(PostQuote(post_id=post.id, quoted_id=quoted_id) for quoted_id in sorted(quoted))
        self.report.made["posts"] += 1

    def _post(self, topic_id: int, number: int) -> Found | None:
        return self.found.get(self.origins.find("post", f"{topic_id}/{number}") or 0)

    def _topic_address(self, topic_id: int) -> str | None:
        known = self.origins.find("topic", topic_id)
        topic = self.session.get(Topic, known) if known else None
        return topic_url(topic.id, topic.slug) if topic else None


def _key(post: read.Post) -> str:
    return f"{post.topic_id}/{post.number}"
