"""flask search rebuild: the index made anew."""

import click
from flask.cli import AppGroup
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from community.search import rebuild as rebuilding

search = AppGroup("search", help="What can be found.")


@search.command()
def rebuild() -> None:
    """Index everything anew, while the site runs."""
    with Progress(SpinnerColumn(), TextColumn("{task.description}: {task.completed}"), TimeElapsedColumn()) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(kind: str, done: int) -> None:
            if kind not in tasks:
                tasks[kind] = progress.add_task(kind, total=None)
            progress.update(tasks[kind], completed=done)

        counted = rebuilding.rebuild(tell)
    click.echo("Indexed: " + ", ".join(f"{number} {kind}" for kind, number in counted.items()) + ".")
