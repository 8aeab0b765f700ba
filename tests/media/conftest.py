"""Files as members and attackers make them, in memory; and an app whose uploads lie in a folder of the test."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image


def picture(size=(300, 200), form="PNG", **kwargs) -> io.BytesIO:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, form, **kwargs)
    out.seek(0)
    return out


def png_header(width: int, height: int) -> io.BytesIO:
    """A PNG that promises so many pixels and holds none."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    data = b"IDAT" + zlib.compress(b"\0" * 1000)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    )


def archive(entries: dict) -> io.BytesIO:
    """A zip archive of `entries`: path -> content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    out.seek(0)
    return out


def docx(**more) -> io.BytesIO:
    return archive(entries={"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>", **more})


@pytest.fixture
def media_folder(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "INSTANCE", str(tmp_path))
    return tmp_path / "media"
