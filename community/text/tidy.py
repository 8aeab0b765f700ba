"""Characters that no database, feed or browser should ever get are replaced before anything else happens."""

import re
import unicodedata

REPLACEMENT = "\ufffd"
LONGEST_PILE = 30  # marks on one letter; Unicode's own limit for streams (UAX 15), no language needs more than 8

# NUL and the other controls but tab and newline, lone surrogates, and the 66 codes that are no characters.
_NONCHARACTERS = "".join(f"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_UNFIT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")
_NEWLINES = re.compile("\r\n?|\x85|\u2028|\u2029")


def tidy(source: str) -> str:
    """The same text with plain newlines, in NFC, without unfit characters (each becomes U+FFFD)."""
    text = _UNFIT.sub(REPLACEMENT, _NEWLINES.sub("\n", source))
    return text if text.isascii() else unicodedata.normalize("NFC", _lower_piles(text))


def _lower_piles(text: str) -> str:
    # Ordering an endless pile of marks takes quadratic time, so what towers above the limit goes first.
    kept, height = [], 0
    for character in text:
        height = height + 1 if unicodedata.combining(character) else 0
        if height <= LONGEST_PILE:
            kept.append(character)
    return "".join(kept)
