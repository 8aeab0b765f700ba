"""The pages of forums and topics, and the deeds on topics. Posts have theirs in `post_views`, rooms in `room_views`.

What is said of a topic as a whole, its tags, stands in `about_views`.
"""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from community import clock
from community.errors import Invalid, NotFound
from community.forums import answers_policy, kinds, policy, threads
from community.forums.addresses import forum_url, post_url
from community.forums.commands import posts, topics
from community.forums.forms import MoveForm, PinForm, ReasonForm, RenameForm, ReplyForm, TopicForm
from community.forums.languages import language_of, wanted
from community.forums.queries import index, lists, rooms, solutions, tagged, thread, unread
from community.policy import require
from community.search.marks import asked
from community.tags.labels import split
from community.web import keeping
from community.web.access import open_to_all, signed_in
from community.web.forms import end_of
from community.web.keeping import kept_ready
from community.web.limits import account, limit

bp = Blueprint("forums", __name__)

SOLVED = {"yes": True, "no": False}


@bp.get("/discuss")
@open_to_all
@kept_ready(members=False)
def forum_index():
    """All forums, grouped by theme."""
    now = clock.now()
    counts = unread.counts(current_user, now) if current_user.is_authenticated else None
    return render_template(
        "forums/index.html", themes=index.forum_index(current_user, counts.forums if counts else {}), counts=counts,
        topic_lists=lists.LISTS, moment=now, may_manage=policy.may_manage_forums(current_user),
    )  # fmt: skip


@bp.get("/discuss/<slug>")
@open_to_all
@kept_ready("after", "language", "solved", "order", members=False)
def forum(slug: str):
    """A forum's topics, all or narrowed down; what is pinned stands on the first page only."""
    found = index.find_forum(slug, current_user)
    if elsewhere := threads.to_right_address(forum_url(found.slug)):
        return elsewhere
    now, narrowed = clock.now(), wanted(current_user)
    solved, by_help = SOLVED.get(request.args.get("solved", "")), request.args.get("order") == "helpful"
    narrowing = index.Narrowing(solved, by_help, narrowed.codes)
    page = index.topic_list(found, current_user, now, narrowing)
    return render_template(
        "forums/forum.html", forum=found, page=page, moment=now, narrowed=narrowed, narrowing=narrowing,
        has_questions=kinds.takes_questions(found),
        may_start=policy.may_start_topic(current_user, found), may_manage=policy.may_manage_forums(current_user),
    )  # fmt: skip


@bp.route("/discuss/<slug>/new", methods=["GET", "POST"])
@limit("20 per hour", by=account)
@signed_in
def start_topic(slug: str):
    """Begin a thread."""
    room = index.find_forum(slug, current_user)
    require(policy.may_start_topic(current_user, room))
    form = TopicForm()
    form.offer(kinds.taken_by(room))
    if form.validate_on_submit():
        try:
            topic = topics.start_topic(
                room, by=current_user, title=form.title.data, body=form.body.data, tags=split(form.tags.data or ""),
                kind=form.kind.data if form.kind else None, language=language_of(form), once=form.once.data,
            )  # fmt: skip
            return redirect(threads.address(topic))
        except Invalid as error:
            form.blame(error, at="body")
    return render_template("forums/start_topic.html", forum=room, form=form), form.status


@bp.get("/t/<int:topic_id>")
@bp.get("/t/<int:topic_id>/<slug>")
@bp.get("/t/<int:topic_id>/<slug>/<int:number>")
@open_to_all
def topic(topic_id: int, slug: str = "", number: int | None = None):
    """A thread, at the page that is asked for, or at the one that holds post `number`.

    Asked for neither, it opens for members where they go on reading; a hit of search, where its words are.
    """
    is_open = number is None and not {"page", "new"} & set(request.args) and not asked(request.args)
    if is_open and current_user.is_authenticated:
        keeping.differs_before()
        if where := threads.place_to_read_on(topic_id):
            return redirect(where)
    return _topic_page(topic_id, slug, number)


@kept_ready("page", "new")
def _topic_page(topic_id: int, slug: str, number: int | None):
    found, marks = thread.find_topic(topic_id, current_user), asked(request.args)
    post_id = thread.post_at(found, number) if number is not None else None
    if number is not None and post_id is None:
        raise NotFound()
    if number and post_id and number > found.last_number:  # a post that moved away after a split or merge
        return redirect(marks.onto(post_url(post_id)), 301)
    if found.about_kind:
        return redirect(marks.onto(threads.address(found, number, post_id)), 301)
    if elsewhere := threads.to_right_address(threads.address(found, number)):
        return elsewhere
    keeping.counts(partial(threads.views.note, found.id, 1))
    shown = threads.gather(found, threads.address(found), here=number, marks=marks)
    threads.tell_keeper(shown)
    title = marks.line(found.title, ("topic", found.id))
    plain = f"{shown.url}?page={shown.page.number}" if number is None else None  # nobody is led on to what is unread
    return render_template(
        "forums/topic.html", thread=shown, title=title, sought=marks, plain=plain, tags=tagged.tags_shown(found),
        solution=solutions.solution_of(found),
        **_topic_verdicts(found),
    )  # fmt: skip


@bp.route("/t/<int:topic_id>/reply", methods=["GET", "POST"])
@limit("60 per hour", by=account)
@signed_in
def reply(topic_id: int):
    """Answer; what is refused comes back with a reason and every word."""
    found = thread.find_topic(topic_id, current_user)
    require(policy.may_reply(current_user, found))
    form = ReplyForm()
    if form.validate_on_submit():
        if meanwhile := threads.meanwhile(found, form):
            return _after_others(found, form, meanwhile), 409
        try:
            said = {"body": form.body.data, "language": language_of(form), "once": form.once.data}
            post = posts.reply(found, by=current_user, **said)
            if post.topic_id != found.id:  # sent before, and moved since
                return redirect(threads.place(thread.find_post(post.id, current_user)))
            return redirect(threads.address(found, post.number, post.id))
        except Invalid as error:
            form.blame(error, at="body")
    return render_template("forums/reply.html", topic=found, form=form, back=threads.address(found)), form.status


def _after_others(found, form: ReplyForm, meanwhile: threads.Meanwhile) -> str:
    """What came while the reply was written, above the reply; once shown, the next send is posted."""
    form.seen.data = ""
    back = threads.address(found)
    return render_template("forums/reply.html", topic=found, form=form, back=back, meanwhile=meanwhile)


@bp.route("/t/<int:topic_id>/lock", methods=["GET", "POST"])
@signed_in
def lock_topic(topic_id: int):
    """Close a topic, with a reason that its page shows."""
    found = _moderated(topic_id)
    form = ReasonForm()
    if form.validate_on_submit():
        topics.lock_topic(found, by=current_user, reason=form.reason.data or "")
        return redirect(threads.address(found))
    return render_template("forums/lock_topic.html", topic=found, form=form, back=threads.address(found)), form.status


@bp.post("/t/<int:topic_id>/unlock")
@signed_in
def unlock_topic(topic_id: int):
    """Open it again."""
    found = _moderated(topic_id)
    topics.unlock_topic(found, by=current_user)
    return redirect(threads.address(found))


@bp.route("/t/<int:topic_id>/pin", methods=["GET", "POST"])
@signed_in
def pin_topic(topic_id: int):
    """Keep it first in its forum, until the end of a day if one is given."""
    found = _moderated(topic_id)
    form = PinForm()
    if form.validate_on_submit():
        try:
            topics.pin_topic(found, by=current_user, until=end_of(form.until.data))
            return redirect(threads.address(found))
        except Invalid as error:
            form.blame(error)
    return render_template("forums/pin_topic.html", topic=found, form=form, back=threads.address(found)), form.status


@bp.post("/t/<int:topic_id>/unpin")
@signed_in
def unpin_topic(topic_id: int):
    """Let it take its place among the others."""
    found = _moderated(topic_id)
    topics.unpin_topic(found, by=current_user)
    return redirect(threads.address(found))


@bp.route("/t/<int:topic_id>/rename", methods=["GET", "POST"])
@signed_in
def rename_topic(topic_id: int):
    """Give it another title."""
    found = thread.find_topic(topic_id, current_user)
    require(policy.may_rename_topic(current_user, found, clock.now()))
    form = RenameForm(obj=found)
    if form.validate_on_submit():
        topics.rename_topic(found, by=current_user, title=form.title.data)
        return redirect(threads.address(found))
    back = threads.address(found)
    return render_template("forums/rename_topic.html", topic=found, form=form, back=back), form.status


@bp.route("/t/<int:topic_id>/move", methods=["GET", "POST"])
@signed_in
def move_topic(topic_id: int):
    """Take it to another forum of this moderator."""
    found = _moderated(topic_id)
    form = MoveForm(forum=found.forum_id)
    form.forum.choices = [SelectChoice(*room) for room in rooms.choices(current_user, keep=found.forum_id)]
    if form.validate_on_submit():
        try:
            topics.move_topic(found, by=current_user, to=rooms.by_id(form.forum.data, current_user))
            flash(_("The topic has been moved."), "good")
            return redirect(threads.address(found))
        except Invalid as error:
            form.blame(error)
    return render_template("forums/move_topic.html", topic=found, form=form, back=threads.address(found)), form.status


def _moderated(topic_id: int):
    """The topic, if this person may lock, pin and move it. Raises NotFound, NotAllowed."""
    found = thread.find_topic(topic_id, current_user)
    require(policy.may_moderate_topic(current_user, found))
    return found


def _topic_verdicts(found) -> dict:
    return {
        "may_moderate": policy.may_moderate_topic(current_user, found),
        "may_rename": policy.may_rename_topic(current_user, found, clock.now()),
        "may_tag": policy.may_tag_topic(current_user, found, clock.now()),
        "may_change_kind": answers_policy.may_change_kind(current_user, found, clock.now()),
        "may_solve": answers_policy.may_solve_topic(current_user, found),
        "is_question": kinds.has_solution(found),
        "pinned": found.pin is not None and (found.pin.until is None or found.pin.until > clock.now()),
    }
