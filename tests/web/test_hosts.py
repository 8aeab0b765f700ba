"""The site answers under its own names only, and no name that a request brings along gets into what it says."""

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

import config
from community import jobs, mail
from tests import people

OURS = ["localhost", "localhost:5000", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:5000", "LOCALHOST"]
STRANGE = [
    "evil.example", "localhost.evil.example", "evil-localhost", "localhost@evil.example", "localhost:80@evil.example",
    "evil.example:80", "localhost:", "localhost:port", "localhost:5000:5000", "localhost/", "localhost#", "localhost ",
    "localhost, evil.example", "localhost\tevil.example", "", ".", "[", "[]", "[::2]", "[::1].evil.example", "127.1",
    "127.0.0.2", "0.0.0.0", "2130706433", "0x7f.1", "lоcalhost".encode().decode("latin-1"), "localhost%00", "x" * 9000,
]  # fmt: skip


@pytest.mark.parametrize("host", OURS)
def test_its_own_names_are_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", STRANGE, ids=lambda host: ascii(host)[:30])
def test_no_other_name_is(client, host):
    for ask in (client.get, client.post, client.options, client.delete):
        answer = ask("/sign-in", headers={"Host": host})
        assert answer.status_code == 400
        assert "Content-Security-Policy" in answer.headers
        assert "evil" not in answer.get_data(as_text=True) + str(answer.headers)


def test_a_request_without_any_name_is_refused(app):
    environ = EnvironBuilder("/").get_environ()
    del environ["HTTP_HOST"]
    _body, status, _headers = run_wsgi_app(app, environ, buffered=True)
    assert status.startswith("400")


def test_the_refusal_is_a_page_that_says_why(client):
    answer = client.get("/", headers={"Host": "evil.example", "Accept-Language": "en"})
    page = people.soup(answer)
    assert (page.html["lang"], page.h1.text) == ("en", "This site does not answer under that name.")


def test_nothing_is_read_for_a_stranger(client, statements):
    assert statements(client.get, "/", headers={"Host": "evil.example"}) == 0


def test_whoever_watches_over_the_processes_may_ask_by_number(client):
    for name in ("10.0.0.7:5000", "pod-7.cluster.local", "."):
        answer = client.get("/livez", headers={"Host": name})
        assert (answer.status_code, answer.json) == (200, {"status": "ok"})


TRICKS = [
    {"X-Forwarded-Host": "evil.example"},
    {"X-Forwarded-Server": "evil.example"},
    {"X-Host": "evil.example"},
    {"X-HTTP-Host-Override": "evil.example"},
    {"Forwarded": "host=evil.example;proto=https"},
    {"X-Original-URL": "//evil.example/", "X-Rewrite-URL": "//evil.example/"},
    {"X-Forwarded-Prefix": "//evil.example", "X-Script-Name": "//evil.example"},
    {"X-Forwarded-Port": "1", "X-Forwarded-Proto": "evil"},
    {"Referer": "http://evil.example/"},
    {"Host": "localhost:31337"},
]  # fmt: skip


@pytest.mark.parametrize("headers", TRICKS, ids=lambda headers: next(iter(headers)))
@pytest.mark.parametrize("address", ["/", "/join", "/settings", "/discuss", "/never-was"])
def test_no_page_and_no_redirect_takes_a_name_from_the_request(client, address, headers):
    answer = client.get(address, headers=headers)
    said = answer.get_data(as_text=True) + str(answer.headers)
    assert "evil" not in said and "31337" not in said


@pytest.mark.parametrize("headers", TRICKS, ids=lambda headers: next(iter(headers)))
def test_no_mail_does(app, headers):
    people.member("Asha", password_hash="of some password")
    visitor = people.visits(app)
    sent = {"csrf_token": visitor.token(), "username": "asha"}
    visitor.client.post("/password/reset", data=sent, headers=headers)
    jobs.run_due()
    (letter,) = mail.outbox
    assert "evil" not in letter.as_string() and "31337" not in letter.as_string()
    assert app.config["URL"] in letter.as_string()


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"URL": "https://Ibis.example.org"}, {"ibis.example.org"}),
        ({"URL": "https://ibis.example.org:8443/"}, {"ibis.example.org"}),
        ({"URL": "https://bücher.example"}, {"xn--bcher-kva.example"}),
        ({"URL": "https://a.example", "HOSTS": "w.a.example, B.example"}, {"a.example", "b.example", "w.a.example"}),
        ({"URL": "https://a.example", "HOSTS": "2001:DB8::1"}, {"a.example", "[2001:db8::1]"}),
        ({"URL": "http://localhost:5000"}, {"localhost", "127.0.0.1", "[::1]"}),
    ],
)  # fmt: skip
def test_which_names_a_production_has(given, names, tmp_path):
    key = "Zr8-vYq2LbX0tW5sKd3hNc7mGp1jFu9e"
    values = config.from_environment(config.Production, SECRET_KEY=key, INSTANCE=str(tmp_path), **given)
    assert values["KNOWN_HOSTS"] == names


@pytest.mark.parametrize("hosts", ["https://a.example", "a.example:80", "*", "a b", "a..b", "ü" * 70, "/"])
def test_a_name_that_is_none_stops_the_start(hosts, tmp_path):
    with pytest.raises(config.ConfigError, match="IBIS_HOSTS"):
        config.from_environment(config.Testing, INSTANCE=str(tmp_path), HOSTS=hosts)
