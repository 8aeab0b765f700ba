"""What an administrator's page leads to, filled by wiring: each feature keeps its own administrators' pages."""

from dataclasses import dataclass

from flask import current_app, url_for


@dataclass(frozen=True)
class Link:
    """One of a feature's pages for administrators: its (lazy) label, its endpoint, what one does there."""

    label: object
    endpoint: str
    about: object

    @property
    def url(self) -> str:
        return url_for(self.endpoint)


def init_app(app, links: list[Link]) -> None:
    """Tell the dashboard where it leads."""
    app.extensions["admin_links"] = links


def links() -> list[Link]:
    """All of them, in the order of wiring."""
    return current_app.extensions["admin_links"]
