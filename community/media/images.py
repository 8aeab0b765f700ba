"""Pictures are measured before they are decoded, and kept only as we write them: small, upright, without what the
camera said of place and owner."""

import io
import struct
import zlib
from contextlib import contextmanager

from flask_babel import lazy_gettext as _
from PIL import Image, ImageCms, ImageOps

from community.errors import Invalid
from community.media import frames

# A photograph can be decoded at a fraction of its size. Of the others all pixels are held at once, by WebP's decoder
# three times: 100 to 200 MB for the largest.
MOST_PIXELS = {"JPEG": 40_000_000, "PNG": 24_000_000, "GIF": 24_000_000, "WEBP": 12_000_000}
LONGEST_SIDE = 16_000  # of what WebP can hold
TALLEST = 4  # times as tall as wide is what we write
MOST_FRAMES = 200  # we keep the first; what has more is refused before anybody counts on
Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())

STRIP = 64  # lines of the smaller picture that are made at once

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
AVATAR_SIZES = {"portrait": 256, "avatar": 88}  # a profile's, and that of a line or letter (44 px, twice as sharp)
WIDTHS = {"320": 320, "800": 800, "1600": 1600}
QUALITY = 82

# What Pillow raises at files that are broken, cut off, or made to break it.
_TROUBLE = (
    OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError, IndexError, KeyError, OverflowError,
    AttributeError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def measure(stream) -> tuple[int, int]:
    """Width and height as the header says, upright. Raises Invalid for what is no picture or too large a one."""
    with _opened(stream) as image:
        return _upright_size(image)


def square(stream, side: int) -> bytes:
    """The middle of the picture as a square of `side` pixels, as WebP."""

    def fit(image: Image.Image) -> Image.Image:
        return ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS)

    with _opened(stream) as image:
        return _made(image, min(image.size) // (side * 2), fit)


def narrowed(stream, width: int) -> bytes:
    """The picture at most `width` pixels wide and four times as tall, never enlarged, as WebP."""

    def narrow(image: Image.Image) -> Image.Image:
        scale = _scale(image.size, width)
        return (
            image
            if scale == 1
            else image.resize(
                (max(1, round(image.width * scale)), max(1, round(image.height * scale))), Image.Resampling.LANCZOS
            )
        )

    with _opened(stream) as image:
        return _made(image, int(1 / _scale(_upright_size(image), width) / 2), narrow)


def _scale(size: tuple[int, int], width: int) -> float:
    """How many times smaller a picture of this size becomes, at most so wide and not much taller."""
    return min(1.0, width / size[0], width * TALLEST / size[1])


@contextmanager
def _opened(stream):
    """The picture, its header read and found in order; the stream is back at its beginning afterwards."""
    try:
        with Image.open(stream, formats=FORMATS) as image:
            _check_size(image)
            _check_frames(image, stream)
            yield image
    except _BOMBS as error:
        raise _too_large(max(MOST_PIXELS.values())) from error
    except _TROUBLE as error:
        raise _broken() from error
    finally:
        stream.seek(0)


def _upright_size(image: Image.Image) -> tuple[int, int]:
    # Not image.getexif(), which decodes all of a PNG to look behind its pixels.
    turned = Image.Image.getexif(image).get(0x0112) in (5, 6, 7, 8)
    return (image.height, image.width) if turned else (image.width, image.height)


def _made(image: Image.Image, times: int, change) -> bytes:
    """The picture as `change` makes it of one that is up to so many times smaller: all its pixels exist only once."""
    wide = image.width
    if times > 1:
        image.draft("RGB", (image.width // times, image.height // times))  # a JPEG is decoded at a fraction
        image = _reduced(image, times * image.width // wide)
    image = _in_colours(image)
    ImageOps.exif_transpose(image, in_place=True)
    return _written(_bare(change(image)))


def _reduced(image: Image.Image, times: int) -> Image.Image:
    """The picture so many times smaller, made strip by strip."""
    if times < 2:
        return image
    strips = range(0, image.height, times * STRIP)
    parts = [
        _in_colours(image.crop((0, top, image.width, min(image.height, top + times * STRIP)))).reduce(times)
        for top in strips
    ]
    small = Image.new(parts[0].mode, (parts[0].width, sum(part.height for part in parts)))
    for number, part in enumerate(parts):
        small.paste(part, (0, number * STRIP))
    small.info = parts[0].info
    return small


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    most = MOST_PIXELS[image.format or ""]
    if "progressive" in image.info:
        most = MOST_PIXELS["PNG"]  # its decoder holds all of it, too
    if width * height > most or max(width, height) > LONGEST_SIDE:
        raise _too_large(most)


def _check_frames(image: Image.Image, stream) -> None:
    if image.format == "GIF":  # Pillow would go through all of them
        stream.seek(0)
        number = frames.count(stream.read(), MOST_FRAMES)
    else:
        number = getattr(image, "n_frames", 1)
    if number > MOST_FRAMES:
        raise Invalid(_("This picture has too many frames. Please choose a still one."))


def _in_colours(image: Image.Image) -> Image.Image:
    """The picture with a colour of its own in each pixel, so that it can be made smaller."""
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    mode = "RGBA" if clear else "CMYK" if image.mode == "CMYK" else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _bare(image: Image.Image) -> Image.Image:
    """The same colours in sRGB, with nothing attached."""
    profile = image.info.get("icc_profile")
    if profile and image.mode != "RGBA":
        image = _in_srgb(image, profile)
    bare = Image.new("RGBA" if image.mode == "RGBA" else "RGB", image.size)
    bare.paste(image.convert(bare.mode))
    return bare


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that cannot be read changes nothing


def _written(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def _too_large(most: int) -> Invalid:
    millions = most // 1_000_000
    return Invalid(_("This picture has too many pixels: at most %(most)s million are possible.", most=millions))


def _broken() -> Invalid:
    return Invalid(_("This picture cannot be read. It may be damaged, or no picture at all."))
