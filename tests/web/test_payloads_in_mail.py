"""Payloads in everything that a mail is made of: nothing runs in it, and no header or receiver is added."""

from email import message_from_bytes
from pathlib import Path

import pytest

from community import mail, settings
from community.db import transaction
from tests import people
from tests.text.payloads import PAYLOADS
from tests.web.harmless import faults_of

TEMPLATES = Path(__file__).parents[2] / "templates"
MAILS = sorted(
    str(path.relative_to(TEMPLATES)).removesuffix(".subject.txt") for path in TEMPLATES.glob("*/mail/*.subject.txt")
)
HEADERS = ["Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
ALL = "\n\n".join(payload for payload in PAYLOADS if "\ud800" not in payload)


@pytest.mark.parametrize("template", MAILS)
def test_no_mail_says_more_than_its_words(app, template):
    with transaction():
        settings.change(name=ALL, line1=ALL, line2=ALL)
    letter = {"name": ALL, "email": ALL, "body": ALL}
    facts = {"name": ALL, "username": ALL, "letter": letter, "token": "a-token", "url": "https://example.org/x"}
    facts |= {"title": ALL, "line": ALL, "topic_id": 1}
    message = mail.compose(template, "asha@example.org", "en", facts)
    assert message.keys() == HEADERS
    assert message["To"] == "asha@example.org" and "\n" not in message["Subject"]
    html = message.get_body(("html",)).get_content()
    assert faults_of(html, is_mail=True) == []
    assert "&lt;script&gt;" in html
    # Read as mail programs read it: what is coded is decoded only inside its own header.
    again = message.as_bytes().partition(b"\n\n")[0].replace(b"\n ", b" ").decode("ascii")
    assert [line.split(":")[0] for line in again.splitlines()] == HEADERS


@pytest.mark.parametrize("word", ["=?utf-8?Q?=0D=0ABcc:_everybody@evil.org?=", "=?utf-8?B?DQpCY2M6IHg=?="])
def test_coded_letters_in_a_name_add_no_receiver(app, word):
    letter = {"name": f"Asha {word}", "email": "asha@example.org", "body": "Dear all"}
    message = mail.compose("pages/mail/letter", "office@example.org", "en", {"letter": letter})
    assert "Bcc" not in message_from_bytes(message.as_bytes())
    assert "\r" not in message["Subject"] and "Asha" in message["Subject"]


def test_an_address_of_coded_letters_is_none(app):
    answers = {"username": "asha", "email": "=?utf-8?q?x=40evil.org=2C?=@example.org", "password": people.PASSWORD}
    answer = people.visits(app).sends("/join", terms="y", **answers)
    assert answer.status_code == 422 and "does not look like an e-mail address" in people.words(answer)
