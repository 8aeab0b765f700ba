"""The page where categories and dimensions are kept. Adds its routes to the blueprint of `views`."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from community.db import db
from community.errors import NotFound
from community.policy import require
from community.resources import policy
from community.resources.commands import shelves as commands
from community.resources.forms import ShelfForm
from community.resources.queries import choices
from community.resources.views import bp
from community.web.access import signed_in
from community.web.forms import Form


@bp.get("/shelves")
@signed_in
def shelves():
    """All categories and dimensions."""
    require(policy.may_manage_resources(current_user))
    return _page(ShelfForm(formdata=None), "category")


@bp.post("/shelves/<kind>")
@signed_in
def add_shelf(kind: str):
    """Add one to either list."""
    require(policy.may_manage_resources(current_user))
    form = ShelfForm()
    if form.validate_on_submit():
        commands.add_shelf(_list(kind), by=current_user, label=form.label.data, position=form.position.data)
        return redirect(url_for("resources.shelves"))
    return _page(form, kind), form.status


@bp.route("/shelves/<kind>/<int:shelf_id>", methods=["GET", "POST"])
@signed_in
def edit_shelf(kind: str, shelf_id: int):
    """Rename or reorder one."""
    shelf = _find(kind, shelf_id)
    form = ShelfForm(obj=shelf)
    if form.validate_on_submit():
        commands.edit_shelf(shelf, by=current_user, label=form.label.data, position=form.position.data)
        return redirect(url_for("resources.shelves"))
    shown = {"shelf": shelf, "kind": kind, "form": form, "held": commands.count_on(shelf)}
    return render_template("resources/edit_shelf.html", **shown), form.status


@bp.route("/shelves/<kind>/<int:shelf_id>/delete", methods=["GET", "POST"])
@signed_in
def delete_shelf(kind: str, shelf_id: int):
    """Delete one, after saying how many entries lose it."""
    shelf = _find(kind, shelf_id)
    form = Form()
    if form.validate_on_submit():
        commands.delete_shelf(shelf, by=current_user)
        flash(_("It is deleted."), "good")
        return redirect(url_for("resources.shelves"))
    shown = {"shelf": shelf, "form": form, "held": commands.count_on(shelf), "back": url_for("resources.shelves")}
    return render_template("resources/delete_shelf.html", **shown)


def _list(kind: str):
    if kind not in commands.LISTS:
        raise NotFound()
    return commands.LISTS[kind]


def _find(kind: str, shelf_id: int):
    require(policy.may_manage_resources(current_user))
    shelf = db.session.get(_list(kind), shelf_id)
    if shelf is None:
        raise NotFound()
    return shelf


def _page(form: ShelfForm, kind: str) -> str:
    both = {"category": choices.categories(), "dimension": choices.dimensions()}
    return render_template("resources/shelves.html", lists=both, form=form, kind=kind)
