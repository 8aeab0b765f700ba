"""What members have read, and what they have not: the lists of topics, the way to the first unread post, the marks."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from community import clock
from community.errors import Invalid, NotFound
from community.forums import policy, threads
from community.forums.addresses import forum_url
from community.forums.commands import marks
from community.forums.forms import ReadAllForm, ReadForm
from community.forums.queries import index, lists, rooms, thread, unread
from community.forums.views import bp
from community.members import login
from community.policy import require
from community.web.access import open_to_all, signed_in
from community.web.errors import wants_json
from community.web.limits import account, limit, reader


@bp.get("/topics/<name>")
@signed_in
def topic_list(name: str):
    """A list of topics over all forums, or over one."""
    if name not in lists.LISTS:
        raise NotFound()
    now = clock.now()
    room = index.find_forum(request.args["forum"], current_user) if request.args.get("forum") else None
    return render_template(
        "forums/topics.html", name=name, topic_lists=lists.LISTS, forum=room, moment=now,
        page=lists.topics_in(name, login.me(), now, room), counts=unread.counts(login.me(), now),
    )  # fmt: skip


@bp.get("/t/<int:topic_id>/unread")
@open_to_all
def read_on(topic_id: int):
    """The topic's link in lists: to the first post that this member has not read, under a line."""
    where = threads.place_to_read_on(topic_id) if current_user.is_authenticated else None
    return redirect(where or threads.address(thread.find_topic(topic_id, current_user)))


@bp.post("/t/<int:topic_id>/read")
@limit("900 per hour", by=reader)  # pages are turned fast in search of something
@signed_in
def mark_read(topic_id: int):
    """The page tells that it was read; without script its reader does."""
    found = thread.find_topic(topic_id, current_user)
    require(policy.may_mark_read(current_user, found))
    form = ReadForm()
    if not form.validate_on_submit():
        raise Invalid(next(iter(form.errors.values()))[0])
    marks.mark_read(found, by=login.me(), number=form.number.data, first=form.first.data)
    if wants_json():
        return "", 204
    if form.number.data < found.last_number:
        return redirect(threads.address(found, form.number.data + 1))
    return redirect(url_for("forums.topic_list", name="unread") if found.about_kind else forum_url(found.forum.slug))


@bp.post("/p/<int:post_id>/unread")
@limit("300 per hour", by=account)
@signed_in
def mark_unread(post_id: int):
    """From this post on, the topic is unread; its page is left, since it would mark itself as read."""
    found = thread.find_post(post_id, current_user)
    require(policy.may_mark_unread(current_user, found.topic, clock.now()))
    marks.mark_unread(found, by=login.me())
    flash(_("The topic is unread from post %(number)s on.", number=found.number), "good")
    return redirect(url_for("forums.topic_list", name="unread"))


@bp.post("/discuss/<slug>/read")
@limit("120 per hour", by=account)
@signed_in
def mark_forum_read(slug: str):
    """All that stood in the forum when its page was made is read."""
    room = index.find_forum(slug, current_user)
    return _mark_all([room], back=forum_url(room.slug))


@bp.post("/topics/read")
@limit("120 per hour", by=account)
@signed_in
def mark_all_read():
    """The same for all that the member may see."""
    return _mark_all(rooms.visible(login.me()), back=url_for("forums.forum_index"))


def _mark_all(forums: list, back: str):
    form = ReadAllForm()
    if form.validate_on_submit():
        marks.mark_all_read(forums, by=login.me(), until=form.moment)
        flash(_("All is marked as read that stood there when you opened the page."), "good")
    else:
        flash(_("Please open the page again."), "bad")
    return redirect(back)
