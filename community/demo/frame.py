"""What the demonstration puts around its content: quotations, pages, the site's name. Only where nobody wrote yet."""

from sqlalchemy import delete, select

from community import clock, settings
from community.demo.content import Content
from community.members.models import Member
from community.pages.commands import add_quotation, ensure_pages
from community.pages.models import Page, Quotation
from community.settings import Setting
from community.text.columns import write
from community.text.tidy import tidy


def make_quotations(content: Content, host: Member) -> None:
    """The quotations of the side column."""
    for quotation in content.quotations:
        add_quotation(by=host, is_demo=True, **quotation)


def write_pages(session, content: Content) -> None:
    """The demonstration's own About, rules and so on, in place of the first texts, which nobody has touched yet."""
    ensure_pages()
    for page in session.scalars(select(Page).where(Page.revision == 1, Page.by_id.is_(None))):
        if page.slug in content.pages:
            words = content.pages[page.slug]
            write(page, words["body"])
            page.title, page.updated_at = words["title"], clock.now()


def restore_pages(session, content: Content) -> None:
    """Where the demonstration's text still stands, the first one comes back."""
    for page in session.scalars(select(Page)).all():
        if page.slug in content.pages and page.source == tidy(content.pages[page.slug]["body"]):
            session.execute(delete(Page).where(Page.id == page.id))
            session.expunge(page)
    ensure_pages()


def present(content: Content) -> None:
    """The site's name and words, where they are still as they came."""
    untouched = settings.Site()
    present = settings.site()
    wanted = {name: value for name, value in content.site.items() if name in settings.NAMES}
    same = {name for name in wanted if getattr(present, name) == getattr(untouched, name)}
    settings.change(**{name: wanted[name] for name in same})


def forget(session, content: Content) -> None:
    """Take back what nobody has changed since."""
    session.execute(delete(Quotation).where(Quotation.is_demo))
    present = settings.site()
    ours = [name for name, value in content.site.items() if name in settings.NAMES and getattr(present, name) == value]
    session.execute(delete(Setting).where(Setting.name.in_(ours)))
    session.info.pop("site", None)
