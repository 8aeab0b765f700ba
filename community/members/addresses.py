"""The addresses of members: promises, so they are made in one place."""

from urllib.parse import quote


def profile_url(username: str) -> str:
    """The address of a profile."""
    return f"/members/{quote(username)}"
