"""The deeds on folders, their dossiers, and what a shared link opens. Adds its routes to the blueprint of `views`."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from community import clock
from community.errors import Invalid
from community.policy import require
from community.shelf import policy, queries
from community.shelf.commands import folders as commands
from community.shelf.forms import FolderForm, PlaceForm, ShareForm
from community.shelf.views import OFTEN, address_of, bp, show, where_to
from community.web.access import open_to_all, signed_in
from community.web.forms import Form
from community.web.limits import account, limit


@bp.get("/shelf/folders/<int:folder_id>")
@signed_in
def folder(folder_id: int):
    """What stands in one folder."""
    return show(queries.find_folder(folder_id, current_user))


@bp.route("/shelf/folders/new", methods=["GET", "POST"])
@limit("100 per hour", by=account)
@signed_in
def make_folder():
    """A new folder."""
    form = FolderForm()
    if form.validate_on_submit():
        try:
            made = commands.make_folder(by=current_user, name=form.name.data)
            return redirect(address_of(made.id))
        except Invalid as error:
            form.blame(error)
    return render_template("shelf/make_folder.html", form=form), form.status


@bp.route("/shelf/folders/<int:folder_id>/edit", methods=["GET", "POST"])
@limit("300 per hour", by=account)
@signed_in
def edit_folder(folder_id: int):
    """Its name; its place among the others; and the way to remove it."""
    found = queries.find_folder(folder_id, current_user)
    form = FolderForm(obj=found)
    if form.validate_on_submit():
        try:
            commands.rename_folder(found, by=current_user, name=form.name.data)
            return redirect(address_of(found.id))
        except Invalid as error:
            found = queries.find_folder(folder_id, current_user)
            form.blame(error)
    return _edit_page(found, form)


@bp.post("/shelf/folders/<int:folder_id>/move")
@limit(OFTEN, by=account)
@signed_in
def move_folder(folder_id: int):
    """One up, one down, or to a place."""
    found = queries.find_folder(folder_id, current_user)
    form = PlaceForm()
    if form.validate_on_submit():
        try:
            commands.move_folder(found, by=current_user, to=where_to(form.to.data))
            return redirect(url_for("shelf.edit_folder", folder_id=found.id))
        except Invalid as error:
            found = queries.find_folder(folder_id, current_user)
            form.blame(error)
    return _edit_page(found, FolderForm(formdata=None, obj=found), form)


@bp.route("/shelf/folders/<int:folder_id>/remove", methods=["GET", "POST"])
@signed_in
def remove_folder(folder_id: int):
    """Ask, then remove the folder; nothing that stood in it is lost."""
    found, form = queries.find_folder(folder_id, current_user), Form()
    if form.validate_on_submit():
        commands.remove_folder(found, by=current_user)
        flash(_("The folder is removed. What stood in it is among the unsorted."), "good")
        return redirect(url_for("shelf.shelf"))
    count = len(queries.order_in(current_user, found.id))
    return render_template("shelf/remove_folder.html", form=form, folder=found, count=count)


@bp.route("/shelf/folders/<int:folder_id>/share", methods=["GET", "POST"])
@limit("60 per hour", by=account)
@signed_in
def share_folder(folder_id: int):
    """The folder's link, and what those who have it read."""
    found = queries.find_folder(folder_id, current_user)
    require(policy.may_share_folder(current_user, found))
    form = ShareForm(with_notes=found.shares_notes)
    if form.validate_on_submit():
        commands.share_folder(found, by=current_user, with_notes=form.with_notes.data)
        return redirect(url_for("shelf.share_folder", folder_id=found.id))
    return render_template("shelf/share_folder.html", form=form, folder=found), form.status


@bp.post("/shelf/folders/<int:folder_id>/withdraw")
@signed_in
def withdraw_folder(folder_id: int):
    """Let the link open nothing any more."""
    found = queries.find_folder(folder_id, current_user)
    commands.withdraw_folder(found, by=current_user)
    flash(_("The link opens nothing any more."), "good")
    return redirect(address_of(found.id))


@bp.get("/shelf/print")
@signed_in
def print_unsorted():
    """What is in no folder, for paper."""
    return _dossier(None)


@bp.get("/shelf/folders/<int:folder_id>/print")
@signed_in
def print_folder(folder_id: int):
    """A folder for paper."""
    return _dossier(queries.find_folder(folder_id, current_user))


@bp.get("/shelf/shared/<token>")
@open_to_all
def shared(token: str):
    """What a folder's link opens: of what stands there, all that the reader may see."""
    found = queries.open_folder(token)
    rows = queries.shared_rows(found, current_user, clock.now())
    return render_template("shelf/shared.html", folder=found, rows=rows)


def _dossier(found) -> str:
    whole, now = request.args.get("text") == "whole", clock.now()
    length = None if whole else queries.PRINTED
    rows = queries.dossier(current_user, found.id if found else None, now, length)
    most = queries.MOST_AT_ONCE
    return render_template("shelf/dossier.html", folder=found, rows=rows, whole=whole, now=now, most=most)


def _edit_page(found, form: FolderForm, place_form: PlaceForm | None = None):
    names = queries.folder_names(current_user)
    place = next(number for number, (one, _name) in enumerate(names, 1) if one == found.id)
    place_form = place_form or PlaceForm(formdata=None, data={"to": str(place)})
    page = render_template(
        "shelf/edit_folder.html", form=form, place_form=place_form, folder=found, place=place, count=len(names)
    )
    return page, max(form.status, place_form.status)
