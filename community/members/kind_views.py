"""The administrators' page of stakeholder kinds."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from community.errors import Invalid
from community.members import admin_queries, login
from community.members.admin_forms import DeleteKindForm, KindForm
from community.members.blueprint import bp
from community.members.commands import kinds
from community.web.access import administrators


@bp.route("/admin/kinds", methods=["GET", "POST"])
@administrators
def list_kinds():
    """The list, and a field for one more."""
    form = KindForm()
    if form.validate_on_submit():
        try:
            kinds.add_kind(by=login.me(), label=form.label.data)
        except Invalid as error:
            form.blame(error)
        else:
            return redirect(url_for("members.list_kinds"))
    return render_template("members/admin/kinds.html", kinds=admin_queries.kinds_with_use(), form=form), form.status


@bp.route("/admin/kinds/<int:kind_id>", methods=["GET", "POST"])
@administrators
def edit_kind(kind_id: int):
    """Rename a kind or put it elsewhere in the list."""
    kind = admin_queries.kind_by_id(kind_id)
    form = KindForm(obj=kind)
    if form.validate_on_submit():
        try:
            kinds.edit_kind(kind, by=login.me(), label=form.label.data, position=form.position.data)
        except Invalid as error:
            form.blame(error)
        else:
            return redirect(url_for("members.list_kinds"))
    return render_template("members/admin/edit_kind.html", kind=kind, form=form), form.status


@bp.route("/admin/kinds/<int:kind_id>/delete", methods=["GET", "POST"])
@administrators
def delete_kind(kind_id: int):
    """Take a kind off the list; who has it gets another."""
    kind = admin_queries.kind_by_id(kind_id)
    form = DeleteKindForm(without=kind)
    if form.validate_on_submit():
        replacement = admin_queries.kind_by_id(form.replacement.data) if form.replacement.data else None
        try:
            kinds.delete_kind(kind, by=login.me(), replacement=replacement)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("The kind is deleted."), "good")
            return redirect(url_for("members.list_kinds"))
    return render_template("members/admin/delete_kind.html", kind=kind, form=form), form.status
