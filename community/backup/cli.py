"""flask backup FILE, flask restore FILE."""

import logging
import signal
import sqlite3
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
import psycopg
from rich.filesize import decimal
from sqlalchemy.exc import SQLAlchemyError

from community.backup import restoring, writing
from community.backup.manifest import Manifest
from community.backup.restoring import Restored
from community.console import bar
from community.errors import Conflict

log = logging.getLogger(__name__)

FILE = click.argument("file", type=click.Path(path_type=Path))
FAILURES = (OSError, ValueError, SQLAlchemyError, sqlite3.Error, psycopg.Error)
HALFWAY = "Restoring stopped; the instance is as empty as before. When the cause is gone, run it again. The cause: {}"
AFTERWARDS = "The site is restored, but what follows stopped. Prove it by `flask check counts`. The cause: {}"
KEYS = {
    "kept": "The secret key came with the back-up: who was signed in still is.",
    "same": "The secret key is the same: who was signed in still is.",
    "other": "The secret key is not that of the former site: everybody signs in anew.",
}


@click.command()
@FILE
@click.option("--overwrite", is_flag=True, help="Replace FILE if it is there already.")
def backup(file: Path, overwrite: bool) -> None:
    """Write the whole site into one file, while it runs. The file holds secrets: keep it where only you can read it."""
    with _in_a_terminal(), bar("Back-up") as tell:
        made = writing.back_up(file.absolute(), overwrite=overwrite, tell=tell)
    click.echo(f"{file}: {decimal(file.stat().st_size)}, {_contents(made)}.")
    if made.missing:
        click.echo(f"{len(made.missing)} uploads had no file on disk.")


@click.command()
@FILE
@click.option("--end-sessions", is_flag=True, help="Sign everybody out, and let no link that was mailed hold.")
@click.option("--send-mail", is_flag=True, help="Send the mails that waited when the back-up was made.")
def restore(file: Path, end_sessions: bool, send_mail: bool) -> None:
    """Put the site of a back-up into this instance, which must be empty and not be running."""
    try:
        with _in_a_terminal(), ExitStack() as bars:

            def watch(words: str):
                bars.close()  # one bar at a time
                return bars.enter_context(bar(words))

            done = restoring.restore(file, send_mail=send_mail, end_sessions=end_sessions, watch=watch)
    except FAILURES as error:
        log.exception("restoring failed")
        words = HALFWAY if restoring.is_empty() else AFTERWARDS
        raise click.ClickException(words.format((str(error) or type(error).__name__).splitlines()[0])) from None
    for line in _summary(done, end_sessions):
        click.echo(line)


def _summary(done: Restored, end_sessions: bool):
    yield f"Restored: {_contents(done.manifest)}, from the back-up of {done.manifest.made_at}."
    yield "All sessions were ended." if end_sessions else KEYS[done.key]
    if done.held:
        yield f"{done.held} mails that waited are held; administrators see them. --send-mail would have sent them."
    if done.manifest.missing:
        yield f"{len(done.manifest.missing)} uploads had no file when the back-up was made."
    yield f"{len(done.differences)} of the stored counts differ."
    if done.differences:
        yield "They differed on the former site, too: `flask check counts --fix` counts anew."


def _contents(made: Manifest) -> str:
    rows = {table.name: table.rows for table in made.tables}
    counted = [f"{rows.get(name, 0)} {what}" for name, what in (("member", "members"), ("post", "posts"))]
    return ", ".join([*counted, f"{len(made.uploads)} files", f"{made.rows} rows in all"])


@contextmanager
def _in_a_terminal():
    """A refusal is one line, and being told to stop is Ctrl+C: what was begun is taken away."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except Conflict as error:
        raise click.ClickException(str(error.reason)) from None
    finally:
        signal.signal(signal.SIGTERM, before)
