"""How much of a request is read. Without this, one form of ten million empty fields fills gigabytes for a minute."""

from typing import Any

from flask import Flask, request
from flask import Request as FlaskRequest
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import RequestEntityTooLarge, RequestHeaderFieldsTooLarge
from werkzeug.formparser import FormDataParser

from community.web import headers, plain

LONGEST_LINE = 16 * 1024  # bytes of the address, of its question, of each header; proxies let half of it pass
PIECE = 64 * 1024


class BoundedParser(FormDataParser):
    """Measures a plain form and counts its fields before it makes any: Werkzeug does so for forms with files only."""

    def _parse_urlencoded(self, stream, mimetype, content_length, options):
        bounded: Any = _Bounded(stream, self.max_form_memory_size or 0, self.max_form_parts or 0)
        return super()._parse_urlencoded(bounded, mimetype, content_length, options)


class _Bounded:
    """A stream that holds at most so many bytes and fields. Raises RequestEntityTooLarge."""

    def __init__(self, stream, most_bytes: int, most_fields: int):
        self._stream, self._bytes, self._fields = stream, most_bytes, most_fields

    def read(self) -> bytes:
        """All of it."""
        body, fields = bytearray(), 1
        while piece := self._stream.read(PIECE):
            body += piece
            fields += piece.count(b"&")
            if len(body) > self._bytes or fields > self._fields:
                raise RequestEntityTooLarge()
        return bytes(body)


class Request(FlaskRequest):
    """A request whose form has an end."""

    form_data_parser_class = BoundedParser


def init_app(app: Flask) -> None:
    """Read no more than that."""
    app.request_class = Request
    app.before_request(_check)
    app.wsgi_app = _before(app.wsgi_app, app.config)


def _before(inner, config):
    """WSGI, since some headers are taken apart before the application is asked: lists that browsers send are short."""

    def bounded(environ, start_response):
        if not any(name.startswith("HTTP_") and len(value) > LONGEST_LINE for name, value in environ.items()):
            return inner(environ, start_response)
        refusal = RequestHeaderFieldsTooLarge().get_response()
        refusal.headers.update(headers.of_refusals(config))
        return refusal(environ, start_response)

    return bounded


def _check():
    """before_request: 414 for an address that nobody followed; people see this page who searched for a whole text."""
    if max(len(request.query_string), len(request.path)) > LONGEST_LINE:
        return plain.answer(414, _("This address is too long."))
    return None
