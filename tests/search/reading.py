"""Reading the search page."""

from community.forums.queries import thread
from tests import people


def hits(person, q: str, **more) -> list[str]:
    """The titles of what is found."""
    response = person.get("/search", query_string={"q": q} | more)
    assert response.status_code == 200, response.status_code
    return [link.get_text() for link in people.soup(response).select(".found .title a")]


def first_post(topic, by):
    return thread.find_post(thread.post_at(topic, 1), by)
