"""Makers of members, topics and posts in one line, and people who read and post over HTTP.

asha = people.member("Asha")                    a row, with confirmed e-mail, agreed terms
browser = people.signs_in(client, asha)         a Person: .reads(url) .sends(url, **fields)
"""

import itertools
import secrets

from bs4 import BeautifulSoup
from itsdangerous import URLSafeTimedSerializer

from community import clock
from community.db import transaction
from community.forums.commands import posts, topics
from community.forums.models import Forum, Post, Theme, Topic
from community.members import login, names
from community.members.models import LoginSession, Member
from community.web.slugs import slug_of

PASSWORD = "correct horse battery"
_numbers = itertools.count(1)


def member(name: str = "", **values) -> Member:
    """A member who may do what members may; `administrator=True` for one who may more."""
    username = values.pop("username", None) or (name.lower().replace(" ", ".") if name else f"person{next(_numbers)}")
    values.setdefault("role", "administrator" if values.pop("administrator", False) else "member")
    now = clock.now()
    person = Member(
        **{
            "username": username,
            "name_key": names.key(username),
            "display_name": name,
            "email": f"{username}@example.org",
            "email_confirmed_at": now,
            "joined_at": now,
            "terms_version": 1,
            "profile_asked": True,
            "grants": [],
        }
        | values
    )
    with transaction() as session:
        session.add(person)
    return person


class Person:
    """Somebody at a browser: remembers cookies, fills in the CSRF token, follows no redirect unless told."""

    def __init__(self, client):
        self.client = client

    def get(self, url: str, **kwargs):
        """The raw response."""
        return self.client.get(url, **kwargs)

    def reads(self, url: str) -> str:
        """The text of a page that must be there; white space folded, as a reader sees it."""
        response = self.client.get(url, follow_redirects=True)
        assert response.status_code == 200, f"{url} answered {response.status_code}"
        return words(response)

    def sends(self, url: str, follow: bool = False, **fields):
        """POST a form with a fresh token; the response."""
        return self.client.post(url, data={"csrf_token": self.token(), **fields}, follow_redirects=follow)

    def token(self) -> str:
        """A CSRF token of this person's session."""
        app = self.client.application
        with self.client.session_transaction() as session:
            raw = session.setdefault("csrf_token", secrets.token_hex(20))
        return URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw)


def signs_in(client_or_app, who: Member) -> Person:
    """The member at a browser of their own, already signed in (the sign-in page has its own tests)."""
    app = getattr(client_or_app, "application", client_or_app)
    client, token, now = app.test_client(), secrets.token_urlsafe(32), clock.now()
    with transaction() as session:
        row = LoginSession(member_id=who.id, token_hash=login.fingerprint(token), created_at=now, seen_at=now)
        row.expires_at = now + login.LONG
        session.add(row)
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return Person(client)


def visits(app) -> Person:
    """Somebody who is not signed in, at a browser of their own."""
    return Person(app.test_client())


def soup(response) -> BeautifulSoup:
    """The page as a browser would parse it."""
    return BeautifulSoup(response.get_data(as_text=True), "html5lib")


def words(response) -> str:
    """What a reader sees of the page, white space folded."""
    return " ".join(soup(response).get_text(" ").split())


def forum(name: str = "Health and care", **values) -> Forum:
    """A room under a theme, made by nobody in particular."""
    with transaction() as session:
        theme = Theme(slug=f"theme-{next(_numbers)}", title="Living together")
        session.add(theme)
        session.flush()
        room = Forum(theme_id=theme.id, name=name, **{"slug": slug_of(name), "posting": "members"} | values)
        room.visibility = values.get("visibility", "everyone")
        session.add(room)
    return room


def topic(in_: Forum, by: Member, title: str = "Who interprets at the clinic?", body: str = "We have nobody.") -> Topic:
    """A thread with its opening post."""
    return topics.start_topic(in_, by=by, title=title, body=body)


def replies(count: int, to: Topic, by: Member, body: str = "So do we, since spring.") -> list[Post]:
    """Several replies, each a little different."""
    return [posts.reply(to, by=by, body=f"{body} ({number})") for number in range(1, count + 1)]
