"""Within what a power can be given: everywhere, or in one room of a feature. Wiring says who knows the rooms."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _

from community.members.models import POWERS

EVERYWHERE = ""

POWER_NAMES = {
    "moderate": _("Keep order in discussions"),
    "manage_content": _("Look after content"),
    "review": _("Review submissions"),
    "facilitate": _("Facilitate dialogues"),
}
assert set(POWER_NAMES) == set(POWERS)

sources: list[Callable[[], list[tuple[str, object]]]] = []  # each answers pairs (scope, label)


def choices() -> list[tuple[str, object]]:
    """Every scope with its label, "everywhere" first."""
    return [(EVERYWHERE, _("everywhere")), *(pair for source in sources for pair in source())]


def label_of(scope: str) -> object:
    """What a scope is called; the bare scope if its room is gone."""
    return dict(choices()).get(scope, scope)
