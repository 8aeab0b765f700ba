"""Whatever is typed, wherever it is shown: parsed as a browser parses it, nothing can run.

Forms, columns and addresses are found, not listed: a new field, table or page is walked without a line here.
"""

import itertools

import pytest
from sqlalchemy import JSON, String

from community import settings
from community.db import db, transaction
from community.members.models import Member
from community.search.rebuild import rebuild
from community.text.columns import write
from community.text.rerender import text_models
from community.text.tidy import tidy
from tests import people, world
from tests.test_every_route import urls
from tests.test_odd_input import all_forms
from tests.text.payloads import PAYLOADS
from tests.web.harmless import faults_of

# Columns that people do not fill in as they like: keys, codes, choices, checked addresses.
INTERNAL = {
    "slug",
    "once",
    "html",
    "language",
    "locale",
    "timezone",
    "username",
    "username_key",
    "name_key",
    "label_key",
    "search_key",
    "key",
    "code",
    "alpha3",
    "admin",
    "time_zone",
    "kind",
    "role",
    "power",
    "scope",
    "action",
    "about_kind",
    "comments_on",
    "visibility",
    "posting",
    "access",
    "outcome",
    "issued",
    "document_language",
    "precision",
    "email",
    "pending_email",
    "password_hash",
    "token",
    "token_hash",
    "source_hash",
    "sha256",
    "content_type",
    "purpose_of",
    "url",
    "source_id",
}
OF_MACHINES = {"job", "job_turn", "stamp", "import_origin", "search_document", "site_setting", "rating_prior",
               "reserved_name", "place", "place_name", "place_link", "tag_link"}  # fmt: skip
WORDS = ("line1", "line2", "name", "tagline", "owner", "statement", "contact_name", "contact_organisation")
SEARCHES = ("script", "alert", "zz9", "javascript evil", '"onerror alert"', "</title><script>alert(1)</script>")
LAST = ("delete", "leave", "purge", "suspend", "remove", "withdraw", "refuse", "merge", "void", "end", "role", "lock")
TIDY = [tidy(payload) for payload in PAYLOADS]  # as every form hands them on
SENDABLE = [payload for payload in PAYLOADS if "\ud800" not in payload]  # what a form can carry
ALL = "\n\n".join(TIDY)
LISTED = 300  # characters in a row of a list that shows many


@pytest.fixture
def town(app):
    """One of everything."""
    return world.build()


def pieces(length: int, payloads=TIDY):
    """The payloads in portions of at most so many characters, again and again; none is cut that fits."""
    portion = ""
    for payload in itertools.cycle(payloads):
        if portion and len(portion) + 1 + len(payload) > length:
            yield portion
            portion = ""
        portion = f"{portion} {payload}".strip()[:length]


def fill(turn: int) -> None:
    """Put payloads into every column with words: on SQLite all of them into one row of each, whatever its length."""
    roomy = db.engine.dialect.name == "sqlite"
    with db.engine.begin() as connection:
        for table in db.metadata.sorted_tables:
            columns = [column for column in table.columns if _is_typed(column)] if table.name not in OF_MACHINES else []
            for column in columns:
                most = 2_000 if column.type.length is None else column.type.length
                portions = itertools.islice(pieces(min(most, LISTED)), turn * 7, None)
                for at, key in enumerate(connection.execute(db.select(*table.primary_key)).all()):
                    words = ALL if roomy and at == turn else next(portions)
                    here = [one == value for one, value in zip(table.primary_key, key, strict=True)]
                    connection.execute(table.update().where(*here).values({column.name: words}))
    db.session.expire_all()
    _fill_texts(turn)
    rebuild()


def _is_typed(column) -> bool:
    is_text = isinstance(column.type, String) and not isinstance(column.type, JSON)
    return is_text and not column.foreign_keys and not column.primary_key and column.name not in INTERNAL


def _fill_texts(turn: int) -> None:
    portions = itertools.islice(pieces(2_000), turn, None)
    with transaction() as session:
        for model in text_models():
            for at, row in enumerate(session.scalars(db.select(model)).unique()):
                write(row, ALL if at == turn else next(portions))
        settings.change(**{name: next(portions)[:250] for name in WORDS})
        resource = tables_row("resource")
        resource.questions = [payload[:300] for payload in TIDY[turn::3]]


def tables_row(name: str):
    """The first row of a table, as its model."""
    model = next(mapper.class_ for mapper in db.Model.registry.mappers if mapper.local_table.name == name)
    return db.session.scalars(db.select(model).limit(1)).unique().first()


def judged(answer, where: str) -> list[str]:
    """What an answer holds that could run, or that a browser could take for a page although it is none."""
    found: list[str] = []
    if answer.mimetype == "text/html":
        found = faults_of(answer.get_data(as_text=True), is_part=where.startswith("/preview"))
    elif answer.headers.get("X-Content-Type-Options") != "nosniff":
        found = ["may be sniffed"]
    if any(cookie.startswith("zz9") for cookie in answer.headers.getlist("Set-Cookie")):  # a payload tries to set it
        found.append("a header was added")
    answer.close()
    return [f"{where}: {fault}" for fault in found]


def doors(app, town) -> list[str]:
    """Faults of every page there is, for a guest, a member and an administrator, searches and answers to scripts."""
    found = []
    for who in (None, db.session.get(Member, town.ben.id), db.session.get(Member, town.ada.id)):
        person = people.signs_in(app, who) if who else people.visits(app)
        asked = [url for _endpoint, url in urls(app, town, "GET")]
        asked += [f"/search?q={words}" for words in SEARCHES] + [
            "/tags/suggest?q=s",
            "/places/find?q=x",
            "/resources?q=s",
        ]
        for url in asked:
            found += judged(person.get(url, follow_redirects=True), url)
    return found


def test_nothing_that_is_stored_can_run_on_any_page(app, town):
    with app.test_request_context():
        fill(0)
    found = doors(app, town)
    assert not found, "\n".join(found[:40])


def test_the_walk_reaches_what_people_write(app, town):
    """A walk that fills nothing would find nothing."""
    with app.test_request_context():
        fill(0)
    guest, ada = people.visits(app), people.signs_in(app, town.ada)
    for page in (guest.get("/"), guest.get(f"/t/{town.topic.id}/{town.topic.slug}"), ada.get("/admin/log")):
        assert "&lt;script&gt;" in page.get_data(as_text=True)
    assert "<mark>" in guest.get("/search?q=alert").get_data(as_text=True)


def text_fields(person, address: str, fields: dict) -> list[str]:
    """The fields of a form that take words."""
    return [
        name for name, given in fields.items() if name not in ("once", "revision", "next", "kind") and given != ["y"]
    ]


@pytest.mark.parametrize("length", [250, 9_000])
def test_nothing_that_is_sent_by_any_form_can_run(app, town, length):
    portions, found = pieces(length, SENDABLE), []
    forms = sorted(all_forms(app, town).items(), key=lambda form: any(word in form[0][1] for word in LAST))
    for (name, address, _names), fields in forms:
        who = {"guest": None, "ben": town.ben, "ada": town.ada}[name]
        names = text_fields(name, address, fields)
        for filled in [names, *([one] for one in names)] if length < 9_000 else [names]:
            person = people.signs_in(app, who) if who else people.visits(app)
            given = fields | {field: [next(portions)] for field in filled} | {"csrf_token": [person.token()]}
            answer = person.client.post(address, data=given, content_type="multipart/form-data", follow_redirects=True)
            found += judged(answer, f"{address} ({', '.join(filled)[:60]})")
            db.session.rollback()
    if length < 9_000:  # what is longer than its field was refused, and stands on no page
        found += doors(app, town)
    assert not found, "\n".join(found[:40])
