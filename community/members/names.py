"""User names: letters and digits of one script, and no two that look alike.

Two names are the same if their keys are: separators, letter case and look-alikes (from Unicode's table of confusable
characters) are folded away. `check` says what is wrong with a name, `key` is what the database keeps unique.
"""

import re
import unicodedata
from functools import cache
from itertools import islice, product

from confusable_homoglyphs import categories
from confusable_homoglyphs.confusables import confusables_data
from flask_babel import lazy_gettext as _

from community.errors import Invalid

SHORTEST, LONGEST = 2, 40
MARKS_IN_A_ROW = 3  # no language needs more on one letter; more is a tower
SEPARATORS = "._-"
MOST_DISGUISES = 512  # of a name in each script: nine letters l, and nobody can tell how many they are

FIT = ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd")  # letters, the marks on them, digits

# Scripts that are written together, so that they count as one.
TOGETHER = ({"HAN", "HIRAGANA", "KATAKANA"}, {"HAN", "HANGUL"}, {"HAN", "BOPOMOFO"})

# Letters and marks that show nothing: fillers, joiners, variation selectors.
INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
# Spaces without width, and what turns the reading direction around, so that a name reads as another. (Joiners may stay:
# several scripts are written with them.)
TURNING = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
FORMER = re.compile(r"former\W?[0-9]+", re.IGNORECASE)  # what those who left are called in the table

RESERVED = """
    admin administrator administration anonymous api community delete deleted edit everybody everyone facilitator
    former-member guest help home ibis info join mail me moderator moderation new news nobody none null official
    owner postmaster root security settings sign-in sign-out site staff support system team terms unknown webmaster
""".split()  # noqa: SIM905 - a list of words reads better as words


def check(username: str) -> None:
    """Raises Invalid if the text cannot be a user name; whether it is taken is another question."""
    reason = _fault(username)
    if reason:
        raise Invalid(reason, field="username")


def check_display(name: str) -> None:
    """Raises Invalid for a name that shows nothing, reads as another, or as one of the site's own."""
    if name and (INVISIBLE.search(name) or TURNING.search(name) or not any(c.isalnum() for c in name)):
        raise Invalid(_("Please use letters that everybody can see."), field="display_name")
    if key("".join(name.split())) in _reserved_keys():
        raise Invalid(_("This name is kept for the site. Please choose another."), field="display_name")


def key(username: str) -> str:
    """What must be unique: the name without case, separators and differences that the eye does not see."""
    folded = _skeleton(unicodedata.normalize("NFKC", username).casefold())
    return "".join(c for c in folded.casefold() if c not in SEPARATORS)[:200]


def keys(username: str) -> set[str]:
    """All keys that must be free for the name: its own, and that of what it looks like as typed (paypaI, paypal)."""
    return {key(username), key(_skeleton(username))}


def disguised(username: str) -> set[str]:
    """Keys under which names may stand that look like this one as they were typed: "ian" of Ian, for lan."""
    found: set[str] = set()
    for disguises in _disguises().values():
        parts = re.findall(_parts(), key(username), re.DOTALL)
        choices = [(part, *disguises.get(part, ())) for part in parts]
        found.update("".join(chosen) for chosen in islice(product(*choices), MOST_DISGUISES))
    return found


@cache
def _disguises() -> dict[str, dict[str, set[str]]]:
    """By script: what a letter looks like -> keys of letters whose small form does not (l -> i, since I is an l)."""
    found: dict[str, dict[str, set[str]]] = {}
    for letter in filter(_is_fit, _models()):
        looks, own = key(_skeleton(letter)), key(letter)
        if looks and own and looks != own:
            found.setdefault(categories.alias(letter), {}).setdefault(looks, set()).add(own)
    return found


@cache
def _parts() -> str:
    """A pattern that cuts a key into what letters look like: "rn" is one, since m looks so."""
    several = {looks for disguises in _disguises().values() for looks in disguises if len(looks) > 1}
    return "|".join(map(re.escape, sorted(several, key=len, reverse=True))) + "|."


def _fault(name: str):
    if not SHORTEST <= len(name) <= LONGEST:
        return _("Please use between %(least)d and %(most)d characters.", least=SHORTEST, most=LONGEST)
    if INVISIBLE.search(name) or unicodedata.normalize("NFKC", name) != name or not all(map(_is_fit, name)):
        return _("Please use only letters, digits and . _ - in a user name.")
    if not re.fullmatch(rf"[^{SEPARATORS}]+([{SEPARATORS}][^{SEPARATORS}]+)*", name) or _towers(name):
        return _("A user name begins and ends with a letter or digit, with single . _ - between.")
    if not any(c.isalpha() for c in name):
        return _("A user name needs at least one letter.")
    if not _is_one_script(name):
        return _("Please use letters and digits of one script only.")
    if keys(name) & _reserved_keys() or FORMER.fullmatch(name):
        return _("This name is kept for the site. Please choose another.")
    return None


def _is_fit(character: str) -> bool:
    return character in SEPARATORS or unicodedata.category(character) in FIT


def _towers(name: str) -> bool:
    kinds = "".join("m" if unicodedata.category(c).startswith("M") else "." for c in name)
    return kinds.startswith("m") or "m" * (MARKS_IN_A_ROW + 1) in kinds


def _is_one_script(name: str) -> bool:
    # Digits of 0-9 go with every script, marks with the letter that they stand on.
    scripts = {categories.alias(c) for c in name} - {"COMMON", "INHERITED"}
    zeros = {ord(c) - unicodedata.decimal(c) for c in name if c.isdecimal()}
    return len(zeros) <= 1 and (len(scripts) <= 1 or any(scripts <= together for together in TOGETHER))


@cache
def _reserved_keys() -> frozenset[str]:
    return frozenset(map(key, RESERVED))


def _skeleton(text: str) -> str:
    models = _models()
    return "".join(models.get(c, c) for c in text)


@cache
def _models() -> dict[str, str]:
    """For each character with look-alikes, the one text that stands for all of them ("m" looks like "rn")."""
    parents: dict[str, str] = {}

    def root(text: str) -> str:
        while parents.setdefault(text, text) != text:
            parents[text] = parents[parents[text]]  # halving the path keeps it short
            text = parents[text]
        return text

    for one, others in confusables_data.items():
        for other in others:
            parents[root(_plain(one))] = root(_plain(other["c"]))
    alike: dict[str, list[str]] = {}
    for text in parents:
        alike.setdefault(root(text), []).append(text)
    chosen = {text: min(group, key=_preference) for group in alike.values() for text in group if len(text) == 1}
    return {one: "".join(chosen.get(c, c) for c in model) for one, model in chosen.items()}


def _plain(text: str) -> str:
    return text.replace("\u200e", "")  # the table wraps right-to-left letters for display


def _preference(text: str) -> tuple:
    return (len(text) == 1, not (text.isascii() and text.isalpha()), text.isupper(), text)
