"""Handing an account made from an archive to the person it is about, by a link that an administrator gives."""

from community import audit, jobs, settings
from community.db import transaction
from community.members import passwords
from community.members.commands import mails, tokens
from community.members.models import Member, Token
from community.members.policy import may_make_claim_link
from community.policy import require


def make_claim_link(member: Member, *, by) -> str:
    """The token of a new link; an older one ends. It is shown once and kept nowhere in clear."""
    require(may_make_claim_link(by, member))
    with transaction():
        audit.record("member.make_claim_link", member, by=by)
        return tokens.issue(member, "claim")


def claim(row: Token, member: Member, *, email: str, password: str, locale: str | None = None) -> None:
    """Set address and password; the address is proven by mail like any other. Raises Invalid, NotFound."""
    passwords.check(password, username=member.username, email=email)
    with transaction():
        tokens.use(row)
        member.password_hash, member.pending_email = passwords.hash_of(password), email.lower()
        member.terms_version = settings.site().terms_version
        audit.record("member.claim", member, by=member)
        jobs.later(mails.ask_to_confirm, member.id, locale)
