"""A whole topic outside of its pages: on one page for paper, as Markdown."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, current_app
from flask_babel import gettext as _

from community.forums.addresses import forum_url, post_url, topic_url
from community.forums.models import Topic
from community.forums.queries import sources
from community.web.formats import day, when
from community.web.slugs import beside_verbs

LONGEST = 500  # posts that are put on one page, or into one answer; more are put into a file by a job


def markdown_url(topic: Topic) -> str:
    """Where the topic is had as Markdown."""
    return f"/t/{topic.id}/{quote(beside_verbs(topic.slug))}.md"


def file_url(topic_id: int) -> str:
    """Where a topic that is too long for one answer is ordered as a file."""
    return f"/t/{topic_id}/file"


def sent(response: Response, topic: Topic) -> Response:
    """The answer as a file to be saved, which nothing in a browser takes for a page."""
    named = f"filename=topic-{topic.id}.md; filename*=UTF-8''{quote(topic.slug, safe='')}.md"
    response.headers["Content-Disposition"] = f"attachment; {named}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def as_markdown(topic: Topic) -> Iterator[str]:
    """The topic, found for its reader before, in pieces; what was removed keeps its number and a line."""
    site = current_app.config["URL"]
    yield f"# {_one_line(topic.title)}\n\n"
    where = {"forum": _one_line(topic.forum.name), "address": site + forum_url(topic.forum.slug)}
    if not topic.forum.comments_on:
        yield _("Forum: %(forum)s, %(address)s", **where) + "  \n"
    yield _("Address: %(address)s", address=site + topic_url(topic.id, topic.slug)) + "\n"
    for post in sources.of(topic):
        yield f"\n---\n\n{_heading(post, site)}\n\n{_words(post)}\n"


def _heading(post: sources.Source, site: str) -> str:
    who = _one_line(post.name) or _("former member")
    return f"**{post.number} · {who} · {when(post.at)}**  \n<{site}{post_url(post.id)}>"


def _words(post: sources.Source) -> str:
    if post.removed_at:
        return "*" + _("Post %(number)s was removed on %(day)s.", number=post.number, day=day(post.removed_at)) + "*"
    return post.source.strip("\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())
