"""Which language a text is in: cheaply, by its commonest little words. For choosing a stemmer, and nothing finer."""

from collections import Counter

from flask import current_app

from community.search.words import ALGORITHMS, LATIN, Word, languages_of, words

PLAIN = 2  # little words more than of any other language, for it to be plain
LOOKED_AT = 300  # words from the beginning; more would not change the answer

_LITTLE = {
    "en": "the of and to in is that for it with as was on are be by this we our you have not from they which who what",
    "de": "der die das und ist nicht ein eine zu den von mit auf fur wir sich dem des im auch wird sind es wie bei",
    "fr": "le la les des et est une un pour dans que qui pas nous vous sur avec du ce au par plus sont ne cette",
    "es": "el la los las de que en y es una un por con para se del lo como mas pero sus nos esta son al",
    "pt": "o os as de que e em um uma para com nao por se do da dos das no na mais como ao nos sao",
    "it": "il lo gli le di che e un una per con non sono si del della dei nel alla come piu anche questo noi ci",
    "nl": "de het een en van is niet dat op te in voor met zijn aan wij ze er ook als bij naar wordt deze om",
    "sv": "och att det som en ett i ar inte for pa med av vi den de till har om var fran kan eller sig",
    "da": "og at det som en et i er ikke for pa med af vi den de til har om fra kan eller sig der blev",
    "no": "og at det som en et i er ikke for pa med av vi den de til har om fra kan eller seg men ble",
    "fi": "ja on ei se etta ovat oli han me he joka mutta kuin tai myos niin ovat kun sen jos vain",
    "pl": "i w nie na sie z do to jest ze o jak dla po przez od przy sa ktore ale czy ich tym",
    "ro": "si de in la cu nu este un o pe care din sa se pentru mai ca sunt al ale sau fi au",
    "hu": "a az es hogy nem is egy ez meg van volt de csak mint ha vagy azt ki kell",
    "tr": "ve bir bu da de icin ile ne cok daha gibi olan olarak var en mi ama biz kadar",
}
_BY_WORD: dict[str, list[str]] = {}
for _code, _words in _LITTLE.items():
    for _word in _words.split():
        _BY_WORD.setdefault(_word, []).append(_code)
_PERSIAN = set("پچژگکی")


def language_of(found: list[Word], told: str | None = None) -> str | None:
    """The language whose stems the text gets: as its author said, or as it looks. None where we know no stems."""
    if told:
        code = told.split("-")[0].lower()
        return code if code in ALGORITHMS else None
    possible = _possible(found)
    if possible == LATIN:
        return _by_little_words(found) or _default()
    return _by_script(possible, found)


def spoken(text: str, told: str | None = None, at_home: str | None = None) -> str | None:
    """The language of a text: as its author said; else as it plainly looks; else the one they are at home in.

    None where its letters are of a script that `at_home` is not written in.
    """
    found = words(text)
    possible = _possible(found)
    if told or not possible:
        return told or (None if found else at_home)
    if possible != LATIN:
        return _by_script(possible, found)
    home = (at_home or "").split("-")[0].split("_")[0]
    return _by_little_words(found, margin=PLAIN) or (at_home if home in LATIN else None)


def _possible(found: list[Word]) -> tuple[str, ...]:
    script = Counter(languages_of(word.written) for word in found[:LOOKED_AT] if word.written).most_common(1)
    return script[0][0] if script else ()


def _by_script(possible: tuple[str, ...], found: list[Word]) -> str | None:
    if "fa" in possible:
        return "fa" if any(_PERSIAN & set(word.written) for word in found[:LOOKED_AT]) else "ar"
    return next(iter(possible), None)


def _by_little_words(found: list[Word], margin: int = 1) -> str | None:
    seen = Counter(code for word in found[:LOOKED_AT] for code in _BY_WORD.get(word.token, ()))
    first, second = [*seen.most_common(2), (None, 0), (None, 0)][:2]
    return first[0] if first[1] >= second[1] + margin else None


def _default() -> str | None:
    code = current_app.config["LANGUAGES"].split(",")[0].strip().split("-")[0]
    return code if code in ALGORITHMS else None
