"""flask serve | work | upgrade | seed | import | check | …: thin commands, each calls one function."""

import sys

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import Migrate

from community import jobs, orphans, serving, upgrading, versions
from community.admin.nightly import CHECKS
from community.backup.cli import backup, restore
from community.console import bar
from community.db import db
from community.demo import remove as demo_remove
from community.demo import seed as demo_seed
from community.demo import signin
from community.errors import Conflict
from community.imports.cli import archives
from community.members.cli import admin
from community.members.commands import administrators
from community.search import ddl as search_ddl
from community.search.cli import search
from community.text import rerender

check = AppGroup("check", help="Prove what is stored.")
texts = AppGroup("text", help="Stored texts.")


def init_app(app) -> None:
    """Register the commands, and what they migrate with."""
    compared = {"render_as_batch": True, "compare_type": True, "include_name": search_ddl.is_modelled}
    Migrate(app, db, directory=f"{app.root_path}/community/migrations", **compared)
    for command in (serve, work, upgrade, backup, restore, seed, check, texts, admin, archives, search):
        app.cli.add_command(command)


@click.command()
@click.option("--port", type=int, envvar="PORT", default=5000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--set-up", is_flag=True, help="First upgrade the database; make the demonstration on an empty site.")
@click.pass_context
def serve(context: click.Context, port: int, host: str, set_up: bool) -> None:
    """Serve the site with one web process per core, and a worker for the jobs."""
    if set_up:  # in one process, since starting Python three times takes longer than the work
        context.invoke(upgrade)
        context.invoke(seed, how="once")
    if serving.is_taken(host, port):
        raise click.ClickException(f"Another program listens on port {port}: choose one by PORT=….")
    _stop_at_another_form()
    instance = current_app.config["INSTANCE"]
    lines = [f"demo sign-in: {username} {password}" for username, password in signin.kept(instance)]
    if code := administrators.write_code(instance):
        lines.append(f"Nobody runs this site yet. At /first-administrator, this code makes you the first: {code}")
    serving.serve(current_app, host, port, lines)


@click.command()
@click.option("--with-parent", is_flag=True, help="End when the standard input does: with the program that started it.")
def work(with_parent: bool) -> None:
    """Do the jobs that the site hands over, and what is periodic."""
    if with_parent:
        orphans.end_with_input()
    _stop_at_another_form()
    jobs.work(current_app)


def _stop_at_another_form() -> None:
    """Nothing begins on a database of another version. Raises ClickException."""
    if reason := versions.trouble():
        raise click.ClickException(reason)


@click.command()
def upgrade() -> None:
    """Bring the database to the present form, and fill in what every site needs."""
    try:
        with bar("Places of the world") as tell:
            upgrading.upgrade(tell)
    except Conflict as error:
        raise click.ClickException(str(error.reason)) from None


@click.command()
@click.option("--once", "how", flag_value="once", help="Only on a site that is empty and never was a demonstration.")
@click.option("--reset", "how", flag_value="reset", help="Take the demonstration away and make it anew.")
@click.option("--remove", "how", flag_value="remove", help="Take the demonstration away; what people added stays.")
def seed(how: str | None) -> None:
    """Make the demonstration community: forums, members, resources, all invented."""
    if how == "once" and not demo_seed.is_fresh():
        return
    if how in ("remove", "reset"):
        gone = demo_remove.remove()
        click.echo("Taken away: " + ", ".join(f"{number} {what}" for what, number in gone.items()) + ".")
    if how != "remove":
        try:
            with bar("The demonstration community") as tell:
                demo_seed.seed(tell)
        except Conflict as error:
            raise click.ClickException(str(error.reason)) from None


@check.command()
@click.option("--fix", is_flag=True, help="Count anew where something differs.")
def counts(fix: bool) -> None:
    """Compare every stored count with the rows it counts; fails if one differs."""
    found = [difference for each in CHECKS for difference in (each.mend() if fix else each.compare())]
    for one in found:
        click.echo(f"{one.kind} {one.object_id}: {one.name} is {one.stored}, counted {one.counted}")
    click.echo(f"{len(found)} of the stored counts {'were mended' if fix else 'differ'}.")
    if found and not fix:
        sys.exit(1)


@texts.command("rerender")
def rerender_texts() -> None:
    """Renew the HTML of texts that an older renderer made."""
    total, done = rerender.count_old(), 0
    with bar("Texts") as tell:

        def step(number: int) -> None:
            nonlocal done
            done += number
            tell(done, total)

        counted = rerender.rerender_all(step)
    click.echo(f"{counted['renewed']} texts renewed, {counted['as words']} kept as bare words.")
