"""The grammar of permission: a policy is a function that answers YES or no("because …").

The same verdict hides a button, guards the form and is shown to the person who is refused.
"""

from dataclasses import dataclass

from community.errors import NotAllowed


@dataclass(frozen=True)
class Verdict:
    """The answer of a policy; true in a condition when it allows. `reason` is a lazy sentence."""

    allowed: bool
    reason: object = None

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


def no(reason) -> Verdict:
    """A refusal that says why."""
    return Verdict(False, reason)


def require(verdict: Verdict) -> None:
    """Go on if the verdict allows. Raises NotAllowed with the verdict's reason."""
    if not verdict:
        raise NotAllowed(verdict.reason)
