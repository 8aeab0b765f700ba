"""How labels are compared, ordered and split."""

import re
import unicodedata

from community.tags.models import KEY_LENGTH
from community.text.tidy import tidy


def clean(label: str) -> str:
    """The label with tidy characters and single spaces, its letters as they were written."""
    return " ".join(tidy(label).split())


def key_of(label: str) -> str:
    """What lookup compares: case is ignored, everything else told apart (as far as the column reaches)."""
    return clean(unicodedata.normalize("NFKC", label)).casefold()[:KEY_LENGTH]


def alphabetical(label: str) -> str:
    """What lists are ordered by, case, spaces and accents ignored: "Ethnicity" before "Ethnic relations"."""
    plain = unicodedata.normalize("NFKD", key_of(label))
    return "".join(letter for letter in plain if not letter.isspace() and not unicodedata.combining(letter))


def split(text: str) -> list[str]:
    """The labels of a field where they stand separated by commas (of any script) or on lines of their own."""
    return [label for part in re.split(r"[,،、,;\n]", text) if (label := clean(part))]
