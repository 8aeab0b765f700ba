"""Pages for those who run the site. A feature's own administrators' pages are in the feature."""

from dataclasses import asdict
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from community import clock, stamps, subjects
from community import settings as site_settings
from community.admin import commands, forms, queries
from community.admin.links import links
from community.board import DONE_AGAIN
from community.errors import NotFound
from community.web import health
from community.web.access import administrators
from community.web.locale import languages
from community.web.outages import CLOSED

bp = Blueprint("admin", __name__, url_prefix="/admin")

EXAMPLE = datetime(2010, 7, 14, 22, 59, tzinfo=UTC)  # on which date forms are shown


@bp.get("")
@administrators
def dashboard():
    """How the site is doing, and where its parts are run."""
    figures = queries.figures(clock.now())
    failures = queries.failures() if figures.failed_jobs else []
    again = stamps.board().number(DONE_AGAIN)
    told = {"figures": figures, "failures": failures, "links": links(), "again": again}
    return render_template("admin/dashboard.html", closed=health.closed(), closed_words=CLOSED.words, **told)


@bp.route("/settings", methods=["GET", "POST"])
@administrators
def settings():
    """What can be changed while the site runs."""
    site, offered = site_settings.site(), languages()
    dates = {_field_of(code): form for code, form in site.date_forms.items()}
    form = forms.settings_form(offered)(data=asdict(site) | dates)
    if form.validate_on_submit():
        changed = commands.change_settings(by=current_user, **_chosen(form, offered))
        flash(_("The settings have been changed.") if changed else _("Nothing was changed."), "good")
        return redirect(url_for("admin.settings"))
    examples = {_field_of(language["code"]): _example(form, language["code"]) for language in offered}
    return render_template("admin/settings.html", form=form, groups=forms.GROUPS, examples=examples), form.status


@bp.get("/settings/date-example")
@administrators
def date_example():
    """A moment in the form that is being typed, as one line of text."""
    code = request.args.get("language", "")
    if code not in [language["code"] for language in languages()]:
        raise NotFound()
    return {"text": _in_form(request.args.get("form", "")[:60], code)}


@bp.get("/log")
@administrators
def log():
    """Who did what, when and why."""
    action, member = request.args.get("action", "")[:60], request.args.get("member", "")[:40].strip()
    page = queries.log(action, member)
    return render_template("admin/log.html", page=page, actions=queries.actions(), action=action, member=member)


@bp.get("/log/<kind>/<int:object_id>")
@administrators
def log_subject(kind: str, object_id: int):
    """The page of what a deed was done to."""
    found = subjects.find(kind, object_id, current_user)
    return redirect(subjects.kind(kind).url(found))


def _field_of(code: str) -> str:
    return forms.DATE + code.replace("-", "_")


def _chosen(form, offered: list[dict]) -> dict:
    names = [name for group in forms.GROUPS.values() for name in group]
    values = {name: "" if form[name].data is None else form[name].data for name in names}
    codes = [language["code"] for language in offered]
    kept = {code: text for code, text in site_settings.site().date_forms.items() if code not in codes}
    given = {code: form[_field_of(code)].data for code in codes if form[_field_of(code)].data}
    return values | {"date_forms": kept | given}


def _example(form, code: str) -> str:
    return _in_form(form[_field_of(code)].data or "", code)


def _in_form(pattern: str, code: str) -> str:
    """The example moment; "" for what is no date form."""
    try:
        return forms.example(pattern or forms.usual_form(code), code, EXAMPLE)
    except (ValueError, KeyError, NotImplementedError):
        return ""
