"""flask search rebuild: the index made anew."""

import click
from flask.cli import AppGroup

from community.console import bar
from community.search import rebuild as rebuilding

search = AppGroup("search", help="What can be found.")


@search.command()
def rebuild() -> None:
    """Index everything anew, while the site runs."""
    with bar("Search") as tell:
        counted = rebuilding.rebuild(tell)
    click.echo("Indexed: " + ", ".join(f"{number} {kind}" for kind, number in counted.items()) + ".")
