"""Who asks is what the connection says, or what a proxy says that the operator named; nobody else is believed."""

from ipaddress import ip_network

import pytest

import config
from community.web import limits
from community.web.proxies import NamedProxies

PROXY, PEER, VISITOR = "10.0.0.1", "192.0.2.66", "203.0.113.7"
NETWORKS = config.from_environment(config.Testing, TRUSTED_PROXIES="10.0.0.0/8, ::1, fd00::/64")["PROXY_NETWORKS"]


def seen(peer: str, networks=NETWORKS, **told) -> dict:
    """The request as the application finds it."""
    found: dict = {}
    asked = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": "ibis.example.org"}
    headers = {f"HTTP_X_FORWARDED_{name.upper()}": value for name, value in told.items()}
    NamedProxies(lambda environ, _start: found.update(environ), networks)(asked | headers, None)
    return found


@pytest.mark.parametrize(
    ("told", "visitor"),
    [
        (VISITOR, VISITOR),
        (f"198.51.100.9, {VISITOR}", VISITOR),  # what stands before, the visitor wrote
        (f"{VISITOR}, 10.0.0.2", VISITOR),  # through two of ours
        (f"198.51.100.9, {VISITOR}, 10.9.9.9,::1", VISITOR),
        (f"::ffff:{VISITOR}", VISITOR),
        ("2001:db8::7", "2001:db8::7"),
        ("[2001:DB8::7]", "2001:db8::7"),
        ("10.0.0.2, 10.0.0.3", "10.0.0.2"),  # somebody in our own network
        (f"{VISITOR}, unknown", PROXY),
        ("unknown", PROXY),
        (f"{VISITOR}\r\nX: 1", PROXY),
        (f"{VISITOR}:4711", PROXY),
        ("", PROXY),
        (",", PROXY),
        ("," * 9000, PROXY),
    ],
)
def test_a_named_proxy_tells_the_visitors_address(told, visitor):
    assert seen(PROXY, **{"for": told})["REMOTE_ADDR"] == visitor


@pytest.mark.parametrize("peer", [PROXY, "::1", "::ffff:10.0.0.1", "fd00::5"])
def test_a_proxy_is_known_by_address_and_by_network(peer):
    assert seen(peer, **{"for": VISITOR})["REMOTE_ADDR"] == VISITOR


@pytest.mark.parametrize("peer", [PEER, "11.0.0.1", "::2", "fd00:0:0:1::5", "unix:", ""])
def test_nobody_else_is_believed(peer):
    found = seen(peer, **{"for": VISITOR}, proto="https", host="evil.example")
    assert found["REMOTE_ADDR"] == peer
    assert (found["wsgi.url_scheme"], found["HTTP_HOST"]) == ("http", "ibis.example.org")


def test_without_a_named_proxy_there_is_none():
    assert config.from_environment(config.Testing)["PROXY_NETWORKS"] == ()
    assert seen("127.0.0.1", (), **{"for": VISITOR})["REMOTE_ADDR"] == "127.0.0.1"


def test_a_proxy_tells_scheme_and_name():
    found = seen(PROXY, proto="http, HTTPS", host="evil.example, www.ibis.example.org")
    assert (found["wsgi.url_scheme"], found["HTTP_HOST"]) == ("https", "www.ibis.example.org")
    assert seen(PROXY, proto="gopher")["wsgi.url_scheme"] == "http"


@pytest.mark.parametrize("peer", [PROXY, PEER])
def test_what_was_told_is_nobodys_to_read(peer):
    found = seen(peer, **{"for": VISITOR}, proto="https", host="a.example", port="1", prefix="/evil")
    assert not [name for name in found if "FORWARDED" in name]


@pytest.mark.parametrize("given", ["1", "nginx", "10.0.0.0/33", "127.0.0.1:80", "*"])
def test_a_proxy_that_is_no_address_stops_the_start(given):
    with pytest.raises(config.ConfigError, match="IBIS_TRUSTED_PROXIES"):
        config.from_environment(config.Testing, TRUSTED_PROXIES=given)


def test_the_site_counts_by_the_true_address(app, monkeypatch):
    """The middleware stands before everything: what the application itself calls the address is the visitor's."""
    found = []
    app.before_request_funcs[None].append(lambda: found.append(_remote()))
    try:
        monkeypatch.setattr(app.wsgi_app, "_networks", (ip_network(PROXY),))
        for peer in (PROXY, PEER):
            headers = {"X-Forwarded-For": f"198.51.100.9, {VISITOR}"}
            app.test_client().get("/livez", headers=headers, environ_overrides={"REMOTE_ADDR": peer})
    finally:
        app.before_request_funcs[None].pop()
    assert found == [VISITOR, PEER]


def _remote() -> str:
    return limits.address()
