"""Where administrators write the site's own pages and keep its quotations."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from community.errors import Conflict, Invalid
from community.forums.diffs import differences
from community.pages import commands, policy, queries
from community.pages.forms import NewPageForm, PageForm, QuotationEditForm, QuotationForm, TermsForm
from community.pages.models import Page
from community.pages.views import bp
from community.web.access import administrators
from community.web.locale import languages


@bp.get("/admin/pages")
@administrators
def list_pages():
    """Every page, with who wrote its present text."""
    return render_template("pages/list_pages.html", pages=queries.all_pages())


@bp.route("/admin/new-page", methods=["GET", "POST"])
@administrators
def create_page():
    """A further page."""
    form = _offering(NewPageForm())
    if form.validate_on_submit():
        try:
            page = commands.create_page(by=current_user, slug=form.slug.data or "", **_written(form))
            return redirect(_address(page))
        except Invalid as error:
            form.blame(error, at="body")
    return render_template("pages/create_page.html", form=form), form.status


@bp.route("/admin/pages/<slug>", methods=["GET", "POST"])
@administrators
def edit_page(slug: str):
    """Change a page; if somebody else was faster, show both texts and lose neither."""
    page = queries.find_page(slug)
    form, theirs = _form_of(page), None
    if form.validate_on_submit():
        try:
            renew = "new_terms" in form and form.new_terms.data
            commands.edit_page(page, by=current_user, seen=form.seen(), new_terms=renew, **_written(form))
            flash(_("The page has been changed."), "good")
            return redirect(_address(page))
        except Conflict as conflict:
            page = conflict.theirs
            theirs = differences(form.body.data, page.source)
            form.revision.data = str(page.revision)
        except Invalid as error:
            form.blame(error, at="body")
    may_delete = policy.may_delete_page(current_user, page)
    shown = render_template("pages/edit_page.html", page=page, form=form, theirs=theirs, may_delete=may_delete)
    return shown, 409 if theirs else form.status


@bp.get("/admin/pages/<slug>/history")
@administrators
def page_history(slug: str):
    """What the page said before."""
    page = queries.find_page(slug)
    return render_template("pages/page_history.html", page=page, changes=queries.changes(page))


@bp.post("/admin/pages/<slug>/delete")
@administrators
def delete_page(slug: str):
    """Delete a page that nothing in the frame links to."""
    page = queries.find_page(slug)
    commands.delete_page(page, by=current_user)
    flash(_("The page “%(title)s” has been deleted.", title=page.title), "good")
    return redirect(url_for("pages.list_pages"))


@bp.route("/admin/quotations", methods=["GET", "POST"])
@administrators
def list_quotations():
    """All quotations, and a form for one more."""
    form = _offering(QuotationForm())
    if form.validate_on_submit():
        commands.add_quotation(by=current_user, **_quoted(form))
        flash(_("The quotation has been added."), "good")
        return redirect(url_for("pages.list_quotations"))
    return render_template("pages/list_quotations.html", quotations=queries.quotations(), form=form), form.status


@bp.route("/admin/quotations/<int:quotation_id>", methods=["GET", "POST"])
@administrators
def edit_quotation(quotation_id: int):
    """Change a quotation or its place."""
    quotation = queries.find_quotation(quotation_id)
    form = _offering(QuotationEditForm(obj=quotation))
    if form.validate_on_submit():
        commands.edit_quotation(quotation, by=current_user, position=form.position.data, **_quoted(form))
        return redirect(url_for("pages.list_quotations"))
    return render_template("pages/edit_quotation.html", quotation=quotation, form=form), form.status


@bp.post("/admin/quotations/<int:quotation_id>/delete")
@administrators
def delete_quotation(quotation_id: int):
    """Take a quotation away."""
    commands.delete_quotation(queries.find_quotation(quotation_id), by=current_user)
    flash(_("The quotation has been deleted."), "good")
    return redirect(url_for("pages.list_quotations"))


def _offering(form):
    form.language.offer(languages())
    return form


def _form_of(page: Page) -> PageForm:
    kind = TermsForm if page.slug == "terms" else PageForm
    now = {"title": page.title, "body": page.source, "language": page.language, "revision": str(page.revision)}
    return _offering(kind(data=now))


def _written(form) -> dict:
    return {"title": form.title.data, "body": form.body.data, "language": form.language.data}


def _quoted(form) -> dict:
    names = ("text", "author", "year", "language")
    return {name: form[name].data if name == "language" else form[name].data or "" for name in names}


def _address(page: Page) -> str:
    return url_for("pages.page", slug=page.slug)
