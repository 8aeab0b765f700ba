"""Files that are small to send and large to open: refused by what they announce, or opened within little memory."""

import io
import struct
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from community.errors import Invalid
from community.media import archives, checks, frames, images
from tests.media.conftest import archive, docx, picture, png_header

MEGABYTE = 1024 * 1024


def gif(number: int, size: tuple[int, int] = (8, 8)) -> io.BytesIO:
    """A film of so many frames of one pixel."""
    head = b"GIF89a" + struct.pack("<HH", *size) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
    frame = b"\x21\xf9\x04\x08\x01\0\0\0" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return io.BytesIO(head + frame * number + b"\x3b")


def jpeg_header(width: int, height: int) -> io.BytesIO:
    """A photograph that promises so many pixels: another one's header, rewritten."""
    data = bytearray(picture((16, 16), "JPEG").read())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return io.BytesIO(data)


def webp_header(width: int, height: int) -> io.BytesIO:
    """The same as WebP, which holds at most 16,383 by 16,383."""
    data = bytearray(picture((16, 16), "WEBP").read())
    at = data.index(b"VP8 ") + 14
    data[at : at + 4] = struct.pack("<HH", width, height)
    return io.BytesIO(data)


PROMISES = {
    "PNG": png_header(40_000, 40_000), "a long PNG": png_header(1_000_000, 1), "GIF": gif(1, (40_000, 40_000)),
    "JPEG": jpeg_header(40_000, 40_000), "WebP": webp_header(16_383, 16_383), "PNG of no width": png_header(0, 40_000),
}  # fmt: skip


@pytest.mark.parametrize("what", PROMISES)
def test_a_picture_is_refused_by_its_header(app, what):
    tracemalloc.start()
    for ask in (images.measure, lambda stream: images.square(stream, 88), lambda stream: images.narrowed(stream, 1600)):
        with pytest.raises(Invalid):
            ask(PROMISES[what])
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGABYTE


@pytest.mark.parametrize("number", [201, 10_000, 400_000])
def test_a_long_film_is_refused_when_200_frames_are_counted(app, number):
    film = gif(number)
    with pytest.raises(Invalid, match="frames"):
        images.measure(film)
    assert frames.count(film.getvalue(), 200) == 201


@pytest.mark.parametrize("number", [0, 1, 7, 200])
def test_frames_are_counted_as_they_are_shown(number):
    assert frames.count(gif(number).getvalue(), 200) == number


def test_a_real_film_has_the_frames_that_pillow_finds(app):
    out = io.BytesIO()
    many = [Image.linear_gradient("L").resize((40, 30)).rotate(turn) for turn in range(0, 360, 20)]
    many[0].save(out, "GIF", save_all=True, append_images=many[1:], comment=b"x" * 900)
    assert frames.count(out.getvalue(), 200) == Image.open(out).n_frames == 18
    for end in range(0, len(out.getvalue()), 97):
        assert frames.count(out.getvalue()[:end], 200) <= 18


def text_bomb() -> io.BytesIO:
    told = PngImagePlugin.PngInfo()
    told.add(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 50 * MEGABYTE))
    return picture((60, 40), pnginfo=told)


def profile_bomb() -> io.BytesIO:
    told = PngImagePlugin.PngInfo()
    told.add(b"iCCP", b"Comment\0\0" + zlib.compress(b"\0" * 50 * MEGABYTE))
    return picture((60, 40), pnginfo=told)


def exif_bomb() -> io.BytesIO:
    """8 MB of what the camera said: an index of a thousand lines, each of which announces gigabytes."""
    lines = b"".join(struct.pack("<HHLL", 0x0100 + number, 2, 0xFFFFFFF0, 8) for number in range(1000))
    told = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 1000) + lines + b"\0\0\0\0" + bytes(8 * MEGABYTE)
    return picture((60, 40), "WEBP", exif=told)


def exif_ring() -> io.BytesIO:
    """An index whose next index is itself."""
    told = (
        b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHLL", 0x8769, 4, 1, 8) + struct.pack("<L", 8)
    )
    return picture((60, 40), "JPEG", exif=told)


@pytest.mark.filterwarnings("ignore")  # Pillow says what it thinks of them
@pytest.mark.parametrize("bomb", [text_bomb, profile_bomb, exif_bomb, exif_ring])
def test_what_is_attached_to_a_picture_does_not_grow(app, bomb):
    stream = bomb()
    tracemalloc.start()
    for ask in (images.measure, lambda one: images.square(one, 88), lambda one: images.narrowed(one, 1600)):
        try:
            made = ask(stream)
        except Invalid:
            continue
        assert made == (60, 40) or len(made) < 10_000
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40 * MEGABYTE


LARGEST = {
    "PNG": ("RGBA", (6000, 4000), {}),
    "a JPEG that comes in steps": ("RGB", (6000, 4000), {"progressive": True, "subsampling": 0}),
    "WEBP": ("RGBA", (4000, 3000), {"method": 0}),
    "GIF": ("L", (6000, 4000), {}),
}
PEAK = 250  # MB beside what the process has anyway; it was 760
ALONE = """
import io, resource, sys
from PIL import Image
from community.media import images

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

data = io.BytesIO(open(sys.argv[1], "rb").read())
images.square(io.BytesIO(open(sys.argv[2], "rb").read()), 88)
before = peak()
images.measure(data), images.square(data, 88), images.narrowed(data, 1600)
print(peak() - before)
"""


@pytest.mark.parametrize("what", LARGEST)
def test_the_largest_picture_that_is_taken_leaves_the_process_small(what, tmp_path):
    mode, size, more = LARGEST[what]
    form = next(form for form in ("PNG", "JPEG", "WEBP", "GIF") if form in what)
    Image.new(mode, size, 1 if mode in "LP" else "teal").save(tmp_path / "large", form, **more)
    picture((30, 20), form).readinto(small := bytearray(10_000))
    (tmp_path / "small").write_bytes(small)
    done = subprocess.run(
        [sys.executable, "-c", ALONE, tmp_path / "large", tmp_path / "small"], cwd=Path(__file__).parents[2],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert float(done.stdout) < PEAK


def test_a_tall_picture_becomes_a_narrow_one(app):
    made = Image.open(io.BytesIO(images.narrowed(picture((1000, 16_000)), 320)))
    assert made.size == (80, 1280)


def refusal(content: io.BytesIO, name: str) -> str:
    with pytest.raises(Invalid) as refused:
        checks.check(content, name, "file")
    return str(refused.value.reason)


def test_an_archive_of_very_many_files_is_refused_before_they_are_listed(app, monkeypatch):
    many = archive({f"{number}": "" for number in range(archives.MOST_ENTRIES + 1)} | {"word/document.xml": ""})
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert "too large" in refusal(many, "a.docx")


def test_an_archive_that_announces_gigabytes_is_refused(app):
    data = bytearray(docx(**{"word/media/a.bin": b"a" * 5000}).read())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 0xFFFFFFF0)
    assert "too large" in refusal(io.BytesIO(data), "a.docx")


def test_archives_in_archives_are_not_opened(app):
    inner = archive({"big": b"\0" * 30 * MEGABYTE})
    for _turn in range(5):
        inner = archive({"inner.zip": inner.read()})
    tracemalloc.start()
    found = checks.check(docx(**{"word/embeddings/inner.zip": inner.read()}), "a.docx", "file")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.filename == "a.docx"
    assert peak < 5 * MEGABYTE
