"""Writing the site's own pages, keeping its quotations."""

from pathlib import Path

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, func, select

from community import audit, clock, settings
from community.db import db, insert_once, transaction
from community.errors import Conflict, Invalid, NotFound
from community.pages import policy
from community.pages.models import Page, PageRevision, Quotation
from community.policy import require
from community.text.columns import write
from community.text.render import VERSION, render
from community.web.slugs import slug_of

TEXTS = Path(__file__).parent / "texts"


def ensure_pages() -> list[str]:
    """Give a site the pages that its frame links to, where they are missing; answers which were made."""
    with transaction() as session:
        known = set(session.scalars(select(Page.slug)))
        return [slug for slug in policy.NEEDED if slug not in known and _first_text(slug)]


def _first_text(slug: str) -> bool:
    heading, _gap, source = (TEXTS / f"{slug}.md").read_text(encoding="utf-8").partition("\n")
    return insert_once(
        Page, slug=slug, title=heading.removeprefix("# "), source=source.strip(), html=render(source.strip()).html,
        renderer=VERSION, language="en", revision=1, updated_at=clock.now(),
    )  # fmt: skip


def create_page(*, by, title: str, body: str, slug: str = "", language: str | None = None) -> Page:
    """Add a page. Raises Invalid if its address is taken."""
    require(policy.may_edit_pages(by))
    slug = slug_of(slug or title)
    with transaction() as session:
        if session.scalar(select(exists().where(Page.slug == slug))):
            raise Invalid(_("There is a page of that address already."), field="slug")
        page = Page(slug=slug, title=title, language=language, updated_at=clock.now(), by_id=by.id)
        write(page, body)
        session.add(page)
        session.flush()
        audit.record("page.create", page, by=by, note=slug)
    return page


def edit_page(page: Page, *, by, title: str, body: str, seen: int, language=None, new_terms: bool = False) -> Page:
    """Replace a page's text; the old one stays as a revision. Raises Conflict if it changed since revision `seen`.

    `new_terms` (of the page of terms) asks every member to agree again.
    """
    require(policy.may_edit_pages(by))
    with transaction() as session:
        page = _held(page.id)
        if page.revision != seen:
            raise Conflict(_("Somebody changed this page while you were writing."), theirs=page)
        _keep_revision(session, page)
        write(page, body)
        page.title, page.language, page.revision = title, language, page.revision + 1
        page.updated_at, page.by_id = clock.now(), by.id
        audit.record("page.edit", page, by=by, note=page.slug)
        if new_terms and page.slug == "terms":
            version = settings.site().terms_version + 1
            settings.change(terms_version=version)
            audit.record("terms.renew", page, by=by, version=version)
    return page


def delete_page(page: Page, *, by) -> None:
    """Delete a page that the frame does not link to; the log keeps its title."""
    require(policy.may_delete_page(by, page))
    with transaction() as session:
        audit.record("page.delete", page, by=by, note=f"{page.slug}: {page.title}")
        session.delete(page)


def _held(page_id: int) -> Page:
    held = select(Page).where(Page.id == page_id).with_for_update().execution_options(populate_existing=True)
    page = db.session.scalar(held)
    if page is None:
        raise NotFound()
    return page


def _keep_revision(session, page: Page) -> None:
    session.add(
        PageRevision(
            page_id=page.id, revision=page.revision, title=page.title, source=page.source,
            written_at=page.updated_at, written_by_id=page.by_id,
        )
    )  # fmt: skip


def add_quotation(*, by, text: str, author: str = "", year: str = "", language=None, is_demo=False) -> Quotation:
    """Add a quotation after the others."""
    require(policy.may_edit_pages(by))
    with transaction() as session:
        position = (session.scalar(select(func.max(Quotation.position))) or 0) + 1
        quotation = Quotation(text=text, author=author, year=year, language=language, position=position)
        quotation.is_demo = is_demo
        session.add(quotation)
        session.flush()
        audit.record("quotation.create", quotation, by=by)
    return quotation


def edit_quotation(quotation: Quotation, *, by, **values) -> None:
    """Change a quotation: text, author, year, language, position."""
    require(policy.may_edit_pages(by))
    with transaction():
        for name, value in values.items():
            setattr(quotation, name, value)
        audit.record("quotation.edit", quotation, by=by)


def delete_quotation(quotation: Quotation, *, by) -> None:
    """Take a quotation away; the log keeps its words."""
    require(policy.may_edit_pages(by))
    with transaction() as session:
        audit.record("quotation.delete", quotation, by=by, note=quotation.text)
        session.delete(quotation)
