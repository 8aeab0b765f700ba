"""Text travels compressed, so that a slow line shows a page at once, also where no proxy stands before the site.

What one asks for can stand on the page beside a secret (the form's token), and the length of a compressed page would
tell of both: a file name of random length in gzip's header blurs it.
"""

import gzip
import io
import secrets

from flask import request

TEXTS = ("text/", "application/json", "application/javascript", "application/atom+xml", "image/svg+xml")
SMALLEST = 600  # bytes below which compressing saves no packet
LARGEST = 2_000_000  # what is larger is a file that somebody wants to have, and is streamed as it is
LEVEL = 6
BLUR = 64


def compress(response):
    """after_request: gzip what is text, when the browser takes it."""
    if response.status_code == 206 or not (response.mimetype or "").startswith(TEXTS):
        return response
    response.vary.add("Accept-Encoding")
    size = response.content_length or 0
    if "Content-Encoding" in response.headers or not SMALLEST <= size <= LARGEST or not _taken():
        return response
    response.direct_passthrough = False
    response.set_data(_gzipped(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    _weaken(response)
    return response


def _taken() -> bool:
    return request.accept_encodings.quality("gzip") > 0


def _gzipped(data: bytes) -> bytes:
    written = io.BytesIO()
    name = "x" * secrets.randbelow(BLUR)
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=LEVEL, fileobj=written, mtime=0) as packed:
        packed.write(data)
    return written.getvalue()


def _weaken(response) -> None:
    # The same content, not the same bytes.
    tag, _weak = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)
