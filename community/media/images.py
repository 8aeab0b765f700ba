"""Pictures are measured before they are decoded, and kept only as we write them: small, upright, without what the
camera said of place and owner."""

import io
import struct
import zlib

from flask_babel import lazy_gettext as _
from PIL import Image, ImageCms, ImageOps

from community.errors import Invalid

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 20_000
MOST_FRAMES = 200  # we keep the first; what has more is refused before anybody counts on
Image.MAX_IMAGE_PIXELS = MOST_PIXELS

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
    try:
        with Image.open(stream, formats=FORMATS) as image:
            _check_size(image)
            turned = image.getexif().get(0x0112) in (5, 6, 7, 8)
            return (image.height, image.width) if turned else (image.width, image.height)
    except _BOMBS as error:
        raise _too_large() from error
    except _TROUBLE as error:
        raise _broken() from error
    finally:
        stream.seek(0)


def square(stream, side: int) -> bytes:
    """The middle of the picture as a square of `side` pixels, as WebP."""
    return _made(stream, (side, side), lambda image: ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS))


def narrowed(stream, width: int) -> bytes:
    """The picture at most `width` pixels wide, never enlarged, as WebP."""

    def narrow(image: Image.Image) -> Image.Image:
        if image.width <= width:
            return image
        return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)

    return _made(stream, (width, width), narrow)


def _made(stream, hint: tuple[int, int], change) -> bytes:
    try:
        with Image.open(stream, formats=FORMATS) as image:
            _check_size(image)
            image.draft("RGB", (hint[0] * 2, hint[1] * 2))  # a large JPEG is decoded at a fraction of its size
            upright = ImageOps.exif_transpose(image)
            return _written(change(_plain(upright)))
    except _BOMBS as error:
        raise _too_large() from error
    except _TROUBLE as error:
        raise _broken() from error
    finally:
        stream.seek(0)


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _too_large()
    if getattr(image, "n_frames", 1) > MOST_FRAMES:
        raise Invalid(_("This picture has too many frames. Please choose a still one."))


def _plain(image: Image.Image) -> Image.Image:
    """The same colours in sRGB, with nothing attached."""
    profile = image.info.get("icc_profile")
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    image = image.convert("RGBA" if clear else "RGB") if image.mode != "CMYK" else image
    if profile and not clear:
        image = _in_srgb(image, profile)
    bare = Image.new("RGBA" if clear else "RGB", image.size)
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


def _too_large() -> Invalid:
    millions = MOST_PIXELS // 1_000_000
    return Invalid(_("This picture has too many pixels: at most %(most)s million are possible.", most=millions))


def _broken() -> Invalid:
    return Invalid(_("This picture cannot be read. It may be damaged, or no picture at all."))
