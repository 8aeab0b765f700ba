"""The addresses of resources: promises, so they are made in one place. The number decides, the slug only explains."""

from urllib.parse import quote, urlencode

from community.resources.models import Resource
from community.text import links


def resource_url(resource: Resource) -> str:
    """An entry's page."""
    return entry_url(resource.id, resource.slug)


def entry_url(resource_id: int, slug: str) -> str:
    """An entry's page, from its two columns."""
    return f"/resources/{resource_id}/{quote(slug)}"


def host_of(url: str) -> str:
    """On which site a link leads: "example.org"; a name in letters of several scripts stands in its coded form."""
    return links.host_of(links.coded(url)).removeprefix("www.") or url


def list_url(**filters) -> str:
    """The list, narrowed by filters; empty ones are left out."""
    given = {name: value for name, value in filters.items() if value}
    return f"/resources?{urlencode(given)}" if given else "/resources"
