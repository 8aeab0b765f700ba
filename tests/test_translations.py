"""The interface speaks its languages: no sentence half translated, no placeholder lost or invented."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[1] / "community" / "translations"
PLACE = re.compile(r"%\((\w+)\)[sd]")
SHARE = 0.95  # a message that was added today may wait for its translators, a language may not fall behind


def catalogue(language: str):
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def test_there_is_a_language_that_reads_from_the_right():
    assert "ar" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_guessed_and_little_is_missing(language):
    messages = [message for message in catalogue(language) if message.id]
    translated = [message for message in messages if all(_forms(message.string))]
    assert not [message.id for message in messages if message.fuzzy]
    assert len(translated) >= SHARE * len(messages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_is_one_of_the_sentence_s_own(language):
    for message in catalogue(language):
        known = set(PLACE.findall(" ".join(_forms(message.id))))
        singular = set(PLACE.findall(_forms(message.id)[0]))
        for form in filter(None, _forms(message.string)):
            used = set(PLACE.findall(form))
            assert used <= known, f"{language}: {form!r} asks for {used - known}"
            if not isinstance(message.id, tuple):
                assert used == singular, f"{language}: {form!r} leaves out {singular - used}"


def _forms(words) -> list[str]:
    return list(words) if isinstance(words, (tuple, list)) else [words]
