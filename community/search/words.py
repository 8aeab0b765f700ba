"""A text as search sees it: words without case and accents, and their stems. The same for both engines.

Scripts that put no space between words are cut into pairs of neighbouring characters, so that any part of a sentence
is found. Stems carry their language in front, so that a French stem finds no English word.
"""

import re
import unicodedata
from collections.abc import Container
from functools import cache, lru_cache
from typing import NamedTuple

import snowballstemmer

LONGEST = 60  # characters of a word; what is longer is cut, in texts and queries alike
ALGORITHMS = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "pt": "portuguese", "it": "italian",
    "nl": "dutch", "sv": "swedish", "da": "danish", "no": "norwegian", "fi": "finnish", "pl": "polish",
    "ro": "romanian", "hu": "hungarian", "tr": "turkish", "ru": "russian", "el": "greek", "ar": "arabic",
    "fa": "persian",
}  # fmt: skip
# By how the name of a script begins in Unicode's names of letters.
OF_SCRIPT = {"ARABIC": ("ar", "fa"), "CYRILLIC": ("ru",), "GREEK": ("el",)}
LATIN = tuple(code for code in ALGORITHMS if not any(code in codes for codes in OF_SCRIPT.values()))

_DROPPED = {0x00AD, 0x034F, 0x0640, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF}  # joiners, soft hyphens, Arabic stretching
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
        "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ھ": "ه", "ہ": "ه",
    }
)  # fmt: skip
# Han, kana, Thai, Lao, Burmese, Khmer.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]")


class Word(NamedTuple):
    """A word (or pair of characters) of a text: as it is compared, and where it stands."""

    token: str
    start: int
    end: int
    written: str  # without case, with accents: what stemmers want


def is_inside(character: str) -> bool:
    """Whether the character belongs to a word: letters, digits, marks, and what only joins."""
    return unicodedata.category(character)[0] in "LNM" or ord(character) in _DROPPED


class _Shape(dict):
    """For str.translate: an x for each character of a word, a space for every other; so that places stay."""

    def __missing__(self, code: int) -> str:
        self[code] = "x" if is_inside(chr(code)) else " "
        return self[code]


class _Folded(dict):
    """For str.translate: each character without case and accent, "" for what is dropped, a space for what parts."""

    def __missing__(self, code: int) -> str:
        self[code] = (
            "" if code in _DROPPED else "".join(map(_bare, unicodedata.normalize("NFKD", chr(code).casefold())))
        )
        return self[code]


def _bare(character: str) -> str:
    if unicodedata.combining(character) >= 10:  # accents and vowel points; not the signs that other scripts build on
        return ""
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    return character.casefold().translate(_LETTERS) if is_inside(character) else " "


_shape, _folded = _Shape(), _Folded()


def fold(text: str) -> str:
    """Without case, accents and differences of form; words stay apart by spaces."""
    folded = text.translate(_folded)
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def words(text: str) -> list[Word]:
    """The words of a text in their order."""
    return [word for run in re.finditer("x+", text.translate(_shape)) for word in _cut(text, *run.span())]


def _cut(text: str, start: int, end: int) -> list[Word]:
    written = text[start:end]
    if written.isascii() or not _UNSPACED_RUN.search(written):
        return [Word(token, start, end, written) for token in _tokens(written)]
    found = []
    for run in _RUNS.finditer(written):
        here, there = start + run.start(), start + run.end()
        if _UNSPACED_RUN.match(run.group()):
            found += _pairs(text, here, there)
        else:
            found += [Word(token, here, there, run.group()) for token in _tokens(run.group())]
    return found


def _pairs(text: str, start: int, end: int) -> list[Word]:
    """Each two neighbours, and the last alone, so that a single character is found as the beginning of a pair."""
    return [
        Word(token, at, min(at + 2, end), "")
        for at in range(start, end)
        if (token := "".join(fold(text[at : min(at + 2, end)]).split()))
    ]


@lru_cache(maxsize=1 << 15)
def _tokens(written: str) -> tuple[str, ...]:
    return tuple(token[:LONGEST] for token in fold(written).split())


def is_unspaced(token: str) -> bool:
    """Whether the token is of a script that puts no space between words."""
    return bool(_UNSPACED_RUN.match(token))


@cache
def _stemmer(language: str):
    return snowballstemmer.stemmer(ALGORITHMS[language])


@lru_cache(maxsize=1 << 16)
def stems(written: str, language: str) -> frozenset[str]:
    """The stems of a word in a language, of its true form and of the one without accents: people type both."""
    if not written or len(written) > LONGEST:
        return frozenset()
    stem = _stemmer(language).stemWord
    forms = {unicodedata.normalize("NFC", written.casefold()), *fold(written).split()}
    return frozenset(language + "".join(fold(stem(form)).split()) for form in forms)


def any_stems(written: str, used: Container[str]) -> frozenset[str]:
    """The stems of a word whose language is not known: in every language of its script that is `used` at all."""
    possible = (language for language in languages_of(written) if language in used)
    return frozenset(stem for language in possible for stem in stems(written, language))


@lru_cache(maxsize=1 << 12)
def languages_of(written: str) -> tuple[str, ...]:
    """The languages that we know stems of and that are written like this."""
    first = next(filter(str.isalpha, written), "")
    script = unicodedata.name(first, "").partition(" ")[0] if first else ""
    return LATIN if script == "LATIN" else OF_SCRIPT.get(script, ())
