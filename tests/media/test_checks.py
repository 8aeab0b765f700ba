"""What is taken and what is refused, by what a file is and not by what it is called."""

import io
import time

import pytest
from PIL import Image

from community.errors import Invalid
from community.media import checks, images
from tests.media.conftest import archive, docx, picture, png_header

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
ODT = "application/vnd.oasis.opendocument.text"


def refusal(content, name, role="file") -> str:
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    with pytest.raises(Invalid) as refused:
        checks.check(stream, name, role)
    return str(refused.value.reason)


@pytest.mark.parametrize("form, name", [("PNG", "a.png"), ("JPEG", "a.jpg"), ("WEBP", "a.webp"), ("GIF", "a.GIF")])
def test_pictures_are_taken(app, form, name):
    found = checks.check(picture(form=form), name, "picture")
    assert found.content_type == f"image/{form.lower()}"


@pytest.mark.parametrize(
    "content, name, content_type",
    [
        (PDF, "report.pdf", "application/pdf"),
        (docx().read(), "plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (archive({"mimetype": ODT, "content.xml": "<x/>"}).read(), "plan.odt", ODT),
        ("town,people\nŁódź,672000\n".encode(), "towns.csv", "text/csv"),
        ("Größe\n".encode("cp1252"), "old.txt", "text/plain"),
    ],
)
def test_documents_are_taken(app, content, name, content_type):
    stream = io.BytesIO(content)
    found = checks.check(stream, name, "file")
    assert (found.content_type, found.size, stream.tell()) == (content_type, len(content), 0)


@pytest.mark.parametrize(
    "name",
    ["a.svg", "a.html", "a.exe", "a.zip", "a.docm", "a.pdf.php", "png", "", None, "a.png\0.svg", ".png/", "a.mp3"],
)
def test_kinds_that_are_not_on_the_list(app, name):
    assert "not taken" in refusal(b"anything", name)


@pytest.mark.parametrize(
    "content, name, role",
    [
        (b"<html><script>alert(1)</script>", "a.png", "picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "picture"),
        (PDF, "a.jpg", "picture"),
        (b"MZ\x90\0" + bytes(200), "a.pdf", "file"),
        (b"GIF89a" + PDF, "a.pdf", "file"),
        (b"junk" + PDF, "a.pdf", "file"),
        (PDF + docx().read(), "a.pdf", "file"),
        (picture().read() + docx().read(), "a.png", "picture"),
        (docx().read() + b"<script>", "a.docx", "file"),
        (b"%PDF" + docx().read(), "a.docx", "file"),
        (docx().read(), "a.xlsx", "file"),
        (archive({"mimetype": "text/html"}).read(), "a.odt", "file"),
        (b"PK\x03\x04" + bytes(400), "a.docx", "file"),
    ],
)
def test_files_that_lie(app, content, name, role):
    assert "something else" in refusal(content, name, role)


@pytest.mark.parametrize(
    "content",
    [b"<!DOCTYPE html><p>", b"  <script>1</script>", b"\xef\xbb\xbf<?xml version='1.0'?>", b"a\0b", b"#!/bin/sh"],
)
def test_text_that_is_no_text(app, content):
    assert "plain text" in refusal(content, "a.txt")


def test_office_files_that_bite(app):
    bomb = docx(**{"word/media/big.bin": b"\0" * 20_000_000})
    assert "too large" in refusal(bomb, "a.docx")
    assert "macros" in refusal(docx(**{"word/vbaProject.bin": "x"}), "a.docx")
    assert "not made as it should" in refusal(docx(**{"../../etc/passwd": "x"}), "a.docx")


def test_size_has_an_end_and_a_beginning(app):
    assert "empty" in refusal(b"", "a.txt")
    assert "too large" in refusal(b"a" * (9 * checks.MEGABYTE + 1), "a.txt")


def test_pixels_are_counted_before_any_is_made(app):
    began = time.perf_counter()
    for width, height in ((40_000, 40_000), (30_000, 30_000), (100_000, 1)):
        with pytest.raises(Invalid, match="too many pixels"):
            images.measure(png_header(width, height))
    assert time.perf_counter() - began < 1


def test_a_film_is_no_picture(app):
    frames = [Image.new("L", (8, 8), number % 256) for number in range(400)]
    film = io.BytesIO()
    frames[0].save(film, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(Invalid, match="frames"):
        images.measure(film)


@pytest.mark.parametrize(
    "given, kept",
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ana\\plan.txt", "plan.txt"),
        ("a\r\nSet-Cookie: x=1.txt", "a_Set-Cookie_ x_1.txt"),
        ('quote"<b>.txt', "quote__b_.txt"),
        ("مدينة.txt", "مدينة.txt"),
        ("x" * 400 + ".txt", "x" * 116 + ".txt"),
    ],
)
def test_names_are_made_harmless(app, given, kept):
    assert checks.check(io.BytesIO(b"a"), given, "file").filename == kept
