"""Pages kept ready for the next reader: a view is marked `@kept_ready`, and says while it works what its page shows.

A page is shared by readers to whom it looks the same: all visitors of one language, all members of the same powers.
What is a reader's own in it (the token of a form, the name in the masthead) is a gap, filled anew for each. What a view
does not narrow down by `shows` is made anew after any change on the site. Whoever has something to be told, and whoever
wrote on the page themselves a short time ago, gets a page of their own, which is not kept.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any
from uuid import uuid4

from flask import Response, current_app, g, request
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf

from community import stamps
from community.board import slot_of
from community.web import readers
from community.web.packing import Piece, join, pack, unpack, wrap
from community.web.readers import Reader
from community.web.shelf import LASTING, PASSING, Kept, Own, Shelf

MARK = f"gap{secrets.token_hex(12)}"  # no text can hold it: it is thrown anew in each process
GAP = re.compile(MARK + r"([a-z]+)\.")
VARY = ("Cookie", "Accept-Encoding", "Accept-Language")


@dataclass
class Draft:
    """What a view said about the page while it made it."""

    shown: set[tuple[str, int]] | None = None
    own: dict[int, float | None] = field(default_factory=dict)
    notes: list[Callable[[], None]] = field(default_factory=list)
    shared: bool = True
    until: float | None = None


def shows(kind: str, *ids: int) -> None:
    """The page changes when one of these does, or when something was written that did not say what it touched."""
    if draft := _draft():
        draft.shown = (draft.shown or set()) | {(kind, one) for one in ids}


def differs_for(member_id: int | None, until: float | None) -> None:
    """To this member the page looks different, until that moment (seconds since the epoch; None: for ever)."""
    draft = _draft()
    if draft and member_id is not None:
        known = draft.own.get(member_id, 0.0)
        draft.own[member_id] = None if until is None or known is None else max(until, known)


def ends(until: float) -> None:
    """At this moment (seconds since the epoch) the page looks different, though nobody does anything."""
    if draft := _draft():
        draft.until = until if draft.until is None else min(until, draft.until)


def differs_before() -> None:
    """Whoever asks for this address may be led elsewhere: its page is kept, but not handed out at the first door."""
    g.asks_first = True


def counts(note: Callable[[], None]) -> None:
    """Call this now, and whenever the page is shown again."""
    note()
    if draft := _draft():
        draft.notes.append(note)


def is_drafting() -> bool:
    """Whether the page that is being made will be kept."""
    return _draft() is not None


def only_once() -> None:
    """The page is nobody else's."""
    if draft := _draft():
        draft.shared = False


def gap(name: str) -> str:
    """The mark of a gap, while a page is made to be kept; "" at other times."""
    return f"{MARK}{name}." if _draft() else ""


@contextmanager
def tokens_left_out():
    """While the block runs, forms have a gap where their token goes."""
    former = g.pop("csrf_token", None)
    g.csrf_token = f"{MARK}csrf."
    try:
        yield
    finally:
        g.csrf_token = former
        if former is None:
            del g.csrf_token


def _draft() -> Draft | None:
    return g.get("draft") if request else None


def init_app(app) -> None:
    """Give the app a shelf, and templates the gaps."""
    app.extensions["shelf"] = Shelf(app.config["KEPT_MEGABYTES"] * 1_000_000)
    app.jinja_env.globals.update(gap=gap)
    app.before_request(stamps.begin)


def kept_ready(*fields: str, members: bool = True):
    """Decorator of a view whose page may be kept. `fields`: what may stand in the address after the question mark.

    `members` of a site often differ in what a page shows them: such a page is kept for visitors only (False).
    """

    def mark(view):
        @wraps(view)
        def answer(*args, **kwargs):
            reader = _reader(fields)
            if reader is None or (reader.id and not members):
                return view(*args, **kwargs)
            return _answer(reader, partial(view, *args, **kwargs))

        return answer

    return mark


def _reader(fields: tuple[str, ...]) -> Reader | None:
    if request.method != "GET" or not current_app.extensions["shelf"].room:
        return None
    if any(name not in fields or len(values) > 1 for name, values in request.args.lists()):
        return None
    return readers.who[0]()


def key_of(environ: Mapping[str, Any], reader: Reader, locale: str) -> tuple:
    """Under what the page of this request lies."""
    return environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""), locale, *reader.like


def find(environ: Mapping[str, Any], reader: Reader, locale: str) -> Kept | None:
    """The page that this reader may have, if it is as good as new. One statement now and then. Needs an app context."""
    kept = current_app.extensions["shelf"].get(key_of(environ, reader, locale), stamps.board())
    if kept is None or _is_out_of_date_for(kept, reader):
        return None
    stamps.listen()
    return kept if kept.is_worth(stamps.board()) else None


def _is_out_of_date_for(kept: Kept, reader: Reader) -> bool:
    # What is counted about the others may be a minute old; members see at once what they did themselves.
    own = kept.own.get(reader.id or 0)
    return own is not None and stamps.board().number(slot_of("member", reader.id or 0)) != own.counted


def _answer(reader: Reader, make: Callable):
    kept = find(request.environ, reader, str(get_locale()))
    if kept is None:
        return _make(reader, make)
    if kept.is_own_of(reader.id):
        return make()
    for note in kept.notes:
        note()
    return _respond(kept, reader)


def _make(reader: Reader, make: Callable):
    stamps.listen()
    g.draft = draft = Draft()
    try:
        with tokens_left_out():
            page = make()
    finally:
        del g.draft
    if not isinstance(page, str):
        return page
    kept = _kept(page, draft)
    bare = reader.id is not None or not kept.gaps  # a visitor's form comes with a cookie, and is nobody else's
    if draft.shared and bare and not kept.is_own_of(reader.id) and stamps.is_still():
        current_app.extensions["shelf"].put(key_of(request.environ, reader, str(get_locale())), kept)
    return _respond(kept, reader)


def _kept(page: str, draft: Draft) -> Kept:
    board = stamps.board()
    shown = {stamps.ANYTHING} if draft.shown is None else {stamps.EVERYTHING, *draft.shown}
    slots = [slot_of(*thing) for thing in shown]
    own = {one: Own(until, board.number(slot_of("member", one))) for one, until in draft.own.items()}
    seen, lasting = {slot: board.number(slot) for slot in slots}, PASSING if draft.shown is None else LASTING
    return Kept(tuple(split(page, pack)), seen, own, tuple(draft.notes), lasting=lasting, until=draft.until)


def split(html: str, make: Callable[[bytes], Piece] = wrap) -> list[Piece | str]:
    """A page, or a reader's own part of one, as pieces and gaps."""
    parts = GAP.split(html)  # text, gap, text, gap, …, text
    return [part if number % 2 else make(part.encode()) for number, part in enumerate(parts)]


def _respond(kept: Kept, reader: Reader) -> Response:
    packed = request.accept_encodings.quality("gzip") > 0
    data = fill(kept, reader, {"csrf": generate_csrf, "once": once})
    response = Response(data if packed else unpack(data), mimetype="text/html")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.update(VARY)
    if kept.whole:
        response.set_etag(kept.etag, weak=True)
        response.make_conditional(request)
    if "asks_first" not in g:
        request.environ["ibis.kept"] = kept
    return response


def fill(kept: Kept, reader: Reader, words: Mapping[str, Callable[[], str]]) -> bytes:
    """The page as gzip, with this reader's own pieces in its gaps; `words` makes those that are new each time."""
    return kept.whole or join(_filled(kept.pieces, reader, words))


def _filled(pieces: Iterable[Piece | str], reader: Reader, words: Mapping[str, Callable[[], str]]) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, Piece):
            yield piece
        elif piece in reader.gaps:
            yield from _filled(reader.gaps[piece], reader, words)
        else:
            yield wrap(words[piece]().encode())


def once() -> str:
    """The number by which a form that is sent twice is known."""
    return uuid4().hex
