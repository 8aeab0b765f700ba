"""A member's page, and the form behind it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from community.errors import Invalid
from community.members import login
from community.members.addresses import profile_url
from community.members.blueprint import bp
from community.members.commands import profiles
from community.members.profile_forms import ProfileForm, filled
from community.members.profile_queries import Profile, find_profile
from community.members.settings_views import bp as settings
from community.search.marks import Marks, asked
from community.web import carry
from community.web.access import open_to_all, signed_in
from community.web.limits import account, limit


@bp.get("/members/<username>")
@open_to_all
def profile(username: str):
    """Who somebody is, and what they have contributed."""
    found, marks = find_profile(username, current_user, str(get_locale())), asked(request.args)
    if found.card.username != username:
        return redirect(marks.onto(profile_url(found.card.username)), 301)
    said = _said(found, marks)
    return render_template("members/profile.html", profile=found, member=found.card, said=said, sought=marks)


def _said(found: Profile, marks: Marks) -> dict:
    """What a member is found by, as the page shows it."""
    thing = ("member", found.card.id or 0)
    marks.learn([thing])
    names = {name: marks.line(getattr(found.card, name), thing) for name in ("name", "username", "organisation")}
    return names | {"about": marks.html(found.about, thing)}


@settings.route("/profile", methods=["GET", "POST"])
@signed_in
@limit("60 per hour", by=account)  # each may bring a picture
def edit_profile():
    """Change one's own profile."""
    form = filled(login.me())
    if form.validate_on_submit() and _save(form):
        flash(_("Your profile is saved."), "good")
        return redirect(profile_url(current_user.username))
    return render_template("members/settings/profile.html", form=form), form.status


@bp.route("/welcome", methods=["GET", "POST"])
@signed_in
@limit("60 per hour", by=account)
def introduce():
    """After the first sign-in: the same questions, asked once, and "later" is an answer."""
    form = filled(login.me())
    onwards = carry.local_target(form.next.data or request.args.get("next")) or url_for("pages.home")
    form.next.data = onwards
    if request.form.get("later"):
        profiles.put_off(login.me())
        return redirect(onwards)
    if form.validate_on_submit() and _save(form):
        flash(_("Thank you. You can change this at any time in your settings."), "good")
        return redirect(onwards)
    return render_template("members/introduce.html", form=form), form.status


def _save(form: ProfileForm) -> bool:
    values = {name: form[name].data for name in profiles.FIELDS}
    values = {
        name: "" if value is None and name in ("display_name", "organisation") else value
        for name, value in values.items()
    }
    upload = {"avatar": form.avatar.data or None, "remove_avatar": form.remove_avatar.data}
    try:
        profiles.edit_profile(login.me(), by=login.me(), about=form.about.data or "", **upload, **values)
    except Invalid as error:
        form.blame(error, at="about")
        return False
    return True
