"""A member's shelf and the deeds on its bookmarks. Folders have theirs in `folder_views`."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from community import clock
from community.errors import Conflict, Invalid
from community.forums.diffs import differences
from community.forums.queries import own
from community.shelf import queries
from community.shelf.commands import bookmarks as commands
from community.shelf.forms import BookmarkForm, PlaceForm, data_of
from community.shelf.models import Bookmark
from community.web.access import signed_in
from community.web.limits import account, limit
from community.web.paging import number_in

bp = Blueprint("shelf", __name__)

OFTEN = "600 per hour"  # putting fifty things in order takes some hundred presses


@bp.get("/shelf")
@signed_in
def shelf():
    """What is due, the folders, and what is in none of them."""
    return show(None)


@bp.get("/shelf/posts")
@signed_in
def my_posts():
    """All that the member wrote, newest first."""
    return render_template("shelf/my_posts.html", page=own.own_posts(current_user))


@bp.route("/shelf/keep/<kind>/<int:object_id>", methods=["GET", "POST"])
@limit("300 per hour", by=account)
@signed_in
def keep(kind: str, object_id: int):
    """Put something on the shelf; what stands there already is changed instead."""
    shown = queries.find_thing(kind, object_id, current_user)
    known = queries.bookmark_of(current_user, kind, object_id)
    if known is not None and request.method == "GET":
        return redirect(url_for("shelf.edit_bookmark", bookmark_id=known.id))
    form = _bookmark_form()
    if form.validate_on_submit():
        try:
            commands.keep(kind, object_id, by=current_user, wanted=form.wanted())
            flash(_("It stands on your shelf."), "good")
            return redirect(shown.url)
        except Conflict as conflict:
            return _edit_page(queries.find_bookmark(conflict.theirs.id, current_user), form, lost=True)
        except Invalid as error:
            form.blame(error)
    return render_template("shelf/keep.html", form=form, shown=shown), form.status


@bp.route("/shelf/bookmarks/<int:bookmark_id>/edit", methods=["GET", "POST"])
@limit("300 per hour", by=account)
@signed_in
def edit_bookmark(bookmark_id: int):
    """Change note, folder and reminder; if another window was faster, show both notes and lose neither."""
    found = queries.find_bookmark(bookmark_id, current_user)
    form = _bookmark_form(data=data_of(found))
    if form.validate_on_submit():
        try:
            commands.edit(found, by=current_user, wanted=form.wanted(), seen=form.seen())
            return redirect(place_of(found))
        except Conflict:
            return _edit_page(queries.find_bookmark(bookmark_id, current_user), form, lost=True)
        except Invalid as error:
            found = queries.find_bookmark(bookmark_id, current_user)  # the refusal let go of what was read before
            form.blame(error)
    return _edit_page(found, form)


@bp.post("/shelf/bookmarks/<int:bookmark_id>/move")
@limit(OFTEN, by=account)
@signed_in
def move_bookmark(bookmark_id: int):
    """One up, one down, or to a place in its folder."""
    found = queries.find_bookmark(bookmark_id, current_user)
    form = PlaceForm()
    if form.validate_on_submit():
        try:
            commands.move(found, by=current_user, to=where_to(form.to.data))
            return redirect(place_of(found, by=form.to.data))
        except Invalid as error:
            found = queries.find_bookmark(bookmark_id, current_user)
            form.blame(error)
    return _edit_page(found, _bookmark_form(formdata=None, data=data_of(found)), place_form=form)


@bp.post("/shelf/bookmarks/<int:bookmark_id>/remove")
@limit(OFTEN, by=account)
@signed_in
def remove_bookmark(bookmark_id: int):
    """Take it off the shelf; the page that follows offers to put it back."""
    found = queries.find_bookmark(bookmark_id, current_user)
    commands.remove(found, by=current_user)
    return redirect(address_of(found.folder_id, removed=found.id))


@bp.post("/shelf/bookmarks/<int:bookmark_id>/put-back")
@limit(OFTEN, by=account)
@signed_in
def put_back_bookmark(bookmark_id: int):
    """Undo the removal."""
    found = queries.find_removed(bookmark_id, current_user)
    commands.put_back(found, by=current_user)
    return redirect(place_of(found))


@bp.post("/shelf/bookmarks/<int:bookmark_id>/settle")
@limit(OFTEN, by=account)
@signed_in
def settle_bookmark(bookmark_id: int):
    """The reminder is done with; the bookmark stays."""
    commands.settle(queries.find_bookmark(bookmark_id, current_user), by=current_user)
    flash(_("The reminder is done with. What you keep stays where it is."), "good")
    return redirect(url_for("shelf.shelf"))


def show(folder) -> str:
    """The page of a folder, or of the unsorted (None)."""
    folder_id = folder.id if folder else None
    shelf_page = queries.shelf_page(current_user, folder_id, clock.now())
    moved, removed = number_in(request.args.get("moved")), number_in(request.args.get("removed"))
    return render_template(
        "shelf/shelf.html", shelf=shelf_page, folder=folder, url=address_of(folder_id), moved=moved,
        by=request.args.get("by", ""), removed=queries.is_removed(removed, current_user) if removed else None,
    )  # fmt: skip


def address_of(folder_id: int | None, **query) -> str:
    """The page of a folder, or of the unsorted."""
    if folder_id is None:
        return url_for("shelf.shelf", **query)
    return url_for("shelf.folder", folder_id=folder_id, **query)


def place_of(bookmark: Bookmark, by: str = "") -> str:
    """Where a bookmark stands, named so that the page can give it the focus."""
    page = queries.page_with(bookmark, current_user)
    query = {"page": page if page > 1 else None, "by": by if by in ("up", "down") else None}
    return address_of(bookmark.folder_id, moved=bookmark.id, **query)


def where_to(text: str | None) -> str | int:
    """What was meant by a place that was typed or pressed."""
    number = number_in(text)
    return text or "" if number is None else number


def _bookmark_form(**given) -> BookmarkForm:
    form = BookmarkForm(**given)
    form.offer(queries.folder_names(current_user))
    return form


def _edit_page(found: Bookmark, form: BookmarkForm, lost: bool = False, place_form: PlaceForm | None = None):
    """The page of a bookmark's form; `lost`: another window was faster."""
    theirs = None
    if lost:
        theirs, form.revision.data = differences(form.note.data or "", found.note), str(found.revision)
    order = queries.order_in(current_user, found.folder_id)
    place_form = place_form or PlaceForm(formdata=None, data={"to": str(order.index(found.id) + 1)})
    shown = queries.shown_to(current_user, [(found.kind, found.object_id)]).get((found.kind, found.object_id))
    page = render_template(
        "shelf/edit_bookmark.html", bookmark=found, form=form, place_form=place_form, count=len(order), shown=shown,
        theirs=theirs, back=address_of(found.folder_id),
    )  # fmt: skip
    return page, 409 if lost else max(form.status, place_form.status)
