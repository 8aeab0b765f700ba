"""Whatever is typed is plain text: no query is an error, none is taken for the engine's own language."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.db import db
from community.search.models import SearchDocument
from tests import people

ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
SIGNS = st.text("ab\"*-()&|!:<>^{}\\' ", max_size=40)
HOSTILE = (
    "'", '"', "''", '"""', "%", "_", "\\", "\\'", ";--", "' OR 1=1 --", "a AND b", "NOT", "OR", "NEAR(a b)",
    "a NEAR/2 b", "title:a", "{title body} : a", "^a", "a*", "*", "a:*", "a & b", "a | !b", "a <-> b", "(", ")",
    "((((", "-", "--", "-a", "a -", "\x00", "\ud800", "\u202e", "a\x00b", "$1", ":q", "%s", "%(q)s", "{}",
    "{{7*7}}", "<script>alert(1)</script>", "&amp;", "\uffff", "🙂", "a" * 5000, '"' * 300, "-" * 300, "a " * 300,
    "(" * 200, "ﷺ", "\u0301" * 100, "ORDER BY 1", "/*",
)  # fmt: skip


@pytest.mark.parametrize("q", HOSTILE)
def test_the_engines_own_language_is_plain_text(asha, room, visitor, q):
    people.topic(room, by=asha, title="Title", body="Body")
    response = visitor.get("/search", query_string={"q": q.encode("utf-8", "surrogatepass")})
    assert response.status_code in (200, 404)
    assert not people.soup(response).select("main script, .found .title a[href*=script]")
    assert db.session.scalar(db.select(db.func.count()).select_from(SearchDocument)) == 1


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    q=st.text(st.characters(exclude_categories=("Cs",)), max_size=60) | st.text("ab\"*-()&|!:<>^{}\\' ", max_size=40)
)
def test_no_query_is_an_error(app, q):
    response = app.test_client().get("/search", query_string={"q": q})
    assert response.status_code in (200, 404)


@pytest.mark.parametrize("query", ["q=a&q=b", "q=&kind=", "q=a&kind=&forum=&author=&from=&to=", "q[]=a", "q=%FF%FE"])
def test_odd_addresses_are_answered(visitor, query):
    assert visitor.get(f"/search?{query}").status_code in (200, 404)


@pytest.mark.parametrize("field", ["sort", "order", "order_by", "email", "password_hash", "scope_id", "scope", "tier"])
@pytest.mark.parametrize("value", ["id", "1", "email desc", "password_hash", "' OR 1=1 --"])
def test_no_other_parameter_reaches_a_column(asha, room, visitor, field, value):
    people.topic(room, by=asha, title="Pelicans")
    plain = people.words(visitor.get("/search?q=pelican"))
    assert people.words(visitor.get("/search", query_string={"q": "pelican", field: value})) == plain


@pytest.mark.parametrize("value", ["' OR 1=1 --", "1 OR 1", "%", "_", "\\", "kind:post", "topic' --", "asha%", "1;2"])
@pytest.mark.parametrize("field", ["kind", "forum", "author", "from", "to", "after", "before"])
def test_a_filter_takes_nothing_but_its_values(asha, room, visitor, field, value):
    people.topic(room, by=asha, title="Pelicans")
    assert visitor.get("/search", query_string={"q": "pelican", field: value}).status_code in (404, 422)


def test_a_cursor_that_was_tampered_with_is_a_missing_page(asha, room, visitor):
    people.replies(21, to=people.topic(room, by=asha), by=asha, body="A pelican")
    page = people.soup(visitor.get("/search?q=pelican"))
    onwards = page.select_one(".pager [rel=next]")["href"]
    assert visitor.get(onwards).status_code == 200
    assert visitor.get(onwards[:-1] + ("A" if onwards[-1] != "A" else "B")).status_code == 404
    assert visitor.get(onwards.replace("after=", "after=WzIsIDk5XQ.")).status_code == 404
