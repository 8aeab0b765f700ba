"""Whatever a form is sent, it answers with a page of its own: no field of any form can break the site.

What is refused changes nothing, and what was typed is still there.

The forms are those that the pages show, so that a new one needs no line here.
"""

import pytest
from bs4 import BeautifulSoup

from community.db import db
from community.members.models import LoginSession
from community.text.tidy import tidy
from tests import people, world
from tests.media.conftest import picture
from tests.test_every_route import urls, writes

NOT_SENT, TWICE, A_FILE = object(), object(), object()
ODD = {
    "NUL and controls": "a\x00b\x1b[2J\u202e\u0000",
    "letters that unfold": "\ufdfa" * 60,
    "no characters": "a\ufffe\uffff\U0001ffff\u2066\u202d\ufeffb",
    "broken bytes": b"a\xed\xa0\x80\xff\xc3b",
    "too long": "x" * 70_000,
    "a line break": "a\r\nBcc: everybody@example.org\r\n",
    "a great number": "9" * 4_500,
    "beyond the columns": str(2**63),
    "digits of others": "²",
    "the last day": "9999-12-31",
    "a quote of nothing": "> [@ana](/p/999999999999999999):\n>\n> Words.",
    "nothing": "",
    "not sent": NOT_SENT,
    "sent twice": TWICE,
    "a file": A_FILE,
}


@pytest.fixture
def town(app):
    """One of everything."""
    return world.build()


def forms_of(person: people.Person, url: str) -> list[tuple[str, dict[str, list[str]]]]:
    """(address, {field: values as the page gives them}) of each form of a page that changes something."""
    answer = person.get(url)
    if answer.status_code != 200 or answer.mimetype != "text/html":
        answer.close()  # a file that was opened to be sent
        return []
    found = []
    for form in _quickly(answer).select("form[method=post]"):
        fields: dict[str, list[str]] = {}
        for part in form.select("input[name], textarea[name], select[name]"):
            if part["name"] != "csrf_token" and part.get("type") != "submit":
                fields.setdefault(part["name"], []).extend(_given(part))
        if fields:
            found.append((form.get("action") or url, fields))
    return found


def _quickly(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.get_data(as_text=True), "html.parser")  # not as a browser would, but in a fifth


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


class At:
    """Whoever sends the forms: signed in again where a form has ended the session."""

    def __init__(self, app, who):
        self.app, self.who, self.person = app, who, None

    def come(self) -> people.Person:
        """The person, at a browser."""
        if self.who is None:
            return people.visits(self.app)
        sessions = db.select(db.func.count()).select_from(LoginSession).where(LoginSession.member_id == self.who.id)
        if self.person is None or not db.session.scalar(sessions):
            self.person = people.signs_in(self.app, self.who)
        return self.person


def sent(fields: dict, field: str, odd) -> dict:
    """The form with one odd field."""
    rest = {key: given for key, given in fields.items() if key != field}
    if odd is NOT_SENT:
        return rest
    if odd is TWICE:
        return rest | {field: [*(fields[field] or ["a"]), "9", "b"]}
    return rest | {field: [(picture((8, 8)), "a.png") if odd is A_FILE else odd]}


def is_lost(answer, field: str, odd) -> bool:
    """Whether a refused form is shown again without the text that stood in this field; it may be cut."""
    if answer.status_code != 422 or not isinstance(odd, str) or not odd.strip():
        return False
    shown = _quickly(answer).select(f"input[name='{field}'][type=text]:not([hidden]), textarea[name='{field}']")
    return any(not _letters(tidy(odd)).startswith(_letters(one.get("value") or one.text) or " ") for one in shown)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def posted(person: people.Person, address: str, fields: dict):
    """The answer to a form with these values."""
    with_token = {"csrf_token": [person.token()]} | fields
    return person.client.post(address, data=with_token, content_type="multipart/form-data")


@pytest.mark.parametrize("odd", ODD)
def test_no_field_breaks_the_site(app, town, odd):
    value, broken = ODD[odd], []
    senders = {"guest": At(app, None), "ben": At(app, town.ben), "ada": At(app, town.ada)}
    for (name, address, _names), fields in all_forms(app, town).items():
        for field in fields:
            answers, person, given = [], senders[name].come(), sent(fields, field, value)
            with writes() as written:
                status = outcome(lambda: answers.append(posted(person, address, given)) or answers[0])  # noqa: B023
            where = f"{name}: {field} of {address}: {status}"
            if isinstance(status, str) or status >= 500:
                broken.append(where)
            elif status >= 400 and written and value is not A_FILE:  # a good one is kept for the form's next turn
                broken.append(f"{where}, and {written}")
            elif is_lost(answers[0], field, value):
                broken.append(f"{where}, and what was typed is lost")
    assert not broken, "\n".join(broken)


def test_a_megabyte_in_every_field_is_refused(app, town):
    broken = []
    senders = {"guest": At(app, None), "ben": At(app, town.ben), "ada": At(app, town.ada)}
    for (name, address, _names), fields in all_forms(app, town).items():
        given, person = dict.fromkeys(fields, ["é" * 500_000]), senders[name].come()
        with writes() as written:
            status = outcome(lambda: posted(person, address, given))  # noqa: B023 - called at once
        if isinstance(status, str) or status >= 500 or (status >= 400 and written):
            broken.append(f"{name}: {address}: {status} {written}")
    assert not broken, "\n".join(broken)


# Each group in one address: what names no page is asked apart from what narrows one.
ASKED = (
    ("page", "number"), ("after", "first", "last"), ("before",), ("forum", "kind", "year"),
    ("q", "tag", "sort", "place", "category", "dimension", "next", "selection", "from", "to", "author", "action",
     "member", "state", "role", "language", "form", "of", "date", "words", "new", "solved", "order", "moved", "removed",
     "by", "text"),
)  # fmt: skip
IN_ADDRESSES = (
    "", "0", "-1", "²", "9" * 4_500, str(2**31), str(2**63), "1e9", "1e999", "NaN", "abc", "a\r\nb", "\ufdfa" * 60,
    "9999-12-31", "'\"\\%_", ["1", "2"], "WyJ4Il0.tampered", b"\xff\xed\xa0\x80",
)  # fmt: skip


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
