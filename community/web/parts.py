"""Named slots of pages, filled by wiring: so that a lower frame can show a higher feature without knowing it.

A template shows a slot with `{% for part in slot("side", subject=topic) %}{% include part.template %}{% endfor %}`;
inside, the part's rows are in `part.facts`. A part is asked for its facts only where it is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_login import current_user

from community.web.headers import PRIVATE


@dataclass(frozen=True)
class MenuItem:
    """A section of the site: its (lazy) label, its endpoint and the address prefixes that belong to it."""

    label: object
    endpoint: str
    prefixes: tuple[str, ...]
    values: tuple[tuple[str, Any], ...] = ()

    @property
    def url(self) -> str:
        return url_for(self.endpoint, **dict(self.values))

    @property
    def current(self) -> bool:
        if self.prefixes == ("/",):
            return request.path == "/"
        return any(request.path == prefix or request.path.startswith(f"{prefix}/") for prefix in self.prefixes)


@dataclass(frozen=True)
class Part:
    """One filled place: the template to include and the facts that it shows."""

    template: str
    facts: dict


def init_app(app, menu: list[MenuItem], member_menu: list[tuple[MenuItem, Callable]], slots: dict) -> None:
    """Give templates `menu`, `member_menu` and `slot(name, **given)`.

    The member's menu holds an item if its `for_whom(viewer)` says so. A slot is a list of pairs of a template and
    `gather(**given)`, which answers what the template shows, or None.
    """

    def slot(name: str, **given) -> list[Part]:
        gathered = ((template, gather(**given)) for template, gather in slots.get(name, []))
        return [Part(template, facts) for template, facts in gathered if facts is not None]

    @app.context_processor
    def _frame():
        mine = [item for item, for_whom in member_menu if for_whom(current_user)]
        return {"menu": menu, "member_menu": mine, "slot": slot, "at_work": _at_work()}


def _at_work() -> bool:
    """Whether the page is a form or a desk, beside which nothing else should ask for attention."""
    rule = request.url_rule
    return request.path.startswith(PRIVATE) or (rule is not None and "POST" in (rule.methods or ()))
