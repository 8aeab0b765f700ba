"""What is said of a topic as a whole: the words by which it is found."""

from flask import redirect, render_template
from flask_login import current_user

from community import clock
from community.errors import Invalid
from community.forums import policy, threads
from community.forums.commands import topics
from community.forums.forms import TagsForm
from community.forums.queries import tagged, thread
from community.forums.views import bp
from community.policy import require
from community.tags.labels import split
from community.web.access import signed_in
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
