"""The doors of ratings: voting from any subject's page, and the moderators' page."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from community import clock, subjects
from community.errors import Invalid, NotFound
from community.policy import require
from community.ratings import commands, policy, queries, reports, sources
from community.ratings.forms import VoidForm
from community.web.access import signed_in
from community.web.formats import day
from community.web.limits import account, address, limiter

bp = Blueprint("ratings", __name__)


# Thirty things an hour is more than anybody reads; an address may be a whole school's.
@limiter.shared_limit("120 per hour", scope="ratings of an address", key_func=address, methods=["POST"])
@limiter.shared_limit("30 per hour", scope="ratings of a member", key_func=account, methods=["POST"])
@signed_in
def rate_subject(kind: str, object_id: int):
    """Take the vote (value=1 to 5) or take it back (withdraw=1), then go back. Also for a subject's own address."""
    known, row = _find_rateable(kind, object_id)
    if request.form.get("withdraw"):
        commands.withdraw(row, by=current_user)
        flash(_("Your rating is withdrawn."), "good")
    else:
        source = sources.fingerprint(address(), clock.now().date(), current_app.config["SECRET_KEY"])
        vote = commands.rate(row, by=current_user, value=_value(), source=source)
        flash(_thanks(vote), "good")
    return redirect(f"{known.url(row)}#rating")


@bp.post("/rate/<kind>/<int:object_id>")
@signed_in
def rate(kind: str, object_id: int):
    """The address that any rateable subject may use."""
    return rate_subject(kind, object_id)


@bp.post("/rate/<kind>/<int:object_id>/withdraw")
@signed_in
def withdraw(kind: str, object_id: int):
    """Take one's vote back."""
    known, row = _find_rateable(kind, object_id)
    commands.withdraw(row, by=current_user)
    flash(_("Your rating is withdrawn."), "good")
    return redirect(f"{known.url(row)}#rating")


@bp.get("/moderation/ratings")
@signed_in
def overview():
    """Who voted together from one address, or at once."""
    require(policy.may_oversee_ratings(current_user))
    return render_template("ratings/overview.html", report=reports.report())


@bp.route("/moderation/ratings/<int:rating_id>/void", methods=["GET", "POST"])
@signed_in
def void_rating(rating_id: int):
    """Ask for the reason, then set the vote aside."""
    require(policy.may_oversee_ratings(current_user))
    vote, form = queries.find_rating(rating_id), VoidForm()
    if form.validate_on_submit():
        commands.void_rating(vote, by=current_user, reason=form.reason.data)
        flash(_("The vote is set aside."), "good")
        return redirect(url_for("ratings.overview"))
    return render_template("ratings/void_rating.html", form=form, group=reports.one(vote)), form.status


@bp.post("/moderation/ratings/<int:rating_id>/return")
@signed_in
def return_rating(rating_id: int):
    """Let the vote count again."""
    require(policy.may_oversee_ratings(current_user))
    commands.return_rating(queries.find_rating(rating_id), by=current_user)
    flash(_("The vote counts again."), "good")
    return redirect(url_for("ratings.overview"))


def _find_rateable(kind: str, object_id: int):
    known = subjects.kind(kind)
    if known.rateable is None:
        raise NotFound()
    return known, subjects.find(kind, object_id, current_user)


def _value() -> int:
    given = request.form.get("value", "")
    if given not in ("1", "2", "3", "4", "5"):
        raise Invalid(_("A rating is a whole number from 1 to 5."), field="value")
    return int(given)


def _thanks(vote) -> str:
    if vote.waits_until:
        return _("Thank you. Your rating is kept and begins to count on %(day)s.", day=day(vote.waits_until))
    return _("Thank you. Your rating counts.")
