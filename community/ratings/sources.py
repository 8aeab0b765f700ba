"""From where a vote came, as far as moderators need to know: whether two came from the same address on one day."""

import hashlib
import hmac
from datetime import date


def fingerprint(address: str, day: date, secret: str) -> str:
    """A keyed hash of the address; the key changes every day, so nobody can be followed from day to day."""
    key = hashlib.sha256(f"{secret} ratings {day.isoformat()}".encode()).digest()
    return hmac.new(key, address.encode(), hashlib.sha256).hexdigest()
