"""Arranging themes and forums: the administrators' pages."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from community.errors import Invalid
from community.forums.commands import forums
from community.forums.forms import DeleteForm, DeleteForumForm, ForumForm, ThemeForm
from community.forums.models import Forum
from community.forums.queries import rooms
from community.forums.views import bp
from community.web.access import administrators


@bp.get("/admin/forums")
@administrators
def arrange_forums():
    """Every theme and forum, with what can be done to it."""
    return render_template("forums/arrange_forums.html", themes=rooms.arrangement())


@bp.route("/admin/forums/themes/new", methods=["GET", "POST"])
@administrators
def create_theme():
    """Add a theme."""
    form = ThemeForm()
    if form.validate_on_submit():
        forums.create_theme(by=current_user, title=form.title.data, position=form.position.data)
        return redirect(url_for("forums.arrange_forums"))
    return render_template("forums/edit_theme.html", theme=None, form=form), form.status


@bp.route("/admin/forums/themes/<int:theme_id>", methods=["GET", "POST"])
@administrators
def edit_theme(theme_id: int):
    """Rename or reorder a theme."""
    theme = rooms.theme_by_id(theme_id)
    form = ThemeForm(obj=theme)
    if form.validate_on_submit():
        forums.edit_theme(theme, by=current_user, title=form.title.data, position=form.position.data)
        return redirect(url_for("forums.arrange_forums"))
    return render_template("forums/edit_theme.html", theme=theme, form=form), form.status


@bp.route("/admin/forums/themes/<int:theme_id>/delete", methods=["GET", "POST"])
@administrators
def delete_theme(theme_id: int):
    """Delete a theme without forums."""
    theme = rooms.theme_by_id(theme_id)
    form = DeleteForm()
    if form.validate_on_submit():
        try:
            forums.delete_theme(theme, by=current_user)
            return _deleted(theme.title)
        except Invalid as error:
            form.blame(error)
    return render_template("forums/delete.html", name=theme.title, form=form), form.status


@bp.route("/admin/forums/new", methods=["GET", "POST"])
@administrators
def create_forum():
    """Open a new forum."""
    form = _forum_form()
    if not form.theme_id.choices:
        flash(_("A forum stands under a theme: please add one first."))
        return redirect(url_for("forums.create_theme"))
    if form.validate_on_submit():
        try:
            theme = rooms.theme_by_id(form.theme_id.data)
            values = {name: form[name].data for name in ("visibility", "posting", "kinds", "position")}
            named = _named(form)
            forum = forums.create_forum(
                theme, by=current_user, name=form.name.data, purpose=form.purpose.data or "",
                slug=form.slug.data or "", named=named, **values,
            )  # fmt: skip
            return redirect(url_for("forums.forum", slug=forum.slug))
        except Invalid as error:
            form.blame(error)
    return render_template("forums/edit_forum.html", forum=None, form=form), form.status


@bp.route("/admin/forums/<int:forum_id>", methods=["GET", "POST"])
@administrators
def edit_forum(forum_id: int):
    """Change a forum: name, order, place, who may read and post."""
    forum = rooms.by_id(forum_id, current_user)
    form = _forum_form(forum)
    if form.validate_on_submit():
        try:
            values = {name: form[name].data for name in forums.EDITABLE}
            values["purpose"] = values["purpose"] or ""
            forums.edit_forum(forum, by=current_user, slug=form.slug.data or "", named=_named(form), **values)
            return redirect(url_for("forums.forum", slug=forum.slug))
        except Invalid as error:
            form.blame(error)
    return render_template("forums/edit_forum.html", forum=forum, form=form), form.status


@bp.route("/admin/forums/<int:forum_id>/delete", methods=["GET", "POST"])
@administrators
def delete_forum(forum_id: int):
    """Delete a forum; its topics, if it has any, go to another."""
    forum = rooms.by_id(forum_id, current_user)
    form = DeleteForumForm()
    if rooms.is_empty(forum):
        del form.to
    else:
        form.to.choices = [SelectChoice(*room) for room in rooms.choices(current_user) if room[0] != forum.id]
    if form.validate_on_submit():
        try:
            to = rooms.by_id(form.to.data, current_user) if form.to else None
            forums.delete_forum(forum, by=current_user, to=to)
            return _deleted(forum.name)
        except Invalid as error:
            form.blame(error)
    return render_template("forums/delete.html", name=forum.name, form=form), form.status


def _forum_form(forum: Forum | None = None) -> ForumForm:
    named = "\n".join(rooms.named_in(forum)) if forum else ""
    form = ForumForm(obj=forum, data=None if forum else {"named": named})
    if forum and not form.is_submitted():
        form.named.data = named
    form.theme_id.choices = [SelectChoice(theme.id, theme.title) for theme, _forums in rooms.arrangement()]
    return form


def _named(form: ForumForm):
    members, unknown = rooms.members_named((form.named.data or "").split())
    if unknown:
        raise Invalid(_("Nobody here is called %(names)s.", names=", ".join(unknown)), field="named")
    return members


def _deleted(name: str):
    flash(_("%(name)s has been deleted.", name=name), "good")
    return redirect(url_for("forums.arrange_forums"))
