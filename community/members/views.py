"""Joining, signing in and out, and agreeing to the terms."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from community.errors import Invalid, NotAllowed, NotFound
from community.members import devices, login
from community.members.blueprint import bp
from community.members.commands import accounts, administrators, sessions
from community.members.forms import FirstAdministratorForm, JoinForm, SignInForm, TermsForm
from community.members.models import Member
from community.members.policy import agrees_to_terms
from community.members.queries import login_key
from community.settings import site
from community.web import carry
from community.web.access import open_to_all, signed_in
from community.web.errors import answer, wants_json
from community.web.limits import address, limit, pay, typed
from community.web.paging import number_in

MAILS_A_DAY = "20 per day"  # that one internet address can make us send, whatever the page


@bp.route("/join", methods=["GET", "POST"])
@open_to_all
@limit("60 per hour")  # attempts; how many succeed is limited by the mails
def join():
    """Become a member with four answers."""
    if current_user.is_authenticated:
        return redirect(_onwards())
    form = JoinForm(next=carry.local_target(request.args.get("next")))
    if form.validate_on_submit():
        try:
            member = _join(form)
        except Invalid as error:
            form.blame(error)
        else:
            login.begin(member, stay=False, device=_device())
            return redirect(url_for("members.welcome", next=carry.local_target(form.next.data) or None))
    return render_template("members/join.html", form=form), 422 if form.errors else 200


def _join(form: JoinForm) -> Member:
    accounts.check_free(form.username.data)
    pay(MAILS_A_DAY, "mails from", address())
    return accounts.join(
        username=form.username.data, email=form.email.data, password=form.password.data, locale=str(get_locale())
    )


@bp.get("/join/welcome")
@signed_in
def welcome():
    """What comes after joining: a look into the mailbox."""
    return render_template("members/welcome.html", onwards=past_introduction(_onwards()))


def past_introduction(target: str) -> str:
    """There, but by way of the questions of the profile for somebody who has not been asked yet."""
    return target if current_user.profile_asked else url_for("members.introduce", next=target)


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all
@limit("20 per 5 minutes")  # an office shares one address
@limit("10 per 5 minutes", by=typed("username", login_key))  # guesses from many addresses; a reset lets the owner in
def sign_in():
    """Sign in by user name or e-mail address; a form that came too late goes on from here."""
    if current_user.is_authenticated and request.method == "GET":
        return redirect(_onwards())
    form = SignInForm(next=carry.local_target(request.args.get("next")))
    if not form.validate_on_submit():
        return _sign_in_page(form, 422 if form.errors else 200)
    try:
        member = sessions.recognise(form.username.data, form.password.data)
    except (Invalid, NotAllowed) as error:
        form.form_errors = [error.reason]
        return _sign_in_page(form, 422 if isinstance(error, Invalid) else 403)
    login.begin(member, stay=form.stay.data, device=_device())
    kept = carry.unpack(form.carried.data or "")
    return carry.offer(kept, signed_in_again=True) if kept else redirect(_after_signing_in(form.next.data))


def _sign_in_page(form: SignInForm, status: int):
    # The page may hold what somebody typed: no copy of it stays in the browser.
    kept = carry.unpack(form.carried.data or "")
    return render_template("members/sign_in.html", form=form, kept=kept), status, {"Cache-Control": "no-store"}


def _after_signing_in(target: str | None) -> str:
    target = carry.local_target(target)
    if agrees_to_terms(login.me()):
        return past_introduction(target or url_for("pages.home"))
    return url_for("members.agree_to_terms", next=target or None)


@login.manager.unauthorized_handler
def lead_to_sign_in():
    """A members' page was asked for by a visitor: sign in first, then there; what was typed comes along."""
    if wants_json():
        return answer(401, _("Please sign in first."))
    if request.method == "POST":
        return _sign_in_page(SignInForm(formdata=None, carried=carry.pack()), 401)
    return redirect(url_for("members.sign_in", next=carry.local_target(request.full_path) or None))


@bp.post("/sign-out")
@open_to_all
def sign_out():
    """End this session; the browser forgets the pages it kept."""
    login.end()
    flash(_("You are signed out."), "good")
    response = redirect(url_for("pages.home"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.route("/terms/agree", methods=["GET", "POST"])
@signed_in
def agree_to_terms():
    """The terms have changed: members are asked once."""
    form = TermsForm(version=site().terms_version, next=carry.local_target(request.args.get("next")))
    if form.validate_on_submit():
        accounts.agree_to_terms(login.me(), number_in(str(form.version.data)) or 0)
        return redirect(carry.local_target(form.next.data) or url_for("pages.home"))
    return render_template("members/agree_to_terms.html", form=form)


@bp.route("/first-administrator", methods=["GET", "POST"])
@open_to_all
@limit("20 per hour")  # guesses at the code
def first_administrator():
    """The first account of an empty site, for whoever can read what the site printed at its start."""
    instance = current_app.config["INSTANCE"]
    if not administrators.is_wanted(instance):
        raise NotFound()
    form = FirstAdministratorForm()
    if form.validate_on_submit():
        answers = {name: form[name].data for name in ("code", "username", "email", "password")}
        try:
            member = administrators.become_first(instance, **answers)
        except Invalid as error:
            form.blame(error)
        else:
            login.begin(member, stay=False, device=_device())
            flash(_("Welcome. This site is yours to run."), "good")
            return redirect(url_for("pages.home"))
    return render_template("members/first_administrator.html", form=form), 422 if form.errors else 200


def _onwards() -> str:
    return carry.local_target(request.args.get("next")) or url_for("pages.home")


def _device() -> str:
    return devices.words(request.user_agent.string)
