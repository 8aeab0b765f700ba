"""The page behind a claim link: address and password make an archived account one's own."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from community.db import db
from community.errors import Invalid, NotFound
from community.members import devices, login
from community.members.admin_forms import ClaimForm
from community.members.blueprint import bp
from community.members.commands import claims, tokens
from community.members.models import Member
from community.members.views import MAILS_A_DAY
from community.web.access import open_to_all
from community.web.limits import address, limit, pay


@bp.route("/claim/<token>", methods=["GET", "POST"])
@open_to_all
@limit("20 per hour")
def claim(token: str):
    """Set address and password for an account made from an archive. Looking at the page uses nothing up."""
    try:
        row = tokens.find("claim", token)
    except NotFound:
        return render_template("members/link_over.html", reason=tokens.OVER), 404
    member, form = db.session.get_one(Member, row.member_id), ClaimForm()
    if form.validate_on_submit():
        pay(MAILS_A_DAY, "mails from", address())
        answers = {"email": form.email.data, "password": form.password.data, "locale": str(get_locale())}
        try:
            claims.claim(row, member, **answers)
        except Invalid as error:
            form.blame(error)
        else:
            login.begin(member, stay=False, device=devices.words(request.user_agent.string))
            flash(_("Welcome back. What you wrote is yours again."), "good")
            return redirect(url_for("members.welcome"))
    return render_template("members/claim.html", form=form, member=member), form.status
