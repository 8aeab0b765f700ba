"""How texts become words: the same on both engines, so tested without either."""

import pytest

from community.search.guess import language_of
from community.search.words import any_stems, fold, stems, words


def tokens(text: str) -> list[str]:
    return [word.token for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Integración", ["integracion"]),
        ("Straße, STRASSE", ["strasse", "strasse"]),
        ("Łódź Øresund Œuvre", ["lodz", "oresund", "oeuvre"]),
        ("l'intégration d’une ville", ["l", "integration", "d", "une", "ville"]),
        ("one-stop/shop_a", ["one", "stop", "shop", "a"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        ("مُهَاجِر إلى أين", ["مهاجر", "الي", "اين"]),
        ("٤٢ १२ ４２", ["42", "12", "42"]),
        ("ΣΟΦΟΣ σοφος", ["σοφοσ", "σοφοσ"]),
        ("移民社会。", ["移民", "民社", "社会", "会"]),
        ("ガイド", ["ガイ", "イド", "ド"]),
        ("한국어 배우기", ["한국어", "배우기"]),
        ("½ ﷺ", ["1", "2", *fold("ﷺ").split()]),
        ("*** -- \u0301 🙂", []),
        ("", []),
    ],
)
def test_words_are_folded(text, expected):
    assert tokens(text) == expected


def test_places_are_those_of_the_text_as_written():
    text = "»Straße« in İzmir, ½ 移民"
    assert [text[word.start : word.end] for word in words(text)] == ["Straße", "in", "İzmir", "½", "½", "移民", "民"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "interpreters", "interpreter"),
        ("de", "Häuser", "Haus"),
        ("sv", "språken", "språk"),
        ("ar", "المهاجرين", "مهاجر"),
        ("es", "integraciones", "integracion"),
        ("ru", "мигрантов", "мигранты"),
        ("fr", "intégrés", "intégrer"),
    ],
)
def test_forms_of_a_word_share_a_stem(language, one, other):
    assert stems(one, language) & stems(other, language)


def test_stems_of_two_languages_are_told_apart():
    assert not stems("news", "en") & stems("news", "fr")
    assert stems("news", "en") <= any_stems("news", ("en", "fr"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We have nobody who is able to interpret at the clinic", "en"),
        ("Wir haben niemanden, der in der Klinik dolmetscht", "de"),
        ("Nous n'avons personne pour interpréter à la clinique", "fr"),
        ("No tenemos a nadie que interprete en la clínica", "es"),
        ("Vi har ingen som kan tolka på kliniken och det är svårt", "sv"),
        ("ليس لدينا مترجم في العيادة", "ar"),
        ("ما در درمانگاه کسی را نداریم که ترجمه کند", "fa"),
        ("У нас нет переводчика", "ru"),
        ("Interpreters", "en"),
        ("移民", None),
        ("1 2 3", None),
    ],
)
def test_the_language_of_a_text_is_guessed_by_its_little_words(app, text, language):
    assert language_of(words(text)) == language


def test_what_the_author_says_of_the_language_is_believed(app):
    assert language_of(words("the clinic"), "de-AT") == "de"
    assert language_of(words("the clinic"), "sw") is None
