"""What administrators see of the back-ups on their first page."""

from community import clock
from community.backup import daily


def newest() -> dict | None:
    """The newest one that the site made by itself, and whether that went wrong; nothing where it makes none."""
    if not daily.is_embedded():
        return None
    last = daily.newest()
    is_late = last is not None and clock.now() - last.made_at > daily.LATE
    return {"last": last, "is_late": is_late, "failure": daily.failure()}
