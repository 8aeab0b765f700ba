"""What the look promises to every page: nothing inline, no left and right, few bytes."""

import gzip
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
TEMPLATES = [path for path in sorted((ROOT / "templates").rglob("*.html")) if "mail" not in path.parts]
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border)-(left|right|top|bottom)|left|right|(min-|max-)?(width|height)|float)\s*:"
    r"|text-align\s*:\s*(left|right)"
)
INLINE = re.compile(
    r"<style|<script(?![^>]*(?:\bsrc=|application/ld\+json))[^>]*>|\sstyle=|\son[a-z]+=\"|javascript:|\bdata:(?=[a-z]+/)"
)
BUDGET = {"css": 14_000, "js": 18_000}  # bytes as sent; with 28 kB of HTML the first view stays under 60 kB


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("sheet", SHEETS, ids=names)
def test_a_sheet_knows_start_and_end_only(sheet):
    without_queries = re.sub(r"@media[^{]*\{", "{", sheet.read_text())
    assert [found.group(0) for found in PHYSICAL.finditer(without_queries)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=names)
def test_a_template_holds_no_style_and_no_script(template):
    text = template.read_text()
    inline = INLINE.findall(text)
    assert inline == [], f"{names(template)}: the site's content policy refuses {inline}"


@pytest.mark.parametrize("ending", BUDGET)
def test_what_is_sent_first_is_small(ending):
    """All scripts together, although a page fetches only those it needs."""
    folder = ROOT / "static" / "build"
    built = json.loads((folder / "manifest.json").read_text()).values()
    sizes = [len(gzip.compress((folder / name).read_bytes())) for name in built if name.endswith(ending)]
    assert sizes and sum(sizes) <= BUDGET[ending]
