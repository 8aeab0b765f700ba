"""Limits hold over all worker processes: real ones, at one moment, on one store, SQLite's or Redis'."""

import multiprocessing
import secrets
from collections import Counter

import pytest
import redis

import config
from app import create_app
from community.db import db
from community.web.limits import limiter
from tests import people, servers

PROCESSES = 3
# What each process asks for, how often, and how many of all may go through.
DEEDS = {
    "/sign-in": (12, 20), "/join": (21, 60), "/password/reset": (4, 5), "/search": (14, 30),
    "/resources/new": (9, 20), "/settings/profile": (21, 60), "/t/1/reply": (24, 60),
}  # fmt: skip


def ask(settings: dict, cookie: str, token: str, start, told) -> None:
    """A worker process: the same deeds as its siblings, at the same moment."""
    app = create_app(settings)
    client, answers = app.test_client(), Counter()
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
    start.wait(60)
    for url, (times, _most) in DEEDS.items():
        for _time in range(times):
            given = {"csrf_token": token, "username": _name(url), "password": "a guess", "body": "Words."}
            answer = client.get(url, query_string={"q": "x"}) if url == "/search" else client.post(url, data=given)
            answers[url, answer.status_code == 429] += 1
    told.put(answers)


def _name(url: str) -> str:
    """Links are counted by account, guesses by address."""
    return "ben" if url == "/password/reset" else secrets.token_hex(4)


@pytest.fixture(params=["sqlite", "redis"])
def store(request):
    """The address of a Redis that nobody else counts in; empty for the store over SQLite."""
    if request.param == "sqlite":
        yield ""
        return
    url = f"{servers.redis_url()}/9"
    yield url
    with redis.Redis.from_url(url) as client:
        client.flushdb()


@pytest.fixture
def town(tmp_path, store):
    """Settings of a site with a member and a thread, the member's cookie, and a token of that session."""
    given = {"INSTANCE": str(tmp_path), "DATABASE_URL": "", "LIMITS": True, "REDIS_URL": store}
    settings = config.from_environment(config.Testing, **given)
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        asha = people.member("Asha")
        assert people.topic(people.forum(), by=asha).id == 1
        browser = people.signs_in(app, asha)
        token = browser.token()
        yield settings, browser.client.get_cookie(app.config["SESSION_COOKIE_NAME"]).value, token
        db.session.remove()
        db.engine.dispose()
    limiter.enabled = False


def test_processes_count_together(town):
    context = multiprocessing.get_context("spawn")
    start, told = context.Barrier(PROCESSES), context.Queue()
    workers = [context.Process(target=ask, args=(*town, start, told)) for _worker in range(PROCESSES)]
    for worker in workers:
        worker.start()
    answers = sum((told.get(timeout=120) for _worker in workers), Counter())
    for worker in workers:
        worker.join(20)
    assert [worker.exitcode for worker in workers] == [0] * PROCESSES
    for url, (times, most) in DEEDS.items():
        assert (answers[url, False], answers[url, True]) == (most, PROCESSES * times - most), url
