"""Posting and editing resources, and the decisions about them. Adds its routes to the blueprint of `views`."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from flask_login import current_user

from community.errors import Conflict, Invalid
from community.forums.diffs import differences
from community.media.queries import of_subject
from community.policy import require
from community.resources import policy, uploads
from community.resources.addresses import resource_url
from community.resources.commands import decisions, entries
from community.resources.facts import COLUMNS
from community.resources.forms import EditResourceForm, GivenReasonForm, ReasonForm, ResourceForm
from community.resources.models import KIND, Resource
from community.resources.queries import entry, history, lists
from community.resources.views import bp
from community.tags.queries import tags_of
from community.web.access import signed_in
from community.web.limits import account, limit


@bp.route("/new", methods=["GET", "POST"])
@limit("20 per hour", by=account)  # nobody reads more than that in an hour, let alone describes it
@signed_in
def add_resource():
    """Post an entry; what is refused comes back with every word and file."""
    require(policy.may_add_resource(current_user))
    form = ResourceForm()
    sound = form.validate_on_submit()
    kept = uploads.receive(form) if form.is_submitted() else []
    if sound and not form.errors:
        try:
            made = entries.add_resource(by=current_user, facts=form.facts(), files=kept, once=form.once.data)
            if made.published_at is None:
                flash(_("Thank you. Your entry waits for approval; you see its state here."), "good")
            return redirect(resource_url(made))
        except Invalid as error:
            form.blame(error, at="body")
    waits = policy.needs_approval(current_user)
    return render_template("resources/add_resource.html", form=form, kept=_rows(kept), waits=waits), form.status


@bp.route("/<int:resource_id>/edit", methods=["GET", "POST"])
@limit("120 per hour", by=account)
@signed_in
def edit_resource(resource_id: int):
    """Change an entry; if somebody else was faster, show both texts and lose neither."""
    found = entry.find_resource(resource_id, current_user)
    require(policy.may_edit_resource(current_user, found))
    form, theirs = EditResourceForm(data=_known(found), entry=found), None
    sound = form.validate_on_submit()
    kept = uploads.receive(form) if form.is_submitted() else []
    dropped = uploads.chosen_ids("dropped")
    stored = of_subject(KIND, found.id)
    if sound and not form.errors:
        try:
            changed = entries.edit_resource(
                found, by=current_user, facts=form.facts(), seen=form.seen(), reason=form.reason.data or "",
                is_edition=form.is_edition.data, files=kept, dropped=[media for media in stored if media.id in dropped],
            )  # fmt: skip
            return redirect(resource_url(changed))
        except Conflict as conflict:
            found, theirs = conflict.theirs, differences(form.body.data, conflict.theirs.source)
            form.revision.data = str(found.revision)
        except Invalid as error:
            form.blame(error, at="body")
    shown = render_template(
        "resources/edit_resource.html", resource=found, form=form, theirs=theirs, kept=_rows(kept),
        stored=_rows(stored), dropped=dropped, back=resource_url(found),
    )  # fmt: skip
    return shown, 409 if theirs is not None else form.status


@bp.get("/<int:resource_id>/history")
@signed_in
def resource_history(resource_id: int):
    """What the entry said before, for those who may change it."""
    found = entry.find_resource(resource_id, current_user)
    require(policy.may_read_history(current_user, found))
    return render_template("resources/history.html", resource=found, changes=history.changes(found))


@bp.route("/<int:resource_id>/withdraw", methods=["GET", "POST"])
@signed_in
def withdraw_resource(resource_id: int):
    """Take one's own entry back, for a reason or none."""
    found = entry.find_resource(resource_id, current_user)
    require(policy.may_withdraw_resource(current_user, found))
    form = ReasonForm()
    if form.validate_on_submit():
        decisions.withdraw_resource(found, by=current_user, reason=form.reason.data or "")
        return redirect(resource_url(found))
    return _asked("resources/withdraw_resource.html", found, form)


@bp.route("/<int:resource_id>/remove", methods=["GET", "POST"])
@signed_in
def remove_resource(resource_id: int):
    """Take somebody's entry out of sight, with a reason that its author is told."""
    found = entry.find_resource(resource_id, current_user)
    require(policy.may_remove_resource(current_user, found))
    form = GivenReasonForm()
    if form.validate_on_submit():
        decisions.remove_resource(found, by=current_user, reason=form.reason.data)
        return redirect(resource_url(found))
    return _asked("resources/remove_resource.html", found, form)


@bp.post("/<int:resource_id>/restore")
@signed_in
def restore_resource(resource_id: int):
    """Bring an entry back."""
    found = entry.find_resource(resource_id, current_user)
    decisions.restore_resource(found, by=current_user)
    flash(_("The entry stands where it stood."), "good")
    return redirect(resource_url(found))


@bp.post("/<int:resource_id>/approve")
@signed_in
def approve_resource(resource_id: int):
    """Let a submitted entry appear."""
    found = entry.find_resource(resource_id, current_user)
    decisions.approve_resource(found, by=current_user)
    flash(_("The entry has appeared."), "good")
    return redirect(resource_url(found))


@bp.route("/<int:resource_id>/refuse", methods=["GET", "POST"])
@signed_in
def refuse_resource(resource_id: int):
    """Say no to a submitted entry, and why."""
    found = entry.find_resource(resource_id, current_user)
    require(policy.may_decide_resource(current_user, found))
    form = GivenReasonForm()
    if form.validate_on_submit():
        decisions.refuse_resource(found, by=current_user, reason=form.reason.data)
        return redirect(resource_url(found))
    return _asked("resources/refuse_resource.html", found, form)


@bp.get("/pending")
@signed_in
def pending_resources():
    """What waits for approval."""
    require(policy.may_manage_resources(current_user))
    return render_template("resources/pending.html", page=lists.pending_resources(current_user))


def _asked(template: str, found: Resource, form):
    return render_template(template, resource=found, form=form, back=resource_url(found)), form.status


def _rows(stored) -> list:
    return [{"token": media.token, "role": media.role, **vars(entry.file_row(media))} for media in stored]


def _known(found: Resource) -> dict:
    """What the form shows of an entry before anything is changed."""
    tags = tags_of(KIND, [found.id]).get(found.id, [])
    return {name: getattr(found, name) for name in COLUMNS} | {
        "body": found.source, "links": found.links, "categories": [shelf.id for shelf in found.categories],
        "tags": ", ".join(tag.label for tag in tags), "questions": "\n".join(found.questions),
        "dimension_id": found.dimension_id or 0, "comments_open": found.topic.lock is None,
        "revision": str(found.revision),
    }  # fmt: skip
