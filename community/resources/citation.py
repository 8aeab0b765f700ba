"""An entry as other programs read it: schema.org facts, and the tags that reference managers look for."""

from dataclasses import dataclass

from community.resources.models import FREE, GUIDELINE, MEDIA, NEWS, RESEARCH, TOOL, Resource

SCHEMA = {
    NEWS: "NewsArticle",
    RESEARCH: "ScholarlyArticle",
    TOOL: "LearningResource",
    GUIDELINE: "Report",
    MEDIA: "MediaObject",
}


@dataclass(frozen=True)
class Cited:
    """`facts` are JSON-LD, without the rating, which stands in the page; `meta` are pairs for meta elements."""

    type: str
    facts: dict
    meta: list[tuple[str, str]]
    authors: list[str]


def cited(resource: Resource, url: str, tags) -> Cited:
    """What programs may know of the entry."""
    authors = authors_of(resource)
    kind = SCHEMA[resource.kind]
    return Cited(kind, _facts(resource, url, tags, authors, kind), _meta(resource, authors), authors)


def authors_of(resource: Resource) -> list[str]:
    """The authors of the document, one by one."""
    return [name.strip() for name in resource.authors.split(";") if name.strip()]


def _facts(resource: Resource, url: str, tags, authors: list[str], kind: str) -> dict:
    known = {
        "@context": "https://schema.org", "@type": kind, "@id": url, "url": url, "name": resource.title,
        "headline": resource.title[:110], "abstract": resource.excerpt, "datePublished": resource.issued,
        "inLanguage": resource.document_language, "publisher": _named("Organization", resource.publisher),
        "author": [_named("Person", name) for name in authors], "keywords": [tag.label for tag in tags],
        "isAccessibleForFree": resource.access == FREE, "sameAs": [link.url for link in resource.links],
        "identifier": resource.document_number,
    }  # fmt: skip
    return {name: value for name, value in known.items() if value not in ("", [], None)}


def _named(kind: str, name: str) -> dict | None:
    return {"@type": kind, "name": name} if name else None


def _meta(resource: Resource, authors: list[str]) -> list[tuple[str, str]]:
    pairs = [("citation_title", resource.title), *(("citation_author", name) for name in authors)]
    pairs += [
        ("citation_publisher", resource.publisher),
        ("citation_publication_date", resource.issued.replace("-", "/")),
        ("citation_language", resource.document_language),
        ("citation_technical_report_number", resource.document_number),
    ]
    return [(name, value) for name, value in pairs if value]
