"""Two locks on the one door: nh3 keeps the allow-list, then bleach keeps the same one as an independent opinion.

The renderer writes nothing that they would have to remove; the tests hold it to that. Nothing changes the HTML
after them: `show.dress` only puts escaped names at places that this list alone makes possible.
"""

import re
import threading

import nh3
from bleach.sanitizer import Cleaner

from community.text.links import OWN_FILE, REL, is_allowed

SCHEMES = {"http", "https", "mailto"}
Rules = dict[str, re.Pattern[str] | None]
_DIRECTION: Rules = {"dir": re.compile("auto|ltr|rtl")}
_SIDE: Rules = _DIRECTION | {"class": re.compile("start|center|end")}
_NOTE = re.compile("[nr]-[0-9a-f]{10}-[0-9]{1,6}(-[0-9]{1,6})?")

# Tag → attribute → what its value must look like from start to end (None: any words).
ALLOWED: dict[str, Rules] = {
    **{tag: {} for tag in ("br", "hr", "strong", "em", "s", "code", "thead", "tbody", "tr", "sup")},
    **dict.fromkeys(("p", "h2", "h3", "h4", "h5", "h6", "ul", "table", "pre"), _DIRECTION),
    "blockquote": {"data-post": re.compile("[0-9]{1,18}"), **_DIRECTION},
    "ol": {"start": re.compile("[0-9]{1,9}"), **_DIRECTION},
    "li": {"class": re.compile("todo|done"), "id": _NOTE, **_DIRECTION},
    "th": _SIDE,
    "td": _SIDE,
    "div": {"class": re.compile("wide")},
    "section": {"class": re.compile("notes")},
    "span": {"class": re.compile("box")},
    "img": {"src": OWN_FILE, "alt": None, "loading": re.compile("lazy")},
    "a": {
        "data-member": re.compile(r"[^\s<>\"'&]{1,120}"),
        "href": None,  # see is_permitted
        "rel": re.compile(REL),
        "id": _NOTE,
        "class": re.compile("back"),
    },
}


def is_permitted(tag: str, name: str, value: str) -> bool:
    """May this element carry this attribute with this value? The one rule that both cleaners ask."""
    if name not in ALLOWED.get(tag, {}):
        return False
    if name == "href":
        return is_allowed(value)
    shape = ALLOWED[tag][name]
    return shape is None or shape.fullmatch(value) is not None


def clean(html: str) -> str:
    """Only what ALLOWED lists is left."""
    return second_lock(first_lock(html))


def first_lock(html: str) -> str:
    """nh3 (kept up and fast): the lock the site relies on."""
    return _NH3.clean(html)


def second_lock(html: str) -> str:
    """bleach: finds nothing left to remove, or the first lock has failed."""
    return _own_bleach().clean(html)


_NH3 = nh3.Cleaner(
    tags=set(ALLOWED),
    attributes={tag: set(names) for tag, names in ALLOWED.items()},
    attribute_filter=lambda tag, name, value: value if is_permitted(tag, name, value) else None,
    url_schemes=SCHEMES,
    link_rel=None,
)
_local = threading.local()


def _own_bleach() -> Cleaner:
    # A Cleaner of bleach holds state while it works, so each thread has its own.
    if not hasattr(_local, "bleach"):
        _local.bleach = _new_bleach()
    return _local.bleach


def _new_bleach() -> Cleaner:
    cleaner = Cleaner(tags=set(ALLOWED), attributes=is_permitted, protocols=SCHEMES, strip=True)
    # "<" and '"' never stand bare inside an attribute, so that `show` can tell our marks from a reader's words.
    cleaner.serializer.escape_lt_in_attrs = True
    cleaner.serializer.use_best_quote_char = False
    cleaner.serializer.quote_char = '"'
    return cleaner
