"""What members set for themselves: address, password, sessions, language, and leaving."""

from zoneinfo import available_timezones

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from community.errors import Invalid, NotAllowed
from community.members import devices, login, queries
from community.members.commands import accounts, credentials, leaving, sessions
from community.members.forms import EmailForm, LeaveForm, PasswordForm, PreferencesForm
from community.members.views import MAILS_A_DAY
from community.web.access import signed_in
from community.web.limits import account, address, limit, pay
from community.web.locale import languages

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.get("")
@signed_in
def overview():
    """All there is to set."""
    return render_template("members/settings/overview.html")


@bp.route("/email", methods=["GET", "POST"])
@signed_in
@limit("10 per hour", by=account)  # guesses at the password of a member who left the screen unlocked
def change_email():
    """Another address: it proves itself before it counts."""
    form = EmailForm()
    if form.validate_on_submit():
        pay(MAILS_A_DAY, "mails from", address())
        answers = {"email": form.email.data, "password": form.password.data, "locale": str(get_locale())}
        try:
            accounts.change_email(login.me(), **answers)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("We have written to the new address. It counts once the link in that mail is opened."), "good")
            return redirect(url_for("settings.overview"))
    return render_template("members/settings/email.html", form=form), 422 if form.errors else 200


@bp.route("/password", methods=["GET", "POST"])
@signed_in
@limit("10 per hour", by=account)
def change_password():
    """A new password, for who knows the present one; every other session ends."""
    form = PasswordForm()
    if form.validate_on_submit():
        answers = {"present": form.present_password.data, "new": form.new_password.data}
        try:
            credentials.change_password(login.me(), **answers, session_id=current_user.login_session_id)
        except Invalid as error:
            form.blame(error)
        else:
            login.renew(devices.words(request.user_agent.string))
            flash(_("Your new password is set. You were signed out everywhere else."), "good")
            return redirect(url_for("settings.overview"))
    return render_template("members/settings/password.html", form=form), 422 if form.errors else 200


@bp.get("/sessions")
@signed_in
def list_sessions():
    """Where the member is signed in."""
    return render_template("members/settings/sessions.html", places=queries.sessions_of(login.me()))


@bp.post("/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id):
    """Sign out of one of those places."""
    sessions.end_session(queries.session_to_end(session_id, by=login.me()))
    flash(_("That session has ended."), "good")
    return redirect(url_for("settings.list_sessions"))


@bp.post("/sessions/end-others")
@signed_in
def end_other_sessions():
    """Sign out everywhere but here."""
    sessions.end_sessions(login.me(), spare=current_user.login_session_id)
    flash(_("You are signed out everywhere else."), "good")
    return redirect(url_for("settings.list_sessions"))


@bp.route("/preferences", methods=["GET", "POST"])
@signed_in
def preferences():
    """Language, time zone, and the languages of lists."""
    known = {"locale": current_user.locale or "", "timezone": current_user.timezone or ""}
    form = PreferencesForm(**known, reads=current_user.reads)
    form.locale.choices = _choices(_("As the browser asks"), {each["code"]: each["name"] for each in languages()})
    as_site = _("As the site: %(zone)s", zone=current_app.config["TIMEZONE"])
    form.timezone.choices = _choices(as_site, {zone: zone.replace("_", " ") for zone in _zones()})
    if form.validate_on_submit():
        chosen = {"locale": form.locale.data or None, "timezone": form.timezone.data or None}
        accounts.set_preferences(login.me(), **chosen, reads=form.reads.data)
        flash(_("Saved."), "good")
        return redirect(url_for("settings.preferences"))
    return render_template("members/settings/preferences.html", form=form), 422 if form.errors else 200


def _choices(none: str, labels: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice("", none), *(SelectChoice(value, label) for value, label in labels.items())]


def _zones() -> list[str]:
    # Names of places; the rest of the list are abbreviations and old spellings.
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))


@bp.route("/leave", methods=["GET", "POST"])
@signed_in
@limit("10 per hour", by=account)
def leave():
    """End the account; the member says what becomes of the posts."""
    form = LeaveForm()
    if form.validate_on_submit():
        try:
            leaving.leave(login.me(), password=form.password.data, remove_posts=form.posts.data == "remove")
        except Invalid as error:
            form.blame(error)
        except NotAllowed as error:
            form.form_errors = [error.reason]
        else:
            login.end()
            flash(_("Your account is gone. Thank you for the time you were with us."), "good")
            return redirect(url_for("pages.home"))
    return render_template("members/settings/leave.html", form=form), 422 if form.errors else 200
