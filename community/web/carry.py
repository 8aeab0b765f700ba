"""Nothing typed is lost: a form that came too late (session over, stale token) is shown again, one press from sent.

Through the sign-in page the fields travel as one hidden field, `carried`. Only forms of this site are offered again:
a page elsewhere must not be able to place a ready-made deed under somebody's finger.
"""

import json
from urllib.parse import SplitResult, urlsplit

from flask import render_template, request

from community.text.tidy import tidy

UNTOLD = {"csrf_token", "carried", "password", "present_password", "new_password", "code"}  # never repeated in a page


def ours() -> bool:
    """Whether the request was sent by a page of this site."""
    origin = request.headers.get("Origin")
    if origin and origin != "null":
        return parts_of(origin).netloc == request.host
    # A page that hides its origin may be anybody's; old browsers that say nothing at all are believed.
    told = request.headers.get("Sec-Fetch-Site", "same-origin" if origin is None else "cross-site")
    return told in ("same-origin", "none")


def pack() -> str:
    """The form that was just posted, as text for the hidden field; empty where there is none to keep."""
    if request.method != "POST" or not ours():
        return ""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in UNTOLD]
    return json.dumps({"target": local_target(request.full_path), "fields": fields})


def unpack(text: str) -> dict | None:
    """What `pack` made, checked; None if it is not that."""
    try:
        kept = json.loads(text)
        fields = [(tidy(str(name)), tidy(str(value))) for name, value in kept["fields"] if name not in UNTOLD]
        target = local_target(str(kept["target"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return {"target": target, "fields": fields} if target else None


def offer(kept: dict, *, signed_in_again: bool = False) -> str:
    """The page that shows what was typed, with a fresh token and one button."""
    texts = _texts(kept["fields"])
    return render_template("web/resubmit.html", kept=kept, texts=texts, signed_in_again=signed_in_again)


def typed() -> list[str]:
    """The texts of the form that was just posted, for a page that refuses it without showing it again."""
    if request.method != "POST" or not ours():
        return []
    return _texts((name, value) for name, value in request.form.items(multi=True) if name not in UNTOLD)


def _texts(fields) -> list[str]:
    return [value for name, value in fields if len(value) > 40 or name in ("title", "body")]


def local_target(target: str | None) -> str:
    """`target` if it is a path of this site, else "" (next= never leaves the site)."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return ""
    if any(ord(character) < 33 or ord(character) == 127 or 0xD800 <= ord(character) < 0xE000 for character in target):
        return ""
    parts = urlsplit(target)
    return "" if parts.scheme or parts.netloc else target.removesuffix("?")


def parts_of(address: str | None) -> SplitResult:
    """The parts of an address that somebody sent; all empty where it is none."""
    try:
        return urlsplit(address or "")
    except ValueError:  # a bracket too many
        return urlsplit("")
