"""A thread as part of a page: used by the topic's own page and by the pages of subjects that carry their comments."""

from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import unquote, urlencode

from flask import redirect, request
from flask_babel import get_locale
from flask_login import current_user

from community import clock, settings, subjects
from community.db import db
from community.forums import answers_policy, conclusion_policy, policy
from community.forums.addresses import post_url, topic_url
from community.forums.forms import ReplyForm
from community.forums.models import NAMED, Post, Topic
from community.forums.queries import conclusions, newer, thread, unread
from community.members import login
from community.policy import Verdict
from community.search.marks import NO_MARKS, Marks
from community.web import keeping
from community.web.batch import Batch
from community.web.paging import NumberedPage, number_in, numbered, page_of

MEANWHILE = 20  # of the replies that came while somebody wrote; the way to all of them stands above


@dataclass(frozen=True)
class Thread:
    """What `forums/_thread.html` shows.

    `here` is the number of the post that was asked for, if one was, `new` of that above which the "new" line stands.
    """

    topic: Topic
    posts: list[thread.PostRow]
    page: NumberedPage
    url: str
    form: ReplyForm
    may_reply: Verdict
    may_mark: Verdict
    here: int | None = None
    new: int | None = None
    conclusion: conclusions.ConclusionRow | None = None
    may_conclude: object = False
    may_withdraw: object = False

    @property
    def is_marked(self) -> bool:
        """Whether anybody found one of these posts helpful: only then may the reader have."""
        return any(post.helpful for post in self.posts)


def gather(topic: Topic, url: str, here: int | None = None, form=None, marks: Marks = NO_MARKS) -> Thread:
    """The page of the thread that is asked for (?page=, or the one with post number `here`). Raises NotFound.

    `form` is a reply that was refused, if one was; `marks` are what its letters are to be marked with.
    """
    size = settings.site().posts_per_page
    last = max(1, topic.last_number)
    page = numbered(last, size) if here is None else NumberedPage(page_of(here, size), page_of(last, size), size)
    reader = login.me()
    rows = thread.posts_page(topic, reader, page.first, page.last, clock.now(), str(get_locale()))
    rows = _marked(rows, topic, here, marks) if marks else rows
    may_reply = policy.may_reply(reader, topic)
    new = number_in(request.args.get("new"))
    form = form or ReplyForm(formdata=None, seen=topic.last_number)
    said = conclusions.of_topic(topic, reader)
    may_mark = answers_policy.may_mark_in(reader, topic)
    return Thread(topic, rows, page, url, form, may_reply, may_mark, here, new, said, **_of(topic, reader))


@dataclass(frozen=True)
class Meanwhile:
    """What others wrote since the writer's page was made: how many, where it begins, and the newest of it."""

    count: int
    url: str
    posts: list[thread.PostRow]


def meanwhile(topic: Topic, form: ReplyForm) -> Meanwhile | None:
    """What the writer of this reply has not seen; None where there is nothing, or where the reply is posted already."""
    seen, reader = number_in(form.seen.data), login.me()
    if seen is None or topic.last_number <= seen or newer.is_posted(reader, form.once.data):
        return None
    unseen = newer.by_others(newer.since(topic, seen), reader)
    if not unseen:
        return None
    first = unseen[-MEANWHILE:][0].number
    rows = thread.posts_page(topic, reader, first, topic.last_number, clock.now(), str(get_locale()))
    ids = {post.id for post in unseen}
    shown = [row for row in rows if row.id in ids]
    return Meanwhile(len(unseen), post_url(unseen[0].id), shown)


def bare(row: thread.PostRow) -> thread.PostRow:
    """The post as it is for everybody who may read it: without deeds, and without the reason of its removal."""
    deeds: dict[str, Any] = {field.name: False for field in fields(row) if field.name.startswith("may_")}
    return replace(row, removed_reason="", **deeds)


def tell_keeper_of(topic: Topic, rows: list[thread.PostRow], *more: object) -> None:
    """The same for a page of bare posts, and `more` texts: to whom it differs is a matter of rooms alone."""
    if topic.forum.visibility == NAMED or not topic.posts_count:
        keeping.only_once()
    if keeping.is_drafting():
        quoted = thread.quoted_topics([*(row.html for row in rows), *more])
        if NAMED in quoted.values():  # whose words these are, only those named for that room are told
            keeping.only_once()
        keeping.shows("topic", topic.id, *quoted)


def _marked(posts: list[thread.PostRow], topic: Topic, here: int | None, marks: Marks) -> list[thread.PostRow]:
    """The letters with what was searched for marked: in the one that was asked for first, since marks can run out."""
    subject = (topic.about_kind, topic.about_id or 0) if topic.about_kind else ("topic", topic.id)
    things = {post.id: subject if post.is_first else ("post", post.id) for post in posts}
    marks.learn([subject, *things.values()])
    in_turn = sorted((post for post in posts if not post.removed_at), key=lambda post: post.number != here)
    html = {post.id: marks.html(post.html, things[post.id]) for post in in_turn}
    return [replace(post, html=html.get(post.id, post.html)) for post in posts]


def _of(topic: Topic, reader) -> dict:
    return {
        "may_conclude": conclusion_policy.may_conclude_topic(reader, topic),
        "may_withdraw": conclusion_policy.may_withdraw_conclusion(reader, topic),
    }


def tell_keeper(shown: Thread) -> None:
    """What the page shows, and to whom it looks different: to whom some of it is their own."""
    topic = shown.topic
    tell_keeper_of(topic, shown.posts, *([shown.conclusion.html] if shown.conclusion else []))
    if not keeping.is_drafting():
        return
    if topic.pin and topic.pin.until and topic.pin.until > clock.now():
        keeping.ends(topic.pin.until.timestamp())
    window = policy.window()
    keeping.differs_for(topic.author_id, None)  # who began it may say its closing word, or what solved it, at any time
    for post in shown.posts:
        keeping.differs_for(post.author.id, None if post.removed_at else (post.at + window).timestamp())
    if current_user.is_authenticated and any(post.author.id == current_user.id for post in shown.posts):
        keeping.only_once()  # others are asked whether their posts helped; a shared page asks everybody


def address(topic: Topic, number: int | None = None, post_id: int | None = None, *, is_new: bool = False) -> str:
    """Where the topic, or its post of that number, is shown: its own page, or the page of what it is about.

    All of the page is in its address, also the line above the first new post: whoever asks for it may share it.
    """
    tail = f"#post-{post_id}" if post_id else ""
    query: dict = {"new": number} if is_new else {}
    if topic.about_kind is None:
        return _with(topic_url(topic.id, topic.slug, number), query) + tail
    about = subjects.find(topic.about_kind, topic.about_id or 0, current_user)
    page = page_of(number, settings.site().posts_per_page) if number else 1
    query = ({"page": page} if page > 1 else {}) | query
    return _with(subjects.kind(topic.about_kind).url(about), query) + (tail or "#comments")


def _with(url: str, query: dict) -> str:
    return f"{url}?{urlencode(query)}" if query else url


def place_to_read_on(topic_id: int) -> str | None:
    """Where this member goes on: the first unread post, or the last of a topic that is read; None: at its beginning."""
    found = unread.place(topic_id, login.me(), clock.now())
    return address(found.topic, found.number, found.post_id, is_new=found.is_new) if found else None


def place(post: Post) -> str:
    """Where the post stands now. Needs post.topic."""
    return address(post.topic, post.number, post.id)


def to_right_address(wanted: str):
    """A permanent redirect if the request's path is not the thing's own, keeping the query; None if it is."""
    if request.path == _unquoted(wanted):
        return None
    query = request.query_string.decode("latin-1")  # any bytes may come
    return redirect(f"{wanted}?{query}" if query else wanted, 301)


def _unquoted(url: str) -> str:
    return unquote(url)


def _write_views(seen: dict) -> None:
    for topic_id, times in seen.items():
        db.session.execute(db.update(Topic).where(Topic.id == topic_id).values(views=Topic.views + times))


views = Batch(_write_views, merge=lambda old, new: old + new)
