"""Under which names the site answers. What is asked under any other is refused, before anything else looks at it.

Nothing that leaves the site takes a name from a request (links in mails are built on IBIS_URL), so this is the second
lock on that door; the first against pages of others that point a name of theirs at this machine.
"""

import re

from flask import current_app, request
from flask_babel import lazy_gettext as _

from community.web import plain

HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9]([a-z0-9._-]{0,252}[a-z0-9])?)(:[0-9]{1,5})?")
ALIVE = ("/livez", "/readyz")  # what keeps the processes alive asks by number; it learns no more than that they are
NOBODY = "name.invalid"


def name_of(host: str | None) -> str | None:
    """The name in a Host header, without its port; None for what is none."""
    found = HOST.fullmatch((host or "").lower())
    return found[1] if found else None


def is_known(environ: dict, names: frozenset[str]) -> bool:
    """Whether the request came under one of these names (the setting KNOWN_HOSTS)."""
    return name_of(environ.get("HTTP_HOST")) in names


def init_app(app) -> None:
    """Refuse what is asked under other names."""
    app.before_request(_check)
    inner, names = app.wsgi_app, app.config["KNOWN_HOSTS"]

    def named(environ, start_response):
        if not is_known(environ, names):
            environ["HTTP_HOST"] = NOBODY  # what is no name at all would stop the routing before _check
        return inner(environ, start_response)

    app.wsgi_app = named


def _check():
    """before_request, the first of all: 400 for a name that is not ours."""
    if request.path in ALIVE or is_known(request.environ, current_app.config["KNOWN_HOSTS"]):
        return None
    return plain.answer(400, _("This site does not answer under that name."))
