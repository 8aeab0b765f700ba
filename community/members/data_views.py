"""Take your data home: order the zip, and fetch it."""

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _

from community.members import login
from community.members.commands import exports
from community.members.settings_views import bp
from community.web.access import signed_in
from community.web.forms import Form
from community.web.limits import account, limit


@bp.route("/data", methods=["GET", "POST"])
@signed_in
@limit("5 per day", by=account)  # each reads everything that a member ever wrote
def take_data():
    """What the zip holds, the way to order it, and the zip itself once it is there."""
    form = Form()
    if form.validate_on_submit():
        exports.order_export(login.me())
        flash(_("Your data are being put together. We write to you when they are ready."), "good")
        return redirect(url_for("settings.take_data"))
    return render_template("members/settings/data.html", form=form, export=exports.export_of(login.me()))


@bp.get("/data/<name>")
@signed_in
def fetch_data(name: str):
    """The zip, for its owner alone."""
    export = exports.export_named(login.me(), name)
    response = send_file(export.path, mimetype="application/zip", as_attachment=True, download_name="my-data.zip")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
