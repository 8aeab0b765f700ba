"""Reading the search page, and the pages that its hits open."""

from community.forums.queries import thread
from tests import people


def hits(person, q: str, **more) -> list[str]:
    """The titles of what is found."""
    response = person.get("/search", query_string={"q": q} | more)
    assert response.status_code == 200, response.status_code
    return [link.get_text() for link in people.soup(response).select(".found .title a")]


def first_post(topic, by):
    return thread.find_post(thread.post_at(topic, 1), by)


def marks(response, within: str = "main") -> list[str]:
    """The words marked in a part of the page; what the line above says is left out."""
    assert response.status_code == 200, response.status_code
    found = people.soup(response).select(f"{within} mark")
    return [mark.get_text() for mark in found if not mark.find_parent(class_="sought")]


def opened(person, q: str, kind: str):
    """The page behind the first hit of that kind, and its address."""
    page = people.soup(person.get("/search", query_string={"q": q, "kind": kind}))
    url = page.select_one(".found .title a")["href"]
    answer = person.get(url)
    while answer.location:
        url = answer.location
        answer = person.get(url)
    return answer, url
