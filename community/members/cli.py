"""flask admin create: an administrator from the command line."""

import click
from flask.cli import AppGroup

from community.errors import Invalid
from community.members.commands import administrators

admin = AppGroup("admin", help="Who runs the site.")


@admin.command()
@click.option("--username", prompt="User name")
@click.option("--email", prompt="E-mail address")
@click.password_option(envvar="IBIS_ADMIN_PASSWORD", help="Better asked for, or given as IBIS_ADMIN_PASSWORD.")
def create(username: str, email: str, password: str) -> None:
    """Make an administrator; the address counts as confirmed."""
    try:
        member = administrators.create_administrator(username=username, email=email, password=password)
    except Invalid as error:
        raise click.ClickException(str(error.reason)) from None
    click.echo(f"{member.username} is an administrator.")
