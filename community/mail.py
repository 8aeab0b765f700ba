"""Mail: `send("members/mail/confirm", to=…, locale=…, **facts)` owes a mail; a job writes and delivers it.

A mail is three templates, `<name>.subject.txt`, `.txt` and `.html`. Facts are JSON-able; the job renders them in the
receiver's language. Transports: console (the default), smtp, memory (tests read `mail.outbox`).
"""

import smtplib
import sys
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale

from community import jobs, settings

outbox: list[EmailMessage] = []  # what the memory transport delivered


def send(template: str, *, to: str, locale: str | None = None, **facts) -> None:
    """Owe a mail to one address, inside the open transaction."""
    jobs.later(deliver, template, to, locale, facts)


@jobs.job("mail.deliver")
def deliver(template: str, to: str, locale: str | None, facts: dict) -> None:
    """Write the mail from its templates and hand it to the transport."""
    message = compose(template, to, locale or current_app.config["BABEL_DEFAULT_LOCALE"], facts)
    TRANSPORTS[current_app.config["MAIL"]](message)


def compose(template: str, to: str, locale: str, facts: dict) -> EmailMessage:
    """The mail as it will be sent: text and HTML parts, marked as sent by a machine."""
    with current_app.test_request_context(base_url=current_app.config["URL"]), force_locale(locale):
        facts = facts | {"site": settings.site(), "locale": locale}
        subject, text, html = (
            render_template(f"{template}.{part}", **facts) for part in ("subject.txt", "txt", "html")
        )
    message = EmailMessage()
    message["Subject"] = _plain(" ".join(subject.split()))  # one line, whatever a title holds
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = _plain(to)
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=_domain())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.strip() + "\n")
    message.add_alternative(html, subtype="html")
    return message


def _plain(words: str) -> str:
    """The words, none of which are read as coded letters: "=?utf-8?Q?=0D=0ABcc:_…?=" would become a further header."""
    return words.replace("=?", "= ?")


def _domain() -> str:
    return parseaddr(current_app.config["MAIL_FROM"])[1].rpartition("@")[2] or "localhost"


def _print(message: EmailMessage) -> None:
    plain: Any = message.get_body(("plain",))
    text = plain.get_content()
    print(f"--- mail to {message['To']}: {message['Subject']}\n{text}---", file=sys.stderr, flush=True)


def _by_smtp(message: EmailMessage) -> None:
    config = current_app.config
    with smtplib.SMTP(config["SMTP_HOST"], config["SMTP_PORT"], timeout=30) as server:
        if config["SMTP_STARTTLS"]:
            server.starttls()
        if config["SMTP_USERNAME"]:
            server.login(config["SMTP_USERNAME"], config["SMTP_PASSWORD"])
        server.send_message(message)


TRANSPORTS = {"console": _print, "smtp": _by_smtp, "memory": outbox.append}
