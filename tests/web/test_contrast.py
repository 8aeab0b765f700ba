"""The colours of the site keep the contrast of WCAG 2.2 AA, by day and by night; read from tokens.css itself."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"

GROUNDS = ("paper", "sheet", "wash")
WORDS = ("ink", "soft", "accent", "fact", "alarm")  # each may stand as text on each ground
SIGNS = ("edge", "accent", "alarm")  # borders of controls, focus ring: 3:1 is enough
FACES = tuple(f"c{number}" for number in range(12))


def schemes() -> dict[str, dict[str, str]]:
    """The colour tokens of both schemes; the dark one inherits what it does not change."""
    day, night = TOKENS.read_text().split("@media (prefers-color-scheme: dark)")
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", part)) for part in (day, night))
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (none) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def assert_apart(scheme: str, front: str, ground: str, least: float) -> None:
    colours = schemes()[scheme]
    found = contrast(colours[front], colours[ground])
    assert found >= least, f"{scheme}: --{front} on --{ground} is {found:.2f}, needs {least}"


def test_the_measure_itself_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("front", WORDS)
def test_words_can_be_read(scheme, front, ground):
    assert_apart(scheme, front, ground, 4.5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("sign", SIGNS)
def test_controls_and_focus_can_be_seen(scheme, sign, ground):
    assert_apart(scheme, sign, ground, 3)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("face", FACES)
def test_initials_can_be_read_on_every_face(scheme, face):
    assert_apart(scheme, "face-ink", face, 4.5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_buttons_and_selected_words_can_be_read(scheme):
    assert_apart(scheme, "paper", "ink", 4.5)
    assert_apart(scheme, "ink", "glow", 4.5)
    assert_apart(scheme, "paper", "alarm", 4.5)


def test_no_colour_stands_outside_the_tokens():
    """Print has its own black and white; everywhere else a colour is a token, so that this test knows it."""
    loose = {
        sheet.name: found
        for sheet in TOKENS.parent.glob("*.css")
        if sheet.name not in ("tokens.css", "print.css")
        and (found := re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text()))
    }
    assert loose == {}
