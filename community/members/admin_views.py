"""The administrators' pages about members: the list, one account, and what can be decided about it."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from community import settings
from community.errors import Invalid, NotAllowed
from community.members import admin_queries, login, queries, scopes
from community.members.admin_forms import PowerForm, ReasonForm, RoleForm, SuspendForm
from community.members.blueprint import bp
from community.members.commands import claims, roles, suspensions
from community.members.commands.kinds import all_kinds
from community.members.models import Member
from community.members.policy import may_change_role, may_grant, may_make_claim_link, may_suspend
from community.text.tidy import tidy
from community.web.access import administrators
from community.web.forms import end_of
from community.web.paging import whole_number

STATES = ("suspended", "unclaimed")


@bp.get("/admin/members")
@administrators
def list_members():
    """Everybody with an account: search by name, user name or address, filter, page."""
    asked = _asked()
    page = admin_queries.list_members(**asked)
    return render_template("members/admin/list.html", page=page, asked=asked, kinds=all_kinds())


@bp.get("/admin/members/<int:member_id>")
@administrators
def manage_member(member_id: int):
    """One account, with its history."""
    return _page(admin_queries.member_to_manage(member_id))


@bp.post("/admin/members/<int:member_id>/role")
@administrators
def change_role(member_id: int):
    """Make somebody an administrator, or no longer one."""
    member, form = admin_queries.member_to_manage(member_id), RoleForm(prefix="role")

    def deed():
        roles.change_role(member, by=login.me(), role=form.role.data, reason=form.reason.data)

    return _decide(member, form, deed, _("The role is changed."))


@bp.post("/admin/members/<int:member_id>/powers")
@administrators
def give_power(member_id: int):
    """Give a power, everywhere or somewhere."""
    member, form = admin_queries.member_to_manage(member_id), PowerForm(prefix="power")

    def deed():
        given = {"power": form.power.data, "scope": form.scope.data, "reason": form.reason.data}
        roles.give_power(member, by=login.me(), **given)

    return _decide(member, form, deed, _("The power is given."))


@bp.route("/admin/members/<int:member_id>/powers/<int:grant_id>/take", methods=["GET", "POST"])
@administrators
def take_power(member_id: int, grant_id: int):
    """Take a power back, with a reason."""
    member = admin_queries.member_to_manage(member_id)
    grant, form = admin_queries.grant_of(member, grant_id), ReasonForm()
    if form.validate_on_submit():
        roles.take_power(grant, by=login.me(), reason=form.reason.data)
        flash(_("The power is taken back."), "good")
        return _back(member)
    words = {"power": scopes.POWER_NAMES[grant.power], "scope": scopes.label_of(grant.scope)}
    return render_template("members/admin/take_power.html", member=member, form=form, **words), form.status


@bp.post("/admin/members/<int:member_id>/suspend")
@administrators
def suspend(member_id: int):
    """Keep somebody from signing in until the end of a day, or for good."""
    member, form = admin_queries.member_to_manage(member_id), SuspendForm(prefix="suspend")

    def deed():
        suspensions.suspend(member, by=login.me(), reason=form.reason.data, until=end_of(form.until.data))

    return _decide(member, form, deed, _("The member is suspended, and signed out everywhere."))


@bp.post("/admin/members/<int:member_id>/lift")
@administrators
def lift_suspension(member_id: int):
    """Let somebody in again."""
    member, form = admin_queries.member_to_manage(member_id), ReasonForm(prefix="lift")

    def deed():
        suspensions.lift(member, by=login.me(), reason=form.reason.data)

    return _decide(member, form, deed, _("The member may sign in again."))


@bp.post("/admin/members/<int:member_id>/claim-link")
@administrators
def make_claim_link(member_id: int):
    """A link by which the person of an archive makes the account theirs; shown this once."""
    member = admin_queries.member_to_manage(member_id)
    token = claims.make_claim_link(member, by=login.me())
    link = current_app.config["URL"] + url_for("members.claim", token=token)
    return render_template("members/admin/claim_link.html", member=member, link=link)


def _asked() -> dict:
    kind, state = request.args.get("kind", ""), request.args.get("state", "")
    return {
        "q": tidy(request.args.get("q", ""))[:100],
        "role": tidy(request.args.get("role", ""))[:20],
        "kind": whole_number(kind) if kind else None,
        "state": state if state in STATES else "",
    }


def _decide(member: Member, form, deed, done: str):
    if not form.validate_on_submit():
        return _page(member, form)
    try:
        deed()
    except Invalid as error:
        form.blame(error)
        return _page(member, form)
    except NotAllowed as error:
        form.form_errors = [error.reason]
        return _page(member, form, 403)
    flash(done, "good")
    return _back(member)


def _back(member: Member):
    return redirect(url_for("members.manage_member", member_id=member.id))


def _page(member: Member, sent=None, status: int = 200):
    me = login.me()
    forms = {"role": RoleForm, "power": PowerForm, "suspend": SuspendForm, "lift": ReasonForm}
    start = {"role": {"role": member.role}}
    shown = {
        name: sent if sent and sent._prefix == f"{name}-" else kind(None, prefix=name, **start.get(name, {}))
        for name, kind in forms.items()
    }
    may = {
        "role": may_change_role(me, member), "grant": may_grant(me, member), "suspend": may_suspend(me, member),
        "claim": may_make_claim_link(me, member),
    }  # fmt: skip
    known = {
        "suspension": queries.suspension_of(member), "history": admin_queries.history_of(member),
        "powers": scopes.POWER_NAMES, "scopes": dict(scopes.choices()), "terms": settings.site().terms_version,
    }  # fmt: skip
    page = render_template("members/admin/member.html", member=member, forms=shown, may=may, **known)
    return page, status if status != 200 else sent.status if sent else 200
