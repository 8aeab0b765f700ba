"""What is kept of a picture: its pixels, upright and small, and nothing else."""

import contextlib
import io
import random

import pytest
from PIL import Image

from community.errors import Invalid
from community.media import images
from tests.media.conftest import picture


def opened(octets: bytes) -> Image.Image:
    return Image.open(io.BytesIO(octets))


def test_an_avatar_is_a_square_from_the_middle(app):
    made = opened(images.square(picture((300, 200)), 88))
    assert (made.format, made.size) == ("WEBP", (88, 88))


def test_pictures_are_never_enlarged(app):
    assert opened(images.narrowed(picture((300, 200)), 800)).size == (300, 200)
    assert opened(images.narrowed(picture((1000, 500), "JPEG"), 320)).size == (320, 160)


def test_what_the_camera_said_is_gone_but_for_which_way_is_up(app):
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    exif[0x010E] = "taken at home"
    exif.get_ifd(0x8825)[1] = "N"
    shot = picture((300, 200), "JPEG", exif=exif, comment=b"secret")
    assert images.measure(shot) == (200, 300)
    made = images.narrowed(shot, 800)
    assert opened(made).size == (200, 300)
    assert not opened(made).getexif() and "exif" not in opened(made).info
    assert b"home" not in made and b"secret" not in made


def test_nothing_of_a_face_behind_the_face_stays(app):
    shot = io.BytesIO(picture((60, 60)).read() + b"<script>alert(1)</script>")
    assert b"script" not in images.square(shot, 88)


def test_every_mode_of_pixels_can_be_kept(app):
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"):
        out = io.BytesIO()
        Image.new(mode, (20, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")
        out.seek(0)
        assert opened(images.narrowed(out, 320)).size == (20, 30), mode


@pytest.mark.filterwarnings("ignore")  # Pillow says what it thinks of the damage
def test_no_damage_is_an_error(app):
    whole = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "A garden"
    Image.new("RGB", (60, 40), "teal").save(whole, "JPEG", exif=exif)
    chance = random.Random(7)
    for _turn in range(400):
        damaged = bytearray(whole.getvalue())
        for _byte in range(chance.randrange(1, 6)):
            damaged[chance.randrange(2, 250)] = chance.randrange(256)
        with contextlib.suppress(Invalid):
            images.measure(io.BytesIO(damaged))
            images.square(io.BytesIO(damaged), 88)
