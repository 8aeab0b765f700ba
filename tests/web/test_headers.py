"""Every answer, whatever it is, tells the browser what may run and what may be kept: nothing by default."""

import re

import pytest
from sqlalchemy.exc import OperationalError

import config
from app import create_app
from community.db import db
from community.media import commands as media
from tests import people, world
from tests.media.conftest import docx, media_folder  # noqa: F401
from tests.test_every_route import refuse, urls
from tests.web.test_bounds import LONGEST_LINE

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
NEVER = ("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "X-Powered-By")


@pytest.fixture
def town(app, media_folder):  # noqa: F811
    """One of everything."""
    return world.build()


def policy(answer) -> dict[str, str]:
    """The Content-Security-Policy, taken apart."""
    rules = [rule.split(None, 1) for rule in answer.headers["Content-Security-Policy"].split(";")]
    return {name: rest[0] if rest else "" for name, *rest in rules}


def faults_of(answer) -> list[str]:
    """What is missing in the headers of an answer, or should not be there."""
    headers, faults = answer.headers, []
    rules = policy(answer) if "Content-Security-Policy" in headers else {}
    if rules.get("default-src") != "'none'" or re.search(r"unsafe|\*|data:|https?:|nonce", str(rules)):
        faults.append(f"a Content-Security-Policy of {rules}")
    if "sandbox" not in rules and (rules.get("base-uri"), rules.get("frame-ancestors")) != ("'none'", "'none'"):
        faults.append("a page that may be framed, or have another base")
    wanted = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}
    wanted |= {"Cross-Origin-Opener-Policy": "same-origin", "Server": "Ibis"}
    faults += [f"{name} {headers.get(name)}" for name, value in wanted.items() if headers.get(name) != value]
    if "Cache-Control" not in headers:
        faults.append("nothing about keeping")
    if "public" in headers.get("Cache-Control", "") and "Set-Cookie" in headers:
        faults.append("a cookie on what is public")
    if (answer.mimetype or "").startswith("text/") and "charset=utf-8" not in answer.content_type.lower():
        faults.append(f"text of type {answer.content_type}")
    return faults + [f"{name} told" for name in NEVER if name in headers]


def test_every_answer_of_every_route_has_them(app, town):
    person = people.signs_in(app, town.ada)
    found, tried = [], {url: endpoint for method in ("GET", "POST") for endpoint, url in urls(app, town, method)}
    for url, endpoint in tried.items():
        for method in METHODS:
            answer = person.client.open(url, method=method, headers={"Origin": "https://evil.example"})
            allowed = app.url_map.bind("localhost").allowed_methods(url.partition("?")[0])
            if method not in allowed and answer.status_code != 405:
                found.append(f"{method} {url}: {answer.status_code}, not 405")
            if answer.status_code == 405 and set(answer.headers["Allow"].split(", ")) != set(allowed):
                found.append(f"{method} {url}: Allow {answer.headers['Allow']}")
            if answer.status_code >= 500 or (method == "OPTIONS" and answer.status_code != 200):
                found.append(f"{method} {url}: {answer.status_code}")
            found += [f"{method} {url} ({endpoint}): {fault}" for fault in faults_of(answer)]
            answer.close()
    refuse(found, "web/headers.py completes every answer; one that sets its own must be as strict:")


@pytest.fixture
def odd_answers(app, town, monkeypatch):
    """Answers that no route means to give, by what they are."""
    person, long = people.signs_in(app, town.ada), "a," * LONGEST_LINE
    monkeypatch.setitem(app.config, "TESTING", False)
    monkeypatch.setitem(app.view_functions, "pages.home", lambda: 1 / 0)
    answers = {
        "404": person.get("/never-was"),
        "404 of a file": person.get("/static/never-was.css"),
        "404 above the files": person.get("/static/..%2f../config.py"),
        "400 of a form": person.client.post("/t/1/reply"),
        "400 of a name": person.get("/", headers={"Host": "evil.example"}),
        "413": person.client.post("/join", data={"username": "x" * 20_000_000}),
        "414": person.get(f"/?q={long}"),
        "431": person.get("/", headers={"Accept": long}),
        "500": person.get("/"),
        "500 as JSON": person.get("/", headers={"Accept": "application/json"}),
        "a redirect of the routing": person.get("/discuss/"),
        "a range": person.get("/static/icons/favicon.svg", headers={"Range": "bytes=0-9"}),
        "no such range": person.get("/static/icons/favicon.svg", headers={"Range": "bytes=900000-"}),
        "a page that has not changed": _unchanged(person, "/static/icons/favicon.svg"),
    }

    def fail(*_args, **_kwargs):
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    with monkeypatch.context() as broken:
        for name in ("execute", "scalar", "scalars", "get"):
            broken.setattr(db.session, name, fail)
        answers["503"] = person.get("/discuss")
        answers["503 for a POST"] = person.sends("/t/1/reply", body="Words.")
    yield answers
    for answer in answers.values():
        answer.close()


def _unchanged(person, address: str):
    first = person.get(address)
    first.close()
    return person.get(address, headers={"If-None-Match": first.headers["ETag"]})


def test_so_does_every_answer_that_nobody_meant(odd_answers):
    told = {what: answer.status_code for what, answer in odd_answers.items()}
    assert {what: status for what, status in told.items() if what[:3].isdigit() and int(what[:3]) != status} == {}
    assert told["a page that has not changed"] == 304
    found = [f"{what}: {fault}" for what, answer in odd_answers.items() for fault in faults_of(answer)]
    refuse(found, "These are answered outside of the views:")


def test_no_answer_tells_how_the_site_is_made(odd_answers):
    told = [
        what
        for what, answer in odd_answers.items()
        if re.search(r"Traceback|Werkzeug|SELECT|line \d|ZeroDivision|granian", answer.get_data(as_text=True))
    ]
    assert told == []


@pytest.mark.parametrize(
    "address", ["/console", "/?__debugger__=yes&cmd=resource&f=debugger.js", "/metrics", "/.git/HEAD", "/.env"]
)
def test_there_is_no_door_for_makers(client, address):
    plain = client.get("/" if "?" in address else "/never-was")
    assert client.get(address).status_code == plain.status_code
    assert "debugger" not in client.get(address).headers.get("Content-Type", "")


def test_insisting_on_https_is_a_setting(app, client, monkeypatch):
    assert "Strict-Transport-Security" not in client.get("/").headers
    monkeypatch.setitem(app.config, "HSTS_SECONDS", 31536000)
    for address in ("/", "/never-was", "/livez", "/static/icons/favicon.svg"):
        answer = client.get(address)
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        answer.close()
    refused = client.get("/", headers={"Accept": "a," * LONGEST_LINE})
    assert refused.status_code == 431 and "Strict-Transport-Security" in refused.headers


def test_what_a_page_read_decides_who_may_keep_it(app, town):
    ada = people.signs_in(app, town.ada)
    kept = {address: ada.get(address).headers["Cache-Control"] for address in ("/", "/discuss", "/search?q=desk")}
    assert set(kept.values()) == {"private, no-cache"}
    for address in ("/settings", "/admin", "/admin/log", "/sign-in", "/join", "/password/reset", "/members/ben",
                    "/shelf", "/look-again", "/helpful"):  # fmt: skip
        answer = ada.get(address)
        wanted = "private, no-cache" if address.startswith("/members") else "no-store"
        assert answer.headers["Cache-Control"] == wanted, address
    assert "Cookie" in ada.get("/discuss").headers["Vary"]


def test_every_page_that_read_a_session_is_for_one_reader(app, town):
    ada, found = people.signs_in(app, town.ada), []
    for endpoint, url in urls(app, town, "GET"):
        answer = ada.get(url)
        keeping = answer.headers["Cache-Control"]
        if endpoint != "static" and not ("private" in keeping or "no-store" in keeping):
            found.append(f"{url} ({endpoint}): {keeping}")
        answer.close()
    refuse(found, "What read the session is private; leave Cache-Control to web/headers.py:")


def test_a_members_file_runs_nowhere(app, town):
    file = media.upload(docx(), "plan.docx", by=town.ben, role="file")
    ben = people.signs_in(app, town.ben)
    for headers in ({}, {"Range": "bytes=0-9"}, {"Accept": "text/html"}):
        answer = ben.get(f"/files/{file.token}/plan.docx", headers=headers)
        assert answer.headers["Content-Disposition"] == "attachment; filename=plan.docx"
        assert policy(answer) == {"sandbox": "", "default-src": "'none'"}
        assert faults_of(answer) == []
        answer.close()


@pytest.fixture
def abroad(tmp_path):
    """A site as others reach it, over https."""
    given = {"SECRET_KEY": "Zr8-vYq2LbX0tW5sKd3hNc7mGp1jFu9e", "URL": "https://ibis.example.org", "LIMITS": False}
    app = create_app(config.from_environment(config.Production, INSTANCE=str(tmp_path), DATABASE_URL="", **given))
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def test_abroad_the_cookie_is_nobodys_but_the_sites(abroad):
    visitor = abroad.test_client()
    answer = visitor.get("/join", base_url="https://ibis.example.org")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    name, *attributes = re.split(r"; ?", cookie)
    assert name.startswith("__Host-ibis=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(attributes)
    assert not any(attribute.startswith("Domain") for attribute in attributes)


def test_on_the_loopback_it_does_without_https(client):
    (cookie,) = client.get("/join").headers.getlist("Set-Cookie")
    assert cookie.startswith("ibis=") and "Secure" not in cookie
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_no_method_but_those_of_a_route_is_taken_over_the_form(app, town):
    """No hidden field and no header turns a POST into something else."""
    ben = people.signs_in(app, town.ben)
    for extra in ({"_method": "DELETE"}, {"X-HTTP-Method-Override": "DELETE"}, {"X-Method-Override": "GET"}):
        answer = ben.client.post("/discuss", data=extra, headers=extra)
        assert answer.status_code in (400, 405)
