"""The deeds on one post: its permalink, quote, edit, remove, restore, purge, history."""

from flask import jsonify, redirect, render_template, request
from flask_login import current_user

from community import clock
from community.errors import Conflict, Invalid
from community.forums import policy, threads
from community.forums.addresses import post_url
from community.forums.commands import posts
from community.forums.diffs import differences
from community.forums.forms import EditForm, GivenReasonForm, ReasonForm, ReplyForm
from community.forums.models import Post
from community.forums.queries import history, thread
from community.forums.views import bp
from community.policy import require
from community.search.marks import asked
from community.text import quotes
from community.text.excerpts import excerpt
from community.web.access import open_to_all, signed_in
from community.web.errors import wants_json
from community.web.limits import account, limit


@bp.get("/p/<int:post_id>")
@open_to_all
def post(post_id: int):
    """The post's permalink: one redirect to where it stands now."""
    found = thread.find_post(post_id, current_user)
    return redirect(asked(request.args).onto(threads.place(found)))


@bp.route("/p/<int:post_id>/quote", methods=["GET", "POST"])
@limit("300 per hour", by=account)
@signed_in
def quote_post(post_id: int):
    """Quote the whole post, or the words in `selection`, into a reply; what is typed already stays before it."""
    found = thread.find_readable_post(post_id, current_user)
    require(policy.may_quote_post(current_user, found))
    words = quotes.quote(found.id, thread.username_of(found), found.source, request.values.get("selection"))
    if wants_json():
        return jsonify(text=words)
    form = ReplyForm()
    before = (form.body.data or "").rstrip()
    form.body.data = f"{before}\n\n{words}" if before else words
    back = threads.address(found.topic)
    return render_template("forums/reply.html", topic=found.topic, form=form, back=back)


@bp.route("/p/<int:post_id>/edit", methods=["GET", "POST"])
@limit("120 per hour", by=account)
@signed_in
def edit_post(post_id: int):
    """Change a post; if somebody else was faster, show both texts and lose neither."""
    found = thread.find_readable_post(post_id, current_user)
    require(policy.may_edit_post(current_user, found, clock.now()))
    kept = [found.language] if found.language else []
    form, theirs = EditForm(data={"body": found.source, "language": kept, "revision": str(found.revision)}), None
    if form.validate_on_submit():
        try:
            said = {"body": form.body.data, "reason": form.reason.data or "", "language": form.language.code}
            posts.edit(found, by=current_user, seen=form.seen(), **said)
            return redirect(threads.place(found))
        except Conflict:
            found = thread.find_readable_post(post_id, current_user)
            theirs = differences(form.body.data, found.source)
            form.revision.data = str(found.revision)
        except Invalid as error:
            found = thread.find_readable_post(post_id, current_user)  # the refusal let go of what was read before
            form.blame(error, at="body")
    shown = render_template("forums/edit_post.html", post=found, form=form, theirs=theirs, back=threads.place(found))
    return shown, 409 if theirs else form.status


@bp.route("/p/<int:post_id>/remove", methods=["GET", "POST"])
@signed_in
def remove_post(post_id: int):
    """Take a post out of sight: the author for no reason, a moderator for one that the author is told."""
    found = thread.find_post(post_id, current_user)
    require(policy.may_remove_post(current_user, found, clock.now()))
    form = ReasonForm() if found.author_id == current_user.id else GivenReasonForm()
    if form.validate_on_submit():
        posts.remove(found, by=current_user, reason=form.reason.data or "")
        return redirect(threads.place(found))
    return render_template("forums/remove_post.html", form=form, **_shown(found)), form.status


@bp.route("/p/<int:post_id>/restore", methods=["GET", "POST"])
@signed_in
def restore_post(post_id: int):
    """Bring a removed post back."""
    found = thread.find_post(post_id, current_user)
    require(policy.may_restore_post(current_user, found, clock.now()))
    if request.method == "POST":
        posts.restore(found, by=current_user)
        return redirect(threads.place(found))
    return render_template("forums/restore_post.html", **_shown(found))


@bp.route("/p/<int:post_id>/purge", methods=["GET", "POST"])
@signed_in
def purge_post(post_id: int):
    """Delete a removed post's text for good."""
    found = thread.find_post(post_id, current_user)
    require(policy.may_purge_post(current_user, found))
    form = GivenReasonForm()
    if form.validate_on_submit():
        posts.purge(found, by=current_user, reason=form.reason.data)
        return redirect(threads.place(found))
    return render_template("forums/purge_post.html", form=form, **_shown(found)), form.status


def _shown(found: Post) -> dict:
    """What the page of a deed tells of its post."""
    words = excerpt(found.html, 300) or excerpt(found.html, 300, quotes=True)
    return {"post": found, "words": words, "back": threads.place(found)}


@bp.get("/p/<int:post_id>/history")
@open_to_all
def post_history(post_id: int):
    """What the post said before, to everybody who may read what it says now."""
    found = thread.find_readable_post(post_id, current_user)
    back = post_url(found.id)
    return render_template("forums/post_history.html", post=found, changes=history.changes(found), back=back)
