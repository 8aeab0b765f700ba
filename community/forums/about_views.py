"""What is said of a topic as a whole: the words by which it is found, and where it stands in the end."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from community import clock
from community.errors import Conflict, Invalid, NotFound
from community.forums import conclusion_policy, policy, threads
from community.forums.commands import conclusions as words
from community.forums.commands import topics
from community.forums.diffs import differences
from community.forums.forms import ConclusionForm, TagsForm
from community.forums.models import Topic
from community.forums.queries import conclusions, tagged, thread
from community.forums.views import bp
from community.policy import require
from community.tags.labels import split
from community.web.access import open_to_all, signed_in
from community.web.limits import account, limit


@bp.route("/t/<int:topic_id>/tag", methods=["GET", "POST"])
@limit("60 per hour", by=account)
@signed_in
def tag_topic(topic_id: int):
    """Choose the tags of a topic anew."""
    found = thread.find_topic(topic_id, current_user)
    require(policy.may_tag_topic(current_user, found, clock.now()))
    form = TagsForm(tags=", ".join(tag.label for tag in tagged.tags_shown(found)))
    if form.validate_on_submit():
        try:
            topics.tag_topic(found, by=current_user, labels=split(form.tags.data or ""))
            return redirect(threads.address(found))
        except Invalid as error:
            form.blame(error, at="tags")
    back = threads.address(found)
    return render_template("forums/tag_topic.html", topic=found, form=form, back=back), form.status


@bp.route("/t/<int:topic_id>/conclude", methods=["GET", "POST"])
@limit("60 per hour", by=account)
@signed_in
def conclude_topic(topic_id: int):
    """Say where the topic stands; if somebody else was faster, show both texts and lose neither."""
    found = thread.find_topic(topic_id, current_user)
    require(conclusion_policy.may_conclude_topic(current_user, found))
    form, theirs = ConclusionForm(data=_said(found)), None
    if form.validate_on_submit():
        given = {"body": form.body.data, "seen": form.seen(), "look_again_on": form.look_again_on.data}
        try:
            words.conclude_topic(found, by=current_user, **given)
            return redirect(threads.address(found))
        except Conflict:
            found = thread.find_topic(topic_id, current_user)
            there = _said(found)
            theirs, form.revision.data = differences(form.body.data, there["body"]), there["revision"]
        except Invalid as error:
            found = thread.find_topic(topic_id, current_user)  # the refusal let go of what was read before
            form.blame(error, at="body")
    facts = {"topic": found, "form": form, "theirs": theirs, "back": threads.address(found)}
    return render_template("forums/conclude_topic.html", **facts), 409 if theirs is not None else form.status


@bp.route("/t/<int:topic_id>/withdraw-conclusion", methods=["GET", "POST"])
@signed_in
def withdraw_conclusion(topic_id: int):
    """Take the closing word back."""
    found = thread.find_topic(topic_id, current_user)
    require(conclusion_policy.may_withdraw_conclusion(current_user, found))
    if request.method == "POST":
        words.withdraw_conclusion(found, by=current_user)
        return redirect(threads.address(found))
    said = conclusions.of_topic(found, current_user)
    return render_template("forums/withdraw_conclusion.html", topic=found, said=said, back=threads.address(found))


@bp.get("/t/<int:topic_id>/conclusions")
@open_to_all
def conclusion_history(topic_id: int):
    """What the closing word said before, to everybody who may read what it says now."""
    found = thread.find_topic(topic_id, current_user)
    if not conclusion_policy.may_read_conclusions(current_user, found):
        raise NotFound()
    changes = conclusions.changes(found, current_user)
    return render_template("forums/conclusions.html", topic=found, changes=changes, back=threads.address(found))


@bp.get("/look-again")
@signed_in
def look_again():
    """The topics of this member whose day to look again has come."""
    return render_template("forums/look_again.html", rows=conclusions.to_look_at(current_user))


@bp.post("/t/<int:topic_id>/looked-again")
@signed_in
def looked_again(topic_id: int):
    """Take a topic from that list."""
    words.looked_again(thread.find_topic(topic_id, current_user), by=current_user)
    flash(_("The topic is off your list."), "good")
    return redirect(url_for("forums.look_again"))


def _said(topic: Topic) -> dict:
    """What the form begins with."""
    said = topic.conclusion
    known = {"revision": str(said.revision if said else 0), "body": "", "look_again_on": None}
    return known | {"body": said.source, "look_again_on": said.look_again_on} if said and said.stands else known
