"""An account: joining, proving an address, changing it, agreeing to the terms, preferences."""

from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError

from community import audit, clock, jobs, settings
from community.db import transaction
from community.errors import Conflict, Invalid
from community.members import finding, names, passwords, queries
from community.members.commands import mails, tokens
from community.members.models import MEMBER, Member, Token

TAKEN = _("This name, or one that looks like it, is taken. Please choose another.")
ELSEWHERE = _("This address belongs to another account by now.")


def join(*, username: str, email: str, password: str, locale: str | None = None) -> Member:
    """Open an account whose address is yet to be proven.

    The same happens whether or not somebody has the address already: only its mailbox learns the difference.
    Raises Invalid for a name or password that cannot be.
    """
    check_free(username)
    passwords.check(password, username=username, email=email)
    try:
        with transaction():
            member = make(username, passwords.hash_of(password), pending_email=email.lower())
            audit.record("member.join", member, by=member)
            jobs.later(mails.ask_to_confirm, member.id, locale)
    except IntegrityError:
        raise Invalid(TAKEN, "username") from None
    return member


def check_free(username: str) -> None:
    """Raises Invalid if the name is malformed or taken."""
    names.check(username)
    if queries.is_taken(username):
        raise Invalid(TAKEN, "username")


def make(username: str, password_hash: str, role: str = MEMBER, **values) -> Member:
    """A row for a new member who has agreed to the present terms, inside the open transaction."""
    member = Member(
        username=username, name_key=names.key(username), password_hash=password_hash, role=role,
        joined_at=clock.now(), terms_version=settings.site().terms_version, grants=[], **values,
    )  # fmt: skip
    with transaction() as session:
        session.add(member)
        session.flush()
        finding.index_member(member.id)
    return member


def confirm_address(row: Token, member: Member) -> None:
    """The mailbox answered: the pending address is the member's. Raises Conflict if it became another's meanwhile."""
    try:
        with transaction():
            tokens.use(row)
            prove(member, row.email)
    except IntegrityError:
        raise Conflict(ELSEWHERE) from None


def prove(member: Member, address: str) -> None:
    """Make `address` the member's own, inside the open transaction; the one before is told."""
    if member.email and member.email != address:
        jobs.later(mails.tell_old_address, member.email, member.id)
        audit.record("member.change_email", member, by=member)
    with transaction():
        member.email, member.email_confirmed_at, member.pending_email = address, clock.now(), None
        tokens.revoke(member)
        finding.index_member(member.id)


def resend_confirmation(member: Member, *, locale: str | None = None) -> None:
    """Send the link to the pending address once more."""
    with transaction():
        jobs.later(mails.ask_to_confirm, member.id, locale)


def change_email(member: Member, *, email: str, password: str, locale: str | None = None) -> None:
    """Ask the new address to prove itself; until then the old one stays. Raises Invalid for a wrong password."""
    check_password(member, password)
    with transaction():
        tokens.revoke(member)  # a link to set a new password, or to prove another address, ends here
        if email.lower() == member.email:
            member.pending_email = None
            return
        member.pending_email = email.lower()
        jobs.later(mails.ask_to_confirm, member.id, locale)


def check_password(member: Member, password: str, field: str = "password") -> None:
    """Raises Invalid if this is not the member's password."""
    if not passwords.verify(member.password_hash, password):
        raise Invalid(_("This is not your present password."), field)


def agree_to_terms(member: Member, version: int) -> None:
    """Note the agreement to that version of the terms. Raises Conflict if there is a newer one by now."""
    if version != settings.site().terms_version:
        raise Conflict(_("The terms have changed once more. Please read them again."))
    with transaction():
        member.terms_version = version
        audit.record("member.agree_to_terms", member, by=member, version=version)


def set_preferences(member: Member, *, locale: str | None, timezone: str | None, reads: list[str]) -> None:
    """Choose the language of the interface, the zone of its times (None follows the browser and the site), and the
    languages to which lists of topics are narrowed.
    """
    with transaction():
        member.locale, member.timezone, member.reads = locale, timezone, reads
