"""Every setting: its name, its default and one line why. All come from the environment as IBIS_<NAME>.

`from_environment()` reads them (after `.env`), checks them, and stops the start with one sentence if one is unsafe.
What an administrator changes while the site runs (its name, its rules) is not here but in `community/settings.py`.
"""

import os
import re
import secrets
from contextlib import suppress
from ipaddress import IPv6Address, ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

VERSION = "0.1.0"  # of Ibis; the same stands in pyproject.toml

MAILS = ("console", "smtp", "memory")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
NAME = re.compile(r"[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?")  # of a host


class ConfigError(SystemExit):
    """A setting that would make the site unsafe; the message is one sentence for the operator."""


class Production:
    """A site that others reach. Nothing unsafe starts."""

    ENV = "production"
    URL = ""  # where people reach the site (production must say): for mails and feeds; https makes Secure cookies
    INSTANCE = "instance"  # the folder of database, uploads and secret, so that several sites share a checkout
    SECRET_KEY = ""  # signs cookies and links; at least 32 characters
    DATABASE_URL = ""  # postgresql+psycopg://…; empty: SQLite in the instance folder
    REDIS_URL = ""  # redis://…; empty: limits and jobs are kept in SQLite files in the instance folder
    DEBUG = False  # the interactive debugger runs anybody's code: never outside development
    COOKIE_SECURE = True  # cookies travel on https only
    HSTS_SECONDS = 0  # tell browsers to insist on https for so long; 31536000 once https is known to work
    MAIL = "console"  # console | smtp | memory: where mail goes
    MAIL_FROM = "Ibis <ibis@localhost>"  # the sender of every mail
    SMTP_HOST = "127.0.0.1"  # the mail server and how to speak to it
    SMTP_PORT = 25
    SMTP_USERNAME = ""
    SMTP_PASSWORD = ""
    SMTP_STARTTLS = False
    LANGUAGES = "en,fr,sv,ar"  # interface languages offered, as BCP 47 codes; the first is the default
    TIMEZONE = "UTC"  # in which zone dates are printed for visitors
    HOSTS = ""  # further names under which the site answers, beside that of URL: www.ibis.example.org,…
    TRUSTED_PROXIES = ""  # addresses or networks of proxies whose X-Forwarded-… is believed: 127.0.0.1,10.0.0.0/8
    UPLOAD_MEGABYTES = 10  # the largest request body
    KEPT_MEGABYTES = 16  # how much of its memory each web process fills with pages that are kept ready; 0: none
    WORKERS = 0  # web processes; 0: one per core
    LIMITS = True  # request limits; benchmarks switch them off
    LOG_LEVEL = "INFO"


class Development(Production):
    """What `make run` starts: everything embedded, on this machine only."""

    ENV = "development"
    COOKIE_SECURE = False


class Testing(Development):
    """What the tests start: mail is kept in memory."""

    ENV = "testing"
    MAIL = "memory"
    SECRET_KEY = "a secret for tests that nobody else relies on"


KINDS = {kind.ENV: kind for kind in (Production, Development, Testing)}


def from_environment(kind: type[Production] | None = None, **overrides) -> dict:
    """Flask's configuration from defaults, environment and overrides (by setting name). Raises ConfigError."""
    kind = kind or KINDS.get(os.environ.get("IBIS_ENV", "production").strip())
    if kind is None:
        raise ConfigError("IBIS_ENV must be one of " + ", ".join(KINDS) + ".")
    values = {name: _read(name, getattr(kind, name)) for name in dir(Production) if name.isupper()}
    values.update(overrides, ENV=kind.ENV)
    values["INSTANCE"] = str(Path(values["INSTANCE"]).resolve())
    if not values["URL"] and kind.ENV != "production":
        values["URL"] = _local_address()
    values["URL"] = values["URL"].rstrip("/")
    _check(values)
    return values | _for_extensions(values)


def _local_address() -> str:
    return f"http://127.0.0.1:{os.environ.get('PORT', '5000')}"


def _read(name: str, default):
    text = os.environ.get(f"IBIS_{name}")
    if text is None or text == "":
        return default
    if isinstance(default, bool):
        return text.strip().lower() in ("1", "true", "yes", "on")
    if isinstance(default, int):
        if not text.strip().isdigit():
            raise ConfigError(f"IBIS_{name} must be a whole number, not {text!r}.")
        return int(text)
    return text.strip()


def _check(values: dict) -> None:
    _check_choices(values)
    if values["ENV"] == "production":
        _check_production(values)
    elif not values["SECRET_KEY"]:
        values["SECRET_KEY"] = _kept_secret(Path(values["INSTANCE"]))


def _check_choices(values: dict) -> None:
    if values["MAIL"] not in MAILS:
        raise ConfigError("IBIS_MAIL must be one of " + ", ".join(MAILS) + ".")
    try:
        for code in values["LANGUAGES"].split(","):
            Locale.parse(code.strip(), sep="-")
    except (UnknownLocaleError, ValueError):
        raise ConfigError(f"IBIS_LANGUAGES must be codes like en,fr, not {values['LANGUAGES']!r}.") from None
    try:
        ZoneInfo(values["TIMEZONE"])
    except (KeyError, ValueError, OSError):
        raise ConfigError(f"IBIS_TIMEZONE must be a name like Europe/Paris, not {values['TIMEZONE']!r}.") from None


def _check_production(values: dict) -> None:
    key, host = values["SECRET_KEY"], urlsplit(values["URL"]).hostname
    if len(key) < 32 or len(set(key)) < 8:
        raise ConfigError("IBIS_SECRET_KEY is missing or weak: set it to at least 32 random characters.")
    if values["DEBUG"]:
        raise ConfigError("IBIS_DEBUG must be off in production: the debugger runs anybody's code.")
    if not values["URL"]:
        raise ConfigError(
            "IBIS_URL is missing: say where people reach the site, since https decides for Secure cookies."
        )
    if host not in LOOPBACK and not (values["COOKIE_SECURE"] and values["URL"].startswith("https://")):
        raise ConfigError("In production IBIS_URL must be an https address and IBIS_COOKIE_SECURE on.")
    if host in LOOPBACK and not values["URL"].startswith("https://"):
        values["COOKIE_SECURE"] = False  # browsers on the same machine could never sign in otherwise


def _kept_secret(instance: Path) -> str:
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / "secret-key"
    if not path.exists():
        partial = path.with_suffix(f".{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # the first of several processes wins, all read the same
            os.link(partial, path)
        partial.unlink()
    return path.read_text()


def _known_hosts(values: dict) -> frozenset[str]:
    address = urlsplit(values["URL"]).hostname or ""
    local = () if values["ENV"] == "production" and address not in LOOPBACK else LOOPBACK
    return frozenset(_as_sent(name) for name in (address, *_listed(values["HOSTS"]), *local))


def _as_sent(name: str) -> str:
    """The name as browsers send it: in lower case, other scripts encoded, an IPv6 address in brackets."""
    bare = name.lower().strip("[]")
    with suppress(ValueError):
        return f"[{IPv6Address(bare)}]"
    with suppress(UnicodeError):
        if NAME.fullmatch(sent := bare.encode("idna").decode()):
            return sent
    raise ConfigError(f"IBIS_URL and IBIS_HOSTS must give names like ibis.example.org, not {name!r}.")


def _networks(text: str) -> tuple:
    try:
        return tuple(ip_network(word, strict=False) for word in _listed(text))
    except ValueError:
        raise ConfigError(
            f"IBIS_TRUSTED_PROXIES must be addresses or networks like 127.0.0.1,10.0.0.0/8, not {text!r}."
        ) from None


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _engine_options(url: str) -> dict:
    always = {"hide_parameters": True}  # logs hold no values
    if not url.startswith("postgresql"):
        return always
    # A server that is gone without a word is found out within seconds, and nobody waits for long to reach one.
    line = {"connect_timeout": 3, "tcp_user_timeout": 10_000, "keepalives_idle": 10, "keepalives_interval": 5}
    return always | {"pool_timeout": 3, "connect_args": line}


def _for_extensions(values: dict) -> dict:
    secure = values["COOKIE_SECURE"]
    return {
        "SQLALCHEMY_DATABASE_URI": values["DATABASE_URL"] or f"sqlite:///{values['INSTANCE']}/ibis.sqlite",
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(values["DATABASE_URL"]),
        "KNOWN_HOSTS": _known_hosts(values),
        "PROXY_NETWORKS": _networks(values["TRUSTED_PROXIES"]),
        "MAX_CONTENT_LENGTH": values["UPLOAD_MEGABYTES"] * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,  # 64,000 characters of text, percent-encoded, and room to spare
        "MAX_FORM_PARTS": 500,
        "SESSION_COOKIE_NAME": "__Host-ibis" if secure else "ibis",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,  # the session's own row says when it ends
        "WTF_CSRF_TIME_LIMIT": None,  # a form may stay open for as long as the session lives
        "WTF_CSRF_SSL_STRICT": False,  # privacy settings drop the Referer; the token is what protects
        "BABEL_DEFAULT_LOCALE": values["LANGUAGES"].split(",")[0].strip(),
        "BABEL_TRANSLATION_DIRECTORIES": str(Path(__file__).parent / "community" / "translations"),
        "TESTING": values["ENV"] == "testing",
        "VERSION": VERSION,
    }
