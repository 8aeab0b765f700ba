"""A page in pieces that were compressed long before it is asked for; small ones, made for one reader, go in between.

A deflate stream that was flushed in full can be followed by any other (RFC 1951), so pieces are joined, not compressed
again; and since no piece looks back into another, the length of a page tells nothing about the secrets in it. The
checksum of the whole comes from those of the pieces, by the way that zlib's crc32_combine goes.
"""

import gzip
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # RFC 1952: gzip, no name, no time
END = b"\x03\x00"  # a last block without anything in it
POLYNOMIAL = 0xEDB88320  # of gzip's CRC-32, its bits reversed
STORED = 0xFFFF  # bytes that a block that is not compressed can hold


@dataclass(frozen=True)
class Piece:
    """A part of a page: its deflated bytes, the size and CRC-32 of what they stand for."""

    packed: bytes
    size: int
    crc: int
    shift: int  # what it does to the CRC of what stands before it


def pack(data: bytes, level: int = 6) -> Piece:
    """Compress what will be sent many times."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Piece(
        deflate.compress(data) + deflate.flush(zlib.Z_FULL_FLUSH), len(data), zlib.crc32(data), _shift(len(data))
    )


def wrap(data: bytes) -> Piece:
    """Take something short as it is. Raises ValueError for more than 65,535 bytes."""
    size = len(data)
    if size > STORED:
        raise ValueError("too long for one block")
    return Piece(b"\x00" + struct.pack("<HH", size, size ^ STORED) + data, size, zlib.crc32(data), _shift(size))


def join(pieces: Iterable[Piece]) -> bytes:
    """The pieces one after another, as one gzip file."""
    body, crc, size = [HEAD], 0, 0
    for piece in pieces:
        body.append(piece.packed)
        crc = _times(piece.shift, crc) ^ piece.crc
        size += piece.size
    return b"".join([*body, END, struct.pack("<II", crc, size & 0xFFFFFFFF)])


def unpack(data: bytes) -> bytes:
    """What `join` stands for, for those who take nothing compressed."""
    return gzip.decompress(data)


def _times(a: int, b: int) -> int:
    """The product of two polynomials over GF(2), bits reversed, modulo the CRC's."""
    product, bit = 0, 1 << 31
    while a:
        if a & bit:
            product ^= b
            a ^= bit
        bit >>= 1
        b = b >> 1 ^ POLYNOMIAL if b & 1 else b >> 1
    return product


@lru_cache(maxsize=4096)
def _shift(size: int) -> int:
    """x to the power of 8 × size, modulo the polynomial: what `size` further bytes do to a CRC."""
    power, factor, exponent = 1 << 31, 1 << 30, 8 * size
    while exponent:
        if exponent & 1:
            power = _times(factor, power)
        factor, exponent = _times(factor, factor), exponent >> 1
    return power
