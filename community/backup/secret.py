"""What the instance folder holds besides uploads, and a restored site needs: above all the secret key.

The key signs cookies and links. Where it comes from the environment it is the operator's, and no part of a back-up.
"""

import hashlib
import hmac
from pathlib import Path

from flask import current_app

KEY = "secret-key"
FILES = (KEY, "demo-sign-in")  # the second: as whom one signs in to the demonstration


def kept() -> list[Path]:
    """The files of the instance folder that belong into a back-up."""
    found = [_folder() / name for name in FILES]
    return [path for path in found if path.is_file() and (path.name != KEY or is_kept_here())]


def is_kept_here() -> bool:
    """Whether the secret key is the one in the instance folder, not one of the environment."""
    path = _folder() / KEY
    return path.is_file() and path.read_text() == current_app.config["SECRET_KEY"]


def fingerprint(key: str | None = None) -> str:
    """By which two keys can be compared without knowing either; of this site's key, unless another is given."""
    secret = current_app.config["SECRET_KEY"] if key is None else key
    return hmac.digest(secret.encode(), b"ibis back-up", hashlib.sha256).hex()


def _folder() -> Path:
    return Path(current_app.config["INSTANCE"])
