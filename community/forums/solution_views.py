"""What kind of topic it is, and which post answers a question."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from community import clock
from community.errors import Invalid
from community.forums import answers_policy, kinds, threads
from community.forums.commands import solutions
from community.forums.forms import KindForm
from community.forums.queries import thread
from community.forums.views import bp
from community.policy import require
from community.web.access import signed_in


@bp.route("/t/<int:topic_id>/kind", methods=["GET", "POST"])
@signed_in
def change_kind(topic_id: int):
    """Make it a question, or a discussion."""
    found = thread.find_topic(topic_id, current_user)
    require(answers_policy.may_change_kind(current_user, found, clock.now()))
    form = KindForm(obj=found)
    offered = [kind for kind in kinds.KINDS.values() if kind.name in (*found.forum.kinds, found.kind)]
    form.kind.choices = [SelectChoice(*choice) for choice in kinds.choices(offered)]
    if form.validate_on_submit():
        try:
            solutions.change_kind(found, by=current_user, kind=form.kind.data)
            return redirect(threads.address(found))
        except Invalid as error:
            form.blame(error)
    back = threads.address(found)
    return render_template("forums/change_kind.html", topic=found, form=form, back=back), form.status


@bp.post("/p/<int:post_id>/solve")
@signed_in
def solve_topic(post_id: int):
    """Make the post the solution of its question."""
    found = thread.find_post(post_id, current_user)
    solutions.solve_topic(found, by=current_user)
    flash(_("This post is the solution now. It stands at the top of the question too."), "good")
    return redirect(threads.place(found))


@bp.post("/t/<int:topic_id>/unsolve")
@signed_in
def unsolve_topic(topic_id: int):
    """Open the question again."""
    found = thread.find_topic(topic_id, current_user)
    require(answers_policy.may_solve_topic(current_user, found))
    solutions.unsolve_topic(found, by=current_user)
    flash(_("The question is open again."), "good")
    return redirect(threads.address(found))
