"""The pages of resources: the list, an entry, and the vote on it. Writing them is in `desk_views`."""

from functools import partial

from flask import Blueprint, current_app, render_template, request
from flask_login import current_user

from community.forums import threads
from community.policy import no
from community.ratings.queries import figure
from community.ratings.views import rate_subject
from community.resources import citation, policy, words
from community.resources.addresses import host_of, list_url, resource_url
from community.resources.dates import partial_date, period
from community.resources.languages import language_name
from community.resources.models import ACCESS, KIND, KINDS, Resource
from community.resources.queries import choices, entry, lists
from community.search.marks import NO_MARKS, Marks, asked
from community.settings import site
from community.tags.queries import tags_of
from community.text.show import dress
from community.web.access import open_to_all, signed_in
from community.web.keeping import kept_ready

bp = Blueprint("resources", __name__, url_prefix="/resources")
bp.add_app_template_filter(language_name, "language")
bp.add_app_template_filter(partial_date, "partial_date")
bp.add_app_template_filter(host_of, "host")


@bp.get("")
@open_to_all
@kept_ready(members=False)
def resource_list():
    """All public entries, narrowed and ordered as the address says."""
    filters = _filters()
    page = lists.resource_list(filters, current_user)
    return render_template(
        "resources/list.html", page=page, filters=filters, choices=choices.choices(current_user, filters.tag),
        sorts=_sorts(), list_url=list_url, may_add=policy.may_add_resource(current_user),
        may_manage=policy.may_manage_resources(current_user), own=_own_hidden(page),
    )  # fmt: skip


@bp.get("/<int:resource_id>")
@bp.get("/<int:resource_id>/<slug>")
@open_to_all
@kept_ready("page", members=False)
def resource(resource_id: int, slug: str = ""):
    """An entry with its rating and its comments."""
    found = entry.find_resource(resource_id, current_user)
    if elsewhere := threads.to_right_address(resource_url(found)):
        return elsewhere
    older, newer = entry.neighbours(found, current_user)
    marks = asked(request.args)
    thread = threads.gather(found.topic, resource_url(found), marks=marks) if policy.is_public(found) else None
    return render_template(
        "resources/resource.html", older=older, newer=newer, thread=thread, rating=figure(found, current_user),
        verdicts=_verdicts(found), sought=marks, **shown(found, marks),
    )  # fmt: skip


@bp.get("/<int:resource_id>/print")
@open_to_all
def print_resource(resource_id: int):
    """The entry alone with all its facts and addresses, for paper."""
    found = entry.find_resource(resource_id, current_user)
    return render_template("resources/print_resource.html", rating=figure(found, current_user), **shown(found))


@bp.post("/<int:resource_id>/rate")
@signed_in
def rate_resource(resource_id: int):
    """Take the vote, or take it back."""
    return rate_subject(KIND, resource_id)


def shown(found: Resource, marks: Marks = NO_MARKS) -> dict:
    """What every page of an entry shows."""
    picture, files = entry.files_of(found)
    tags = tags_of(KIND, [found.id]).get(found.id, [])
    permalink = current_app.config["URL"] + resource_url(found)
    return {
        "resource": found, "said": _said(found, marks), "state": entry.state_of(found), "picture": picture,
        "files": files, "tags": tags, "permalink": permalink, "list_url": list_url,
        "kind": words.KINDS[found.kind], "access": words.ACCESS[found.access] if found.access in ACCESS else "",
        "period": period(found.period_from, found.period_to), "cited": citation.cited(found, permalink, tags),
    }  # fmt: skip


def _said(found: Resource, marks: Marks) -> dict:
    """What an entry is found by, as the page shows it."""
    line = partial(marks.line, thing=(KIND, found.id))
    return {
        "title": line(found.title), "html": marks.html(dress(found.html), (KIND, found.id)),
        "authors": [line(name) for name in citation.authors_of(found)], "publisher": line(found.publisher),
        "audience": line(found.audience), "document_number": line(found.document_number),
        "questions": [line(question) for question in found.questions or ()],
    }  # fmt: skip


def _filters() -> lists.Filters:
    given = {name: request.args.get(name, "")[:100] for name in lists.NARROWING}
    year = given.pop("year")
    kind = given.pop("kind")
    sort = request.args.get("sort", "newest")
    return lists.Filters(
        **given, kind=kind if kind in KINDS else "", sort=sort if sort in _sorts() else "newest",
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
    )  # fmt: skip


def _sorts() -> dict:
    """The orders on offer. One by means, and its cursors, would tell those who have not voted what the site hides."""
    hidden = {"top"} if site().rating_hide_mean else set()
    return {name: label for name, label in words.SORTS.items() if name not in hidden}


def _own_hidden(page) -> list:
    """The member's own entries that others do not see yet, above the first page."""
    if not current_user.is_authenticated or page.newer:
        return []
    return lists.own_hidden(current_user)


def _verdicts(found: Resource) -> dict:
    nobody = no(None)
    if not current_user.is_authenticated:
        return dict.fromkeys(("edit", "withdraw", "remove", "restore", "decide", "history"), nobody)
    return {
        "edit": policy.may_edit_resource(current_user, found),
        "withdraw": policy.may_withdraw_resource(current_user, found),
        "remove": policy.may_remove_resource(current_user, found),
        "restore": policy.may_restore_resource(current_user, found),
        "decide": policy.may_decide_resource(current_user, found),
        "history": policy.may_read_history(current_user, found),
    }
