"""flask serve | work | upgrade | seed | import | check | …: thin commands, each calls one function."""

import click
from flask import current_app
from flask_migrate import upgrade as migrate_up

from community import jobs, serving


def init_app(app) -> None:
    """Register the commands."""
    for command in (serve, work, upgrade):
        app.cli.add_command(command)


@click.command()
@click.option("--port", type=int, envvar="PORT", default=5000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(port: int, host: str) -> None:
    """Serve the site with one web process per core, and a worker for the jobs."""
    serving.serve(current_app, host, port)


@click.command()
def work() -> None:
    """Do the jobs that the site hands over, and what is periodic."""
    jobs.work(current_app._get_current_object())


@click.command()
def upgrade() -> None:
    """Bring the database to the present form."""
    migrate_up()
