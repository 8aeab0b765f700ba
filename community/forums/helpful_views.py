"""Finding posts helpful: the press, who pressed, what helped most, and what I marked.

How many pressed is the same for everybody, and stands in the page that is kept ready; each press makes it anew. That I
pressed is mine: a script asks for it (/t/7/mine), only on a page where somebody pressed, for one statement, and the
pages stay everybody's. Told to the keeper instead, each who pressed would have the whole page made for them for ever.
Without script the press itself tells: the second one leads to the page that takes the first back.
"""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from community.errors import NotFound
from community.forums import answers_policy, threads
from community.forums.addresses import post_url
from community.forums.commands import helpful_marks
from community.forums.queries import helpful, thread
from community.forums.views import bp
from community.web.access import open_to_all, signed_in
from community.web.errors import wants_json
from community.web.limits import account, limit
from community.web.paging import number_in

MOST = 100  # posts on a page of a topic, see the settings of the site


@bp.post("/p/<int:post_id>/helpful")
@limit("600 per hour", by=account)
@signed_in
def mark_helpful(post_id: int):
    """Find a post helpful, or (helpful=no) take that back."""
    found = thread.find_readable_post(post_id, current_user)
    if request.form.get("helpful") == "no":
        helpful_marks.unmark_helpful(found, by=current_user)
        return _marked(post_id, False, _("Your mark is taken back."))
    if not helpful_marks.mark_helpful(found, by=current_user) and not wants_json():
        return redirect(url_for("forums.helped", post_id=post_id))
    return _marked(post_id, True, _("You marked this post as helpful."))


def _marked(post_id: int, mine: bool, words: str):
    found = thread.find_post(post_id, current_user)
    if wants_json():
        return jsonify(mine=mine, count=found.helpful_count, words=_count_of(found.helpful_count))
    flash(words, "good")
    if request.args.get("from") == "list":
        return redirect(url_for("forums.my_helpful_marks"))
    return redirect(threads.place(found))


def _count_of(number: int) -> str:
    return ngettext("%(num)s found this helpful", "%(num)s found this helpful", number)


@bp.get("/p/<int:post_id>/helpful")
@open_to_all
def helped(post_id: int):
    """How many found the post helpful; who, as far as the site tells; and one's own mark, to give or take back."""
    found = thread.find_readable_post(post_id, current_user)
    may_see = answers_policy.may_see_helped(current_user)
    return render_template(
        "forums/helped.html", post=found, may_see=may_see, page=helpful.helped_by(found) if may_see else None,
        mine=helpful.mark_of(found, current_user), may_mark=answers_policy.may_mark_helpful(current_user, found),
        back=post_url(found.id),
    )  # fmt: skip


@bp.get("/t/<int:topic_id>/helpful")
@open_to_all
def most_helpful(topic_id: int):
    """The posts of a topic that helped most."""
    found = thread.find_topic(topic_id, current_user)
    rows = helpful.most_helpful_in(found, current_user)
    return render_template("forums/most_helpful.html", topic=found, rows=rows, back=threads.address(found))


@bp.get("/t/<int:topic_id>/mine")
@signed_in
def mine(topic_id: int):
    """Which of the posts number `first` to `last` I found helpful, for the page that shows them; 304 if as before."""
    first, last = (number_in(request.args.get(name, "")) for name in ("first", "last"))
    if first is None or last is None or not 0 < first <= last < first + MOST:
        raise NotFound()
    found = thread.find_topic(topic_id, current_user)
    answer = jsonify(helpful=helpful.marked_on(found, current_user, first, last))
    answer.add_etag()
    return answer.make_conditional(request)


@bp.get("/helpful")
@signed_in
def my_helpful_marks():
    """What I found helpful, the latest first."""
    return render_template("forums/my_helpful_marks.html", page=helpful.marked_by(current_user))
