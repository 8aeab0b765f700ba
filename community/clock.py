"""The one source of time. Everything that asks "when?" asks here, so that a test can stop the clock."""

from datetime import UTC, datetime, timedelta

_frozen: datetime | None = None


def now() -> datetime:
    """The present moment, in UTC and aware of it."""
    return _frozen or datetime.now(UTC)


def freeze(moment: datetime) -> None:
    """Stop the clock at `moment` (tests only)."""
    global _frozen
    _frozen = moment.astimezone(UTC)


def advance(by: timedelta) -> None:
    """Move a stopped clock forward."""
    freeze(now() + by)


def thaw() -> None:
    """Let time run again."""
    global _frozen
    _frozen = None
