"""A stand-in for a language that is written from right to left: every word of the interface in Arabic letters.

Nobody could read it, but every page shows what it is for: direction, joined letters, and each word that was forgotten
in `_()`, since that one stays Latin.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo

ROOT = Path(__file__).parents[1]
SOURCES = [("community/**.py", "python"), ("templates/**.*", "jinja2")]
LETTERS = str.maketrans(dict(zip("abcdefghijklmnopqrstuvwxyz", "ابجدهوزحطيكلمنسعفصقرشتثخذض", strict=True)))
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|\{\w+\}|https?://\S+)")  # what is filled in, and addresses


def pseudo(words: str) -> str:
    """The words in letters of the other direction; what is filled in stays as it is."""
    parts = KEPT.split(words)
    return "".join(part if at % 2 else part.lower().translate(LETTERS) for at, part in enumerate(parts))


def write_catalogue(folder: Path) -> Path:
    """Write the whole interface in the stand-in language as Arabic (ar) into the folder; answers the folder."""
    catalog = Catalog(locale="ar")
    keywords = DEFAULT_KEYWORDS | {"lazy_gettext": None, "lazy_ngettext": (1, 2)}
    for _file, _line, message, _comments, _context in extract_from_dir(
        ROOT, SOURCES, keywords=keywords, strip_comment_tags=True
    ):
        if isinstance(message, tuple):
            one, many = message[:2]
            catalog.add((one, many), tuple(pseudo(many) for _form in range(catalog.num_plurals)))
        else:
            catalog.add(message, pseudo(message))
    target = folder / "ar" / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, catalog)
    return folder
