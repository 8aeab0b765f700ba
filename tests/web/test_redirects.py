"""`next=` and its friends lead to a page of this site or nowhere, however the address is spelled."""

import json
import re
from urllib.parse import quote, urljoin, urlsplit

import pytest

from community.members import passwords
from community.web.carry import local_target, unpack
from tests import people

HOST = "http://localhost"
EVIL = "evil.example"
BEFORE = (
    "//", "///", "////", "/////", "/\\", "\\/", "\\\\", "\\", "/\\/", "//\\", "/\\\\", "\\//", "http:", "http:/", "https:///",
    "http://", "https://", "HtTpS://", "ftp://", "http:\\\\", "http:/\\", "https:\\", "://", ":///", ":", "/ /", "/\t/",
    "/\n/", "/\r/", "/\r\n/", "\t//", "\n//", " //", " /\\", "/\t\\", "\x00//", "\x01//", "/\x00/", "/\x0b/", "/\x0c/",
    "/\x1f/", "\u2028//", "/\u00a0/", "/\u200b/", "\ufeff//", "//localhost@", "//localhost:80@", "http://localhost@",
    "http://localhost:x@", "//localhost\\@", "//localhost%40", "//@", "//:80@", "http://a:b@", "//localhost#@",
    "//[::1]@",
    "/\u2044/", "\uff0f\uff0f", "/\uff0f", "\uff3c\uff3c", "/\u2215", "\u3002//", "http\uff1a//", "//\u2025", "h\nttp://",
    "ht\ttps://", "/\\\t/", "//%0d%0a", "x://", "feed:http://", "view-source:http://", "blob:http://",
    "filesystem:http://",
    "next=//", "?//", "#//", ";//", "//;@", "http:///", "http:////", "https:", "//\u0000", "/\\@", "../..//", "./\\",
    ".//\\",
)  # fmt: skip
WHOLE = (
    "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "javascript://evil.example/%0aalert(1)",
    "\x01javascript:alert(1)", " javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x",
    "data:text/html;base64,PHNjcmlwdD4=", "mailto:evil@evil.example", "tel:1", "file:///etc/passwd", "about:blank",
    "//xn--bcher-kva.example", "//bücher.example", "//ⓔⓥⓘⓛ.example", "//ｅｖｉｌ.example", "//2130706433", "//0x7f.1",
    "//[::ffff:7f00:1]", "//[", "http://[evil.example", "//]", "http://%65vil.example", "//.", "//..", "//", "///",
    "\\",
    "http://localhost.evil.example/", "//localhost.evil.example", "//localhost",
    "http://localhost/t/1", "//localhost/t/1",
    "t/1", "", " ", "?next=/t/1", "#top", "/\ud800", "/a b", "/a\x7f",
)  # fmt: skip
SPELLINGS = tuple(f"{before}{EVIL}" for before in BEFORE) + tuple(f"{before}{EVIL}/t/1" for before in BEFORE) + WHOLE
GOOD = (
    "/", "/discuss", "/t/7/who-waits?page=2", "/t/7#post-9", "/search?q=a+b&kind=topic", "/tags/m%C3%A9tro",
    "/tags/مرحبا", "/resources?next=//evil.example", "/a@b", "/settings?x=http://evil.example", "/t/7/a:b",
    "/%2F%2Fevil",
)  # fmt: skip


def lands_on(location: str) -> str:
    """The host to which a browser would go: it drops what cannot be seen, and takes every slash for one."""
    seen = re.sub(r"[\t\r\n]", "", location.strip("".join(map(chr, range(33))))).replace("\\", "/")
    return urlsplit(urljoin(f"{HOST}/sign-in", seen)).netloc


def is_ours(location: str) -> bool:
    return location.startswith("/") and lands_on(location) == "localhost"


@pytest.fixture
def asha(app):
    """Somebody whose next page could be any."""
    return people.member("Asha", password_hash=passwords.hash_of(people.PASSWORD))


def test_there_are_over_a_hundred_spellings():
    assert len(set(SPELLINGS)) > 200


@pytest.mark.parametrize("target", [*SPELLINGS, None])
def test_what_may_lead_away_leads_nowhere(target):
    kept = local_target(target)
    assert not kept or is_ours(kept)
    assert EVIL not in urlsplit(kept).netloc and not (target or "").startswith("//") * bool(kept)


@pytest.mark.parametrize("target", GOOD)
def test_good_ones_still_work(target):
    assert local_target(target) == target


def test_no_door_lets_one_through(app, asha):
    """Each page that takes `next` and leads on at once, asked with each spelling by somebody who is signed in."""
    reader, doors = people.signs_in(app, asha), ("/sign-in", "/join")
    away = [
        (door, spelling, answer.location)
        for door in doors
        for spelling in SPELLINGS
        if not is_ours((answer := reader.get(door, query_string={"next": _sendable(spelling)})).location or "/")
    ]
    assert away == []


@pytest.mark.parametrize("door", ["/sign-in", "/join"])
def test_no_form_carries_one_along(app, door):
    carried = []
    for spelling in SPELLINGS:
        answer = people.visits(app).get(door, query_string={"next": _sendable(spelling)})
        if answer.status_code == 200:
            carried += [field["value"] for field in people.soup(answer).select("[name=next]") if field.get("value")]
    assert [value for value in carried if not is_ours(value)] == []


def test_after_signing_in_the_form_decides_no_more(app, asha):
    """What stands in the hidden field was checked when the page was made, and is when it comes back."""
    for spelling in (*SPELLINGS[::12], *GOOD[:3]):
        answer = people.visits(app).sends(
            "/sign-in", username="asha", password=people.PASSWORD, next=_sendable(spelling)
        )
        assert answer.status_code == 302
        assert is_ours(answer.location), spelling
    assert answer.location == GOOD[2]


def test_the_questions_of_the_profile_lead_on_to_a_page_of_ours(app, asha):
    reader = people.signs_in(app, asha)
    for spelling in SPELLINGS[::5]:
        for url, given in (("/settings/introduction", {"skip": "y"}), ("/terms/agree", {"agree": "y", "version": "1"})):
            answer = reader.sends(url, next=_sendable(spelling), **given)
            assert not answer.location or is_ours(answer.location), (url, spelling)


@pytest.mark.parametrize("target", SPELLINGS)
def test_a_form_that_was_carried_along_is_sent_here_only(target):
    kept = unpack(json.dumps({"target": target, "fields": [["body", "Words."]]}))
    assert kept is None or is_ours(kept["target"])


def test_the_routing_leads_on_without_a_name(client):
    answer = client.get("/pages/about?a=b", headers={"Host": "localhost:31337"})
    assert (answer.status_code, answer.location) == (308, "/about?a=b")


def test_no_referrer_leads_away(app):
    for spelling in SPELLINGS[::5]:
        for referrer in (_sendable(spelling), f"{HOST}{_sendable(spelling)}", f"{HOST}/{_sendable(spelling)}"):
            plain = re.sub(r"[^\x21-\x7e]", "", referrer)
            answer = people.visits(app).client.post("/language", data={"language": "sv"}, headers={"Referer": plain})
            assert is_ours(answer.location), spelling


@pytest.mark.parametrize(
    "path", ["//evil.example", "/%5Cevil.example", "/%2Fevil.example", "/\\evil.example", "//evil.example/.."]
)
@pytest.mark.parametrize("start", ["", "/discuss", "/t/1", "/members"])
def test_no_path_is_mended_into_another_host(client, start, path):
    for address in (f"{start}{path}", f"{start}{path}/", f"{path}{start}"):
        answer = client.get(address)
        assert not answer.location or is_ours(answer.location)
        leads = [tag.get("href") or tag.get("action") for tag in people.soup(answer).select("a[href], form[action]")]
        assert [lead for lead in leads if lead.startswith("//") or "\\" in lead] == []


BREAKS = (
    "\r\nX-Evil: 1",
    "\nX-Evil: 1",
    "\rX-Evil: 1",
    "%0d%0aX-Evil: 1",
    "\u560d\u560aX-Evil: 1",
    "\x85X-Evil: 1",
    "\u2028X-Evil: 1",
)


@pytest.mark.parametrize("ending", BREAKS, ids=ascii)
def test_no_line_break_adds_a_header(app, asha, ending):
    reader = people.signs_in(app, asha)
    sent = f"/discuss{ending}"
    asked = [
        reader.get("/sign-in", query_string={"next": sent}),
        reader.get(f"/{quote(sent)}"),
        reader.get("/t/1/" + quote(ending)),
        reader.get("/search", query_string={"q": ending, "kind": ending, "after": ending}),
        reader.sends("/settings/preferences", locale=ending, timezone=ending),
        reader.sends("/language", language=ending),
        people.visits(app).get("/settings", query_string={"x": ending}),
        people.visits(app).sends("/t/1/reply", body=ending),
        reader.get(f"/files/{'0' * 32}/{quote(ending)}"),
    ]
    for answer in asked:
        assert answer.status_code < 500
        assert "X-Evil" not in answer.headers
        assert not any("\r" in value or "\n" in value for _name, value in answer.headers)


def _sendable(spelling: str) -> str:
    return spelling.encode("utf-8", "replace").decode()
