"""How often one may: counters by address and by account that hold over all worker processes.

Flask-Limiter knows no embedded store that processes share, so here is one over SQLite; Redis by setting.
A limit stands beside its route as `@limit("10 per minute", by=…)`, with its reason; all others share one rate.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_network
from pathlib import Path

from flask import request
from flask_limiter import Limit, Limiter
from flask_login import current_user
from limits import parse
from limits.storage import MemoryStorage, Storage
from werkzeug.exceptions import TooManyRequests

log = logging.getLogger(__name__)

TOGETHER = "1200 per hour"  # POSTs of all accounts at one address: a school of sixty writes so, a herd of accounts more
OTHERS = "600 per hour"  # POSTs of an account to a route with no limit of its own: no hand is as fast for so long
LONGEST = 254  # characters of a name or address that are looked at


def _or_alone(method):
    """Where the file cannot be written (a full disk), each process counts for itself: a limit is never off."""

    @wraps(method)
    def ask(self, *args, **given):
        try:
            return method(self, *args, **given)
        except sqlite3.Error as error:
            log.warning("limits are counted by each process alone: %s", error)
            return getattr(self._alone, method.__name__)(*args, **given)

    return ask


class SQLiteStorage(Storage):
    """Fixed-window counters in one small file; a lost file only forgets counts."""

    STORAGE_SCHEME = ["ibis-sqlite"]

    def __init__(self, uri: str, wrap_exceptions: bool = False, **_options):
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._path = uri.removeprefix("ibis-sqlite://")
        self._local = threading.local()
        self._alone = MemoryStorage()

    @property
    def base_exceptions(self):
        """What the library may take for a failing store."""
        return sqlite3.Error

    def _db(self) -> sqlite3.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS hits (key TEXT PRIMARY KEY, n INTEGER, ends REAL) WITHOUT ROWID"
            )
            self._local.connection = connection
        return connection

    @_or_alone
    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount` more in the key's window of `expiry` seconds; answers the count."""
        now = time.time()
        row = (
            self._db()
            .execute(
                "INSERT INTO hits VALUES (:key, :amount, :ends) ON CONFLICT (key) DO UPDATE SET "
                "n = CASE WHEN ends <= :now THEN :amount ELSE n + :amount END, "
                "ends = CASE WHEN ends <= :now THEN :ends ELSE ends END RETURNING n",
                {"key": key, "amount": amount, "ends": now + expiry, "now": now},
            )
            .fetchall()
        )
        return row[0][0]

    @_or_alone
    def get(self, key: str) -> int:
        """The count of the key's present window."""
        row = self._db().execute("SELECT n FROM hits WHERE key = ? AND ends > ?", (key, time.time())).fetchone()
        return row[0] if row else 0

    @_or_alone
    def get_expiry(self, key: str) -> float:
        """When the key's window ends, in seconds since the epoch."""
        row = self._db().execute("SELECT ends FROM hits WHERE key = ?", (key,)).fetchone()
        return row[0] if row else time.time()

    def check(self) -> bool:
        """Whether the store answers."""
        return self._db().execute("SELECT 1").fetchone() == (1,)

    def reset(self) -> int:
        """Forget all counts; answers how many there were."""
        return self._db().execute("DELETE FROM hits").rowcount

    @_or_alone
    def clear(self, key: str) -> None:
        """Forget the key's count."""
        self._db().execute("DELETE FROM hits WHERE key = ?", (key,))

    def sweep(self) -> int:
        """Drop windows that have ended; answers how many."""
        return self._db().execute("DELETE FROM hits WHERE ends <= ?", (time.time(),)).rowcount


def address() -> str:
    """Whom an address limit counts: the address, an IPv6 one by its /64."""
    remote = request.remote_addr or "nowhere"
    try:
        known = ip_address(remote)
    except ValueError:
        return remote
    if known.version == 6 and known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return remote if known.version == 4 else str(ip_network((int(known) >> 64 << 64, 64)))


def account() -> str:
    """Whom an account limit counts: the member, or the address of one who is not signed in."""
    return f"member {current_user.id}" if current_user.is_authenticated else address()


def reader() -> str:
    """As `account`, for what pages tell by themselves: it is not counted together with what is sent from an address."""
    return account()


def typed(field: str, meant: Callable[[str], str] = str.casefold):
    """Count by what was typed in a form field, so that one account is guarded from many addresses.

    `meant` says what all spellings of one account have in common.
    """
    return lambda: "typed " + meant(request.form.get(field, "").strip()[:LONGEST])


_others = Limit(OTHERS, key_function=account, methods=["POST"])
limiter = Limiter(key_func=address, default_limits=[_others], strategy="fixed-window", headers_enabled=False)


def limit(rate: str, by=address):
    """Decorator below the route: at most `rate` POSTs ("10 per minute") for each `by()`.

    What is counted by account is counted by address as well, together with all else that is sent from there.
    """
    counted = limiter.limit(rate, key_func=by, methods=["POST"])
    return counted if by is not account else lambda view: _from_one_address(counted(view))


_from_one_address = limiter.shared_limit(TOGETHER, scope="deeds of an address", key_func=address, methods=["POST"])


def spend(rate: str, *what: str) -> bool:
    """Count one more of `what`, outside of any route; False once there were as many as `rate` allows."""
    return not limiter.enabled or limiter.limiter.hit(parse(rate), *what)


def pay(rate: str, *what: str) -> None:
    """Like `spend`, in a view, for deeds that count only when they are done. Raises TooManyRequests."""
    if not spend(rate, *what):
        ends = limiter.limiter.get_window_stats(parse(rate), *what).reset_time
        raise TooManyRequests(retry_after=max(1, int(ends - time.time())))


def sweep() -> None:
    """Forget windows that have ended, where the store does not do so by itself (periodic)."""
    if limiter.enabled and isinstance(limiter.storage, SQLiteStorage):
        limiter.storage.sweep()


def init_app(app) -> None:
    """Connect the limits to their store."""
    Path(app.config["INSTANCE"]).mkdir(parents=True, exist_ok=True)
    app.config["RATELIMIT_ENABLED"] = app.config["LIMITS"]
    app.config["RATELIMIT_STORAGE_URI"] = (
        app.config["REDIS_URL"] or f"ibis-sqlite://{app.config['INSTANCE']}/limits.sqlite"
    )
    limiter.init_app(app)
