"""Whatever a form is sent, it answers with a page of its own: no field of any form can break the site.

The forms are those that the pages show, so that a new one needs no line here.
"""

import pytest

from community.db import db
from tests import people, world
from tests.test_every_route import urls

NOT_SENT = object()
ODD = {
    "NUL and controls": "a\x00b\x1b[2J\u202e\u0000",
    "letters that unfold": "\ufdfa" * 60,
    "too long": "x" * 70_000,
    "a line break": "a\r\nBcc: everybody@example.org\r\n",
    "a great number": "9" * 4_500,
    "beyond the columns": str(2**63),
    "digits of others": "²",
    "the last day": "9999-12-31",
    "a quote of nothing": "> [@ana](/p/999999999999999999):\n>\n> Words.",
    "nothing": "",
    "not sent": NOT_SENT,
}


@pytest.fixture
def town(app):
    """One of everything."""
    return world.build()


def forms_of(person: people.Person, url: str) -> list[tuple[str, dict[str, list[str]]]]:
    """(address, {field: values as the page gives them}) of each form of a page that changes something."""
    answer = person.get(url)
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return []
    found = []
    for form in people.soup(answer).select("form[method=post]"):
        fields: dict[str, list[str]] = {}
        for part in form.select("input[name], textarea[name], select[name]"):
            if part["name"] != "csrf_token" and part.get("type") != "submit":
                fields.setdefault(part["name"], []).extend(_given(part))
        if fields:
            found.append((form.get("action") or url, fields))
    return found


def _given(part) -> list[str]:
    if part.name == "textarea":
        return [part.text]
    if part.name == "select":
        chosen = part.select_one("option[selected]") or part.select_one("option")
        return [chosen.get("value", chosen.text)] if chosen else []
    if part.get("type") in ("checkbox", "radio"):
        return [part.get("value", "y")] if part.has_attr("checked") else []
    return [] if part.get("type") == "file" else [part.get("value", "")]


def all_forms(app, town) -> dict[tuple, dict]:
    """Every form that a visitor, a member or the administrator finds, each once, with who finds it."""
    who = {"guest": people.visits(app), "ben": people.signs_in(app, town.ben), "ada": people.signs_in(app, town.ada)}
    found: dict[tuple, dict] = {}
    for name, person in who.items():
        for _endpoint, url in urls(app, town, "GET"):
            for address, fields in forms_of(person, url):
                found.setdefault((name, address, tuple(fields)), fields)
    return found


def outcome(ask) -> int | str:
    """The status of the answer, or the name of an error that got through."""
    try:
        answer = ask()
        answer.close()
        return answer.status_code
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:200]}"
    finally:
        db.session.rollback()


def posted(person: people.Person, address: str, fields: dict):
    """The answer to a form with these values."""
    with_token = {"csrf_token": [person.token()]} | fields
    return person.client.post(address, data=with_token, content_type="multipart/form-data")


@pytest.mark.parametrize("odd", ODD)
def test_no_field_breaks_the_site(app, town, odd):
    value, broken = ODD[odd], []
    for (name, address, _names), fields in all_forms(app, town).items():
        who = {"guest": None, "ben": town.ben, "ada": town.ada}[name]
        for field in fields:
            person = people.signs_in(app, who) if who else people.visits(app)
            sent = {key: given for key, given in fields.items() if key != field}
            given = sent if value is NOT_SENT else sent | {field: [value]}
            status = outcome(lambda: posted(person, address, given))  # noqa: B023 - called at once
            if isinstance(status, str) or status >= 500:
                broken.append(f"{name}: {field} of {address}: {status}")
    assert not broken, "\n".join(broken)


# Each group in one address: what names no page is asked apart from what narrows one.
ASKED = (
    ("page",), ("after",), ("before",), ("forum", "kind", "year"),
    ("q", "tag", "sort", "place", "category", "dimension", "next", "selection", "from", "to", "author", "action",
     "member", "state", "role", "language", "form", "of"),
)  # fmt: skip
IN_ADDRESSES = ("", "-1", "²", "9" * 4_500, str(2**31), "a\r\nb", "\ufdfa" * 60, "9999-12-31", "'\"\\%_")


@pytest.mark.parametrize("odd", IN_ADDRESSES, ids=lambda odd: ascii(odd)[:12])
def test_no_question_in_an_address_breaks_the_site(app, town, odd):
    broken, person = [], people.signs_in(app, town.ada)
    for endpoint, url in urls(app, town, "GET"):
        for names in ASKED:
            asked = dict.fromkeys(names, odd)
            status = outcome(lambda: person.get(url, query_string=asked))  # noqa: B023 - called at once
            if isinstance(status, str) or status >= 500:
                broken.append(f"{endpoint}?{'&'.join(names)}: {status}")
    assert not broken, "\n".join(broken)
