"""The addresses of forums: promises, so they are made in one place. Numbers decide, slugs only explain."""

from urllib.parse import quote

from community.web.slugs import beside_verbs


def forum_url(slug: str) -> str:
    """A forum's page."""
    return f"/discuss/{quote(slug)}"


def topic_url(topic_id: int, slug: str, number: int | None = None) -> str:
    """A topic's first page, or its page that holds the post of that number."""
    tail = f"/{number}" if number else ""
    return f"/t/{topic_id}/{quote(beside_verbs(slug))}{tail}"


def read_on_url(topic_id: int) -> str:
    """Leads to the first post that the member has not read, wherever the topic is shown."""
    return f"/t/{topic_id}/unread"


def post_url(post_id: int) -> str:
    """The post's own permalink, which outlives moves, splits and page sizes."""
    return f"/p/{post_id}"
