"""The pages of tags: all of them, one with what carries it, the door of type-ahead, and the desk that keeps order."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from community.errors import Invalid
from community.places import queries as places
from community.policy import require
from community.search.marks import asked
from community.tags import keeping, policy, queries
from community.tags.forms import KIND_LABELS, MergeForm, SpellingForm, TagForm
from community.web.access import administrators, open_to_all, signed_in
from community.web.keeping import kept_ready

bp = Blueprint("tags", __name__)

LONGEST = 60  # characters of a word typed so far that are looked at


@bp.get("/tags")
@open_to_all
@kept_ready(members=False)
def all_tags():
    """Every tag in use, by kind."""
    may_keep = policy.may_merge_tags(current_user)
    return render_template("tags/all_tags.html", kinds=queries.by_kind(), labels=KIND_LABELS, may_keep=may_keep)


@bp.get("/tags/<slug>")
@open_to_all
@kept_ready("kind", "after", members=False)
def tag(slug: str):
    """All kinds of content with one tag, or only the ?kind= that is asked for."""
    found, marks = queries.find_tag(slug, current_user), asked(request.args)
    if found.slug != slug:
        return redirect(marks.onto(url_for("tags.tag", slug=found.slug)), 301)
    marks.learn([("tag", found.id)])
    place = places.card(found.place_id, str(get_locale()))
    shelves = queries.contents(found, current_user)
    chosen = next((shelf for shelf in shelves if shelf.kind == request.args.get("kind")), None)
    page = queries.all_of(chosen, found, current_user) if chosen else None
    return render_template(
        "tags/tag.html", tag=found, label=marks.line(found.label, ("tag", found.id)), sought=marks, place=place,
        shelves=shelves, chosen=chosen, page=page, labels=KIND_LABELS, may_keep=policy.may_merge_tags(current_user),
    )  # fmt: skip


@bp.get("/tags/suggest")
@open_to_all
def suggest():
    """Tags for what is typed so far: {"tags": [{"id": 7, "label": "Youth"}]}."""
    found = queries.suggest(request.args.get("q", "")[:LONGEST], current_user)
    answer = {"tags": [{"id": row.id, "label": row.label} for row in found]}
    return answer, {"Cache-Control": "private, max-age=60"}


@bp.get("/admin/tags")
@signed_in
def keep_tags():
    """The desk: all tags, hidden ones too, to be filtered; what stands twice comes first."""
    require(policy.may_merge_tags(current_user))
    text, kind = request.args.get("q", "")[:LONGEST], request.args.get("kind", "")
    page = queries.all_tags(text, kind)
    twice = [] if text or kind or page.newer else queries.duplicates()
    return render_template("tags/keep_tags.html", page=page, twice=twice, q=text, kind=kind, **_desk())


@bp.route("/admin/tags/<int:tag_id>", methods=["GET", "POST"])
@administrators
def edit_tag(tag_id: int):
    """Rename, choose the kind and the place."""
    found = queries.tag_by_id(tag_id)
    form = TagForm(label=found.label, kind=found.kind, place=found.place_id)
    given = {"label": form.label.data, "kind": form.kind.data, "place_id": form.place.data}
    if form.validate_on_submit() and _done(form, keeping.edit_tag, found, **given):
        flash(_("The tag is changed."), "good")
        return redirect(url_for("tags.keep_tags"))
    return _edit_page(found, form, SpellingForm(formdata=None)), form.status


@bp.post("/admin/tags/<int:tag_id>/spelling")
@administrators
def add_spelling(tag_id: int):
    """Let another word mean the same."""
    found, form = queries.tag_by_id(tag_id), SpellingForm()
    if form.validate_on_submit() and _done(form, keeping.add_spelling, found, label=form.spelling.data):
        flash(_("The spelling is added."), "good")
        return redirect(url_for("tags.edit_tag", tag_id=found.id))
    shown = TagForm(formdata=None, label=found.label, kind=found.kind, place=found.place_id)
    return _edit_page(found, shown, form), form.status


@bp.route("/admin/tags/<int:tag_id>/merge", methods=["GET", "POST"])
@signed_in
def merge_tag(tag_id: int):
    """Join a tag to another."""
    require(policy.may_merge_tags(current_user))
    found, form = queries.tag_by_id(tag_id), MergeForm()
    if form.validate_on_submit() and (into := _into(form, found)):
        keeping.merge_tag(found, by=current_user, into=into)
        flash(_("The two tags are one now."), "good")
        return redirect(url_for("tags.tag", slug=into.slug))
    return render_template("tags/merge_tag.html", tag=found, form=form), form.status


@bp.post("/admin/tags/<int:tag_id>/delete")
@administrators
def delete_tag(tag_id: int):
    """Delete a tag that nothing carries."""
    keeping.delete_tag(queries.tag_by_id(tag_id), by=current_user)
    flash(_("The tag is deleted."), "good")
    return redirect(url_for("tags.keep_tags"))


def _desk() -> dict:
    return {"labels": KIND_LABELS, "may_manage": policy.may_manage_tags(current_user)}


def _edit_page(found, form, spelling):
    return render_template(
        "tags/edit_tag.html", tag=found, form=form, spelling=spelling, spellings=queries.aliases_of(found)
    )


def _done(form, deed, found, **given) -> bool:
    try:
        deed(found, by=current_user, **given)
    except Invalid as error:
        form.blame(error)
        return False
    return True


def _into(form: MergeForm, found):
    into = queries.other_than(found, form.into.data)
    if into is None:
        form.blame(Invalid(_("No other tag has this name."), field="into"))
    return into
