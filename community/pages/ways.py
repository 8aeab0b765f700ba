"""The ways to take part, in the founding order; each leads to a form that works, and appears with its feature."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Way:
    """One way: its words, where it begins, and whether only those who have no account yet need it."""

    label: object
    endpoint: str
    for_guests: bool = False


WAYS = (
    Way(_("Join the “Integration Community” of practitioners"), "members.join", for_guests=True),
    Way(_("Contribute to the resources: news, research, tools and guidelines"), "resources.add_resource"),
    Way(_("Actively participate in our “Discussion Forums”"), "forums.forum_index"),
)


def ways_for(viewer) -> list[Way]:
    """What this person can do to take part."""
    return [way for way in WAYS if not (way.for_guests and viewer.is_authenticated)]
