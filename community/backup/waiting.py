"""Jobs that were waiting when the back-up was made: what becomes of them where it is restored.

A mail may have been sent since, and a copy of a site on another machine must not write to its members: such jobs stay
as those that were given up, which administrators see, unless it is asked for. What only works inside goes on.
"""

from sqlalchemy import Update, update

from community.jobs import ATTEMPTS, Job

# Every job is in one of the two; a test tells of a new one.
INSIDE = ("media.resize", "forums.make_file")
OUTSIDE = (
    "mail.deliver", "members.confirm", "members.reset", "members.address_changed", "members.password_changed",
    "members.export", "forums.look_again", "shelf.remind",
)  # fmt: skip


def hold_mail(made_at: str) -> Update:
    """The statement that gives up whatever would write to somebody."""
    words = f"Held when the back-up of {made_at} was restored: it may have been sent already."
    waiting = update(Job).where(Job.name.not_in(INSIDE), Job.attempts < ATTEMPTS)
    return waiting.values(attempts=ATTEMPTS, leased_until=None, error=words)
