"""What a member says of a resource, apart from any form: commands take it, forms and archives make it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _

from community.errors import Invalid
from community.resources.dates import is_partial_date
from community.resources.models import ACCESS, FREE, KINDS
from community.text.links import can_open

# The columns that hold these facts; text, categories, tags and links have their own ways.
COLUMNS = (
    "title", "kind", "dimension_id", "access", "document_language", "publisher", "authors", "issued", "period_from",
    "period_to", "questions", "audience", "document_number", "picture_alt", "picture_credit", "picture_owner",
    "picture_source",
)  # fmt: skip


@dataclass(frozen=True)
class LinkFacts:
    """A link of a resource."""

    url: str
    title: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """All of an entry. `categories` are rows, `tags` are labels as they were typed."""

    title: str
    kind: str
    body: str
    categories: tuple = ()
    tags: tuple[str, ...] = ()
    links: tuple[LinkFacts, ...] = ()
    dimension_id: int | None = None
    access: str = FREE
    document_language: str = ""
    publisher: str = ""
    authors: str = ""
    issued: str = ""
    period_from: int | None = None
    period_to: int | None = None
    questions: list[str] = field(default_factory=list)
    audience: str = ""
    document_number: str = ""
    picture_alt: str = ""
    picture_credit: str = ""
    picture_owner: str = ""
    picture_source: str = ""
    comments_open: bool = True


def check(facts: Facts) -> None:
    """Raises Invalid for what no entry can say, whoever says it: a form, an archive, a program."""
    if facts.kind not in KINDS or facts.access not in ACCESS:
        raise Invalid(_("Please choose one of the kinds."), field="kind")
    if facts.issued and not is_partial_date(facts.issued):
        raise Invalid(_("Please write the date as 2010, 2010-07 or 2010-07-15."), field="issued")
    if facts.period_from and facts.period_to and facts.period_from > facts.period_to:
        raise Invalid(_("The period ends before it begins."), field="period_to")
    if not all(is_web_address(link.url) for link in facts.links):
        raise Invalid(_("A link needs a full address that begins with https:// or http://."), field="links")


def is_web_address(text: str) -> bool:
    """Whether a link may lead there: to a page of the web, under a name that does not read as another."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and can_open(text)
    except ValueError:
        return False
