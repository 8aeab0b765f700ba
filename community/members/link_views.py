"""What the links in our mails lead to. Opening one uses nothing up: programs that scan mail open every link."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from community.db import db
from community.errors import Invalid, NotFound
from community.members import devices, login
from community.members.blueprint import bp
from community.members.commands import accounts, credentials, tokens
from community.members.forms import AskResetForm, ResetForm
from community.members.models import Member, Token
from community.members.queries import login_key
from community.members.views import MAILS_A_DAY, past_introduction
from community.web.access import open_to_all, signed_in
from community.web.forms import Form
from community.web.limits import account, address, limit, pay, typed


@bp.route("/email/confirm/<token>", methods=["GET", "POST"])
@open_to_all
def confirm_address(token):
    """The mailbox answers: one press proves the address."""
    found = _follow("confirm", token)
    if found is None:
        return _over()
    row, member = found
    form = Form()
    if form.validate_on_submit():
        accounts.confirm_address(row, member)
        flash(_("Thank you. Your e-mail address is confirmed."), "good")
        onwards = past_introduction(url_for("pages.home")) if current_user.is_authenticated else None
        return redirect(onwards or url_for("members.sign_in"))
    return render_template("members/confirm_address.html", form=form, email=row.email, username=member.username)


@bp.post("/email/resend")
@signed_in
@limit("3 per hour", by=account)  # a mail may be late; impatience does not make it faster
def resend_confirmation():
    """Send the link to the address that waits for its proof once more."""
    if not current_user.pending_email:
        raise NotFound()
    pay(MAILS_A_DAY, "mails from", address())
    accounts.resend_confirmation(login.me(), locale=str(get_locale()))
    flash(_("A new mail is on its way. Only the link in the newest one works."), "good")
    return redirect(url_for("members.welcome"))


@bp.route("/password/reset", methods=["GET", "POST"])
@open_to_all
@limit("5 per hour", by=typed("username", login_key))  # nobody needs more; known and unknown count alike
def ask_for_reset():
    """Forgotten the password? A link comes by mail, and the page says the same whoever asks."""
    form = AskResetForm()
    if form.validate_on_submit():
        pay(MAILS_A_DAY, "mails from", address())
        credentials.ask_for_reset(form.username.data, locale=str(get_locale()))
        return redirect(url_for("members.reset_sent"))
    return render_template("members/ask_for_reset.html", form=form), 422 if form.errors else 200


@bp.get("/password/reset/sent")
@open_to_all
def reset_sent():
    """What comes next: a look into the mailbox."""
    return render_template("members/reset_sent.html")


@bp.route("/password/reset/<token>", methods=["GET", "POST"])
@open_to_all
def reset_password(token):
    """Set a new password. Whoever does so has read the mail, and is signed in."""
    found = _follow("reset", token)
    if found is None:
        return _over()
    row, member = found
    form = ResetForm()
    if form.validate_on_submit():
        try:
            credentials.reset_password(row, member, form.new_password.data)
        except Invalid as error:
            form.blame(error)
        else:
            login.begin(member, stay=False, device=devices.words(request.user_agent.string))
            flash(_("Your new password is set. You were signed out everywhere else."), "good")
            return redirect(url_for("pages.home"))
    page = render_template("members/reset_password.html", form=form, username=member.username)
    return page, 422 if form.errors else 200


def _follow(purpose: str, token: str) -> tuple[Token, Member] | None:
    try:
        row = tokens.find(purpose, token)
    except NotFound:
        return None
    return row, db.session.get_one(Member, row.member_id)


def _over():
    return render_template("members/link_over.html", reason=tokens.OVER), 404
