"""What long topics need: a jump to a place, what is new since a page was made, the summary, the whole on one page."""

from dataclasses import replace

from flask import Response, redirect, render_template, request, send_file
from flask_babel import get_locale
from flask_login import current_user

from community import clock
from community.errors import Invalid
from community.forums import threads, whole
from community.forums.addresses import post_url
from community.forums.commands import topic_files
from community.forums.models import NAMED
from community.forums.queries import long, newer, related, thread
from community.forums.views import bp
from community.members import login
from community.web import keeping
from community.web.access import open_to_all, signed_in
from community.web.forms import Form
from community.web.keeping import kept_ready
from community.web.limits import account, limit
from community.web.paging import whole_number


@bp.get("/t/<int:topic_id>/news")
@open_to_all
@kept_ready("after")
def news(topic_id: int):
    """One line: how many others have written since post number `after`, and the way to the first of them."""
    found = thread.find_topic(topic_id, current_user)
    if "after" not in request.args:
        return redirect(threads.address(found))
    came = newer.since(found, whole_number(request.args["after"]))
    theirs = newer.by_others(came, login.me())
    if found.forum.visibility == NAMED or not found.posts_count:
        keeping.only_once()
    keeping.shows("topic", found.id)
    for post in came:  # also for who asks now: what leaves out their own posts is no page for others
        keeping.differs_for(post.author_id, None)
    return render_template(
        "forums/news.html", topic=found, count=len(theirs), more=len(theirs) == newer.MOST,
        url=post_url(theirs[0].id) if theirs else None,
    )  # fmt: skip


@bp.get("/t/<int:topic_id>/related")
@open_to_all
@kept_ready()
def related_topics(topic_id: int):
    """Topics with a title like this one's; the topic's page fetches them when its foot comes near."""
    found = thread.find_topic(topic_id, current_user)
    rows = related.related(found, clock.now())
    if found.forum.visibility == NAMED or not found.posts_count:
        keeping.only_once()
    keeping.shows("topic", found.id, *(row.id for row in rows))
    return render_template("forums/related_topics.html", topic=found, rows=rows, back=threads.address(found))


@bp.get("/t/<int:topic_id>/at")
@open_to_all
def go_to(topic_id: int):
    """Lead to a place in the topic: ?number=, ?date=, ?to=first or ?to=last; what cannot be read is asked for again."""
    found = thread.find_topic(topic_id, current_user)
    asked = {name: " ".join(request.args.get(name, "").split())[:20] for name in ("number", "date", "to")}
    try:
        number, post_id = long.place_of(found, **asked)
    except Invalid as error:
        back = threads.address(found)
        return render_template("forums/go_to.html", topic=found, asked=asked, fault=error, back=back), 422
    return redirect(threads.address(found, number, post_id))


@bp.get("/t/<int:topic_id>/print")
@open_to_all
@kept_ready()
def print_topic(topic_id: int):
    """All of it on one page, for paper; what is too long for that comes as a file."""
    found = thread.find_topic(topic_id, current_user)
    if found.last_number > whole.LONGEST:
        return redirect(whole.file_url(found.id))
    rows = thread.posts_page(found, login.me(), 1, whole.LONGEST, clock.now(), str(get_locale()))
    rows = [threads.bare(row) for row in rows]
    threads.tell_keeper_of(found, rows)
    return render_template("forums/print_topic.html", topic=found, posts=rows, back=threads.address(found))


@bp.get("/t/<int:topic_id>/<slug>.md")
@open_to_all
def topic_as_markdown(topic_id: int, slug: str):
    """All of it as Markdown: what was written, by whom, when, where."""
    found = thread.find_topic(topic_id, current_user)
    if found.last_number > whole.LONGEST:
        return redirect(whole.file_url(found.id))
    if elsewhere := threads.to_right_address(whole.markdown_url(found)):
        return elsewhere
    text = "".join(whole.as_markdown(found))
    return whole.sent(Response(text, mimetype="text/markdown"), found)


@bp.route("/t/<int:topic_id>/file", methods=["GET", "POST"])
@limit("20 per day", by=account)  # each reads a whole long topic
@signed_in
def order_file(topic_id: int):
    """The whole topic as a file: order it, see how it stands, fetch it."""
    found, form, locale = thread.find_topic(topic_id, current_user), Form(), str(get_locale())
    if form.validate_on_submit():
        topic_files.order_file(found, by=login.me(), locale=locale)
        return redirect(whole.file_url(found.id))
    return render_template(
        "forums/order_file.html", topic=found, form=form, back=threads.address(found),
        file=topic_files.file_of(found, login.me()), ordered=topic_files.is_ordered(found, login.me(), locale),
    )  # fmt: skip


@bp.get("/t/<int:topic_id>/file/<name>")
@signed_in
def fetch_file(topic_id: int, name: str):
    """The file, for who ordered it, while they may read the topic."""
    found = thread.find_topic(topic_id, current_user)
    file = topic_files.file_named(found, login.me(), name)
    response = send_file(file.path, mimetype="text/markdown", max_age=0)
    response.headers["Cache-Control"] = "no-store"
    return whole.sent(response, found)


@bp.get("/t/<int:topic_id>/summary")
@open_to_all
@kept_ready()
def summary(topic_id: int):
    """The opening and what carries the talk, with what is left out."""
    found = thread.find_topic(topic_id, current_user)
    parts = long.summary(found, login.me(), clock.now(), str(get_locale()))
    parts = [replace(part, posts=[threads.bare(row) for row in part.posts]) for part in parts]
    shown = [row for part in parts for row in part.posts]
    threads.tell_keeper_of(found, shown)
    left_out = max(0, found.posts_count - len(shown))
    url = threads.address(found)
    return render_template("forums/summary.html", topic=found, parts=parts, left_out=left_out, back=url)
