"""How many pictures a GIF holds, counted by its blocks: nothing is decoded, and nobody counts further than needed."""

SIGNATURES = (b"GIF87a", b"GIF89a")
PICTURE, EXTENSION = 0x2C, 0x21


def count(data: bytes, most: int) -> int:
    """The frames of a GIF, or `most` + 1 where there are more. What breaks off is counted up to there."""
    at, found = 13 + _table(data, 10), 0
    while at < len(data) and found <= most:
        if data[at] == PICTURE:
            found += 1
            at = _after_parts(data, at + 11 + _table(data, at + 9))
        elif data[at] == EXTENSION:
            at = _after_parts(data, at + 2)
        else:
            break
    return found


def _table(data: bytes, at: int) -> int:
    """The length of the colour table that the flags at this place announce."""
    flags = data[at] if at < len(data) else 0
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_parts(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1
