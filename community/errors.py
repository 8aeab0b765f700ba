"""What can go wrong in a deed, as five kinds. `web.errors` answers each of them in HTML and in JSON."""


class Refusal(Exception):
    """A deed that was not done; `reason` is a (lazy) sentence for the person who asked."""

    status = 400

    def __init__(self, reason=None):
        super().__init__(reason)
        self.reason = reason


class NotFound(Refusal):
    """There is no such thing, or none that this person may know of: the two are never told apart."""

    status = 404


class NotAllowed(Refusal):
    """The person may see the thing but not do this with it."""

    status = 403


class Invalid(Refusal):
    """What was given cannot be accepted; `field` names the form field where one is to blame."""

    status = 422

    def __init__(self, reason, field=None):
        super().__init__(reason)
        self.field = field


class NoRoom(Invalid):
    """What was given is good, but there is nowhere to keep it: the disk is full, or cannot be written."""

    status = 507


class Conflict(Refusal):
    """Somebody else was faster; `theirs` is what stands there now."""

    status = 409

    def __init__(self, reason, theirs=None):
        super().__init__(reason)
        self.theirs = theirs
