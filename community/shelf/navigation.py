"""The pages of a shelf, filled by wiring: other features put theirs beside the bookmarks."""

from dataclasses import dataclass

from flask import url_for


@dataclass(frozen=True)
class Page:
    """One page that is a member's own: its (lazy) label and its endpoint."""

    label: object
    endpoint: str

    @property
    def url(self) -> str:
        return url_for(self.endpoint)


def init_app(app, pages: list[Page]) -> None:
    """Give templates `shelf_pages`, which `shelf/_navigation.html` shows."""
    app.jinja_env.globals["shelf_pages"] = pages
