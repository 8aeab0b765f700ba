"""One JSON object a line, each request with its id; no names, no addresses, no texts in it."""

import logging
import re
import secrets
import sys
import time
import traceback
from types import TracebackType
from typing import Any

import structlog
from flask import g, request

GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")


def init_app(app) -> None:
    """Set up the log and note each request when it has been answered."""
    if not app.testing:
        _configure(app.config["LOG_LEVEL"])
    app.before_request(_begin)
    app.after_request(_finish)


def _configure(level: str) -> None:
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.ExceptionRenderer(without_values),
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("huey", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def without_values(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
    """Where an exception came from, and its kind: its words may hold an address or a text."""
    chain: BaseException | None = exc_info[1]
    lines: list[str] = []
    while chain is not None:
        lines += [*traceback.format_tb(chain.__traceback__), f"{type(chain).__module__}.{type(chain).__qualname__}\n"]
        chain = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)
    return "".join(lines)


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if GIVEN_ID.match(given) else secrets.token_hex(8)
    g.began = time.perf_counter()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response):
    began = g.get("began")
    if began is not None:
        response.headers["X-Request-Id"] = g.request_id
        took = round((time.perf_counter() - began) * 1000, 1)
        # The rule, not the path: a path may hold a name or a token.
        rule = request.url_rule.rule if request.url_rule else None
        logging.getLogger("ibis.request").info("%s %s %s in %s ms", request.method, rule, response.status_code, took)
    structlog.contextvars.unbind_contextvars("request_id")
    return response
