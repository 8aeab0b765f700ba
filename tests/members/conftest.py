"""What the stories of accounts share: the mailbox."""

import re

import pytest

from community import jobs, mail
from tests import people


@pytest.fixture
def mailbox(app):
    """mailbox() delivers what is owed and answers the mails since the last look."""

    def look() -> list:
        jobs.run_due()
        mails = list(mail.outbox)
        mail.outbox.clear()
        return mails

    return look


@pytest.fixture
def visitor(app):
    """Somebody at a browser, not signed in."""
    return people.visits(app)


def link(message) -> str:
    """The path of the first link with a token in a mail's text."""
    text = message.get_body(("plain",)).get_content()
    return re.search(r"https?://[^/\s]+(/\S+/[A-Za-z0-9_-]{40,})", text).group(1)
