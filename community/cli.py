"""flask serve | work | upgrade | seed | import | check | …: thin commands, each calls one function."""

import click
from flask import current_app
from flask_migrate import upgrade as migrate_up

from community import jobs, serving
from community.members.cli import admin
from community.members.commands import administrators
from community.pages.commands import ensure_pages


def init_app(app) -> None:
    """Register the commands."""
    for command in (serve, work, upgrade, admin):
        app.cli.add_command(command)


@click.command()
@click.option("--port", type=int, envvar="PORT", default=5000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(port: int, host: str) -> None:
    """Serve the site with one web process per core, and a worker for the jobs."""
    if code := administrators.write_code(current_app.config["INSTANCE"]):
        click.echo(f"Nobody runs this site yet. At /first-administrator, this code makes you the first: {code}")
    serving.serve(current_app, host, port)


@click.command()
def work() -> None:
    """Do the jobs that the site hands over, and what is periodic."""
    jobs.work(current_app._get_current_object())


@click.command()
def upgrade() -> None:
    """Bring the database to the present form, and give the site the pages that its frame links to."""
    migrate_up()
    ensure_pages()
