"""flask import discourse: an archive brought in from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup

from community.console import bar
from community.imports.discourse.read import read
from community.imports.discourse.report import Report
from community.imports.discourse.write import write

archives = AppGroup("import", help="Bring in what people wrote elsewhere.")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@archives.command()
@click.argument("folder", type=FOLDER)
@click.option("--dry-run", is_flag=True, help="Do it, tell what it would make, and undo it.")
@click.option("--as", "source", default="discourse", show_default=True, help="A name that tells archives apart.")
def discourse(folder: Path, dry_run: bool, source: str) -> None:
    """Read the archive of a Discourse forum: a folder with one JSON file a post. Twice changes nothing."""
    report = Report()
    with bar("Reading") as tell:
        archive = read(folder, report, tell)
    with bar("Writing") as tell:
        write(archive, source[:60], report, dry_run=dry_run, tell=tell)
    click.echo("\n".join(report.lines()))
    if dry_run:
        click.echo("This was a dry run: nothing has changed.")
