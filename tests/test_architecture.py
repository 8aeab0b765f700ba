"""The house rules as tests: who may import what, how long things may be, where HTML is made. Failures say what to do.

Only the standard library looks: `ast` reads the code as it is written, nothing is run.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# From the top of the house to its ground. A module imports from lower floors only; what stands on one floor together
# does not know each other. `config` is read by nobody but the door.
FLOORS = (
    ("app",),
    ("wiring",),
    ("cli",),
    ("backup",),
    ("admin", "demo", "imports", "serving", "upgrading"),
    ("pages",),
    ("resources", "shelf"),
    ("forums",),
    ("ratings", "review"),
    ("moderation",),
    ("notifications",),
    ("members",),
    ("tags",),
    ("places",),
    ("search",),
    ("media",),
    ("web",),
    ("mail",),
    ("jobs",),
    ("settings", "versions"),
    ("audit", "stamps", "localized", "text"),
    ("subjects", "counts"),
    ("policy",),
    ("errors",),
    ("db",),
    ("clock", "console", "board", "server", "orphans"),
)
LISTS = {"tables": "wiring", "config": "app"}  # what only names others: on the floor of who reads it
RANK = {name: rank for rank, floor in enumerate(reversed(FLOORS)) for name in floor}

# Inside a feature: the same from the ground up.
INSIDE = {"models": 0, "policy": 1, "forms": 2, "commands": 2, "queries": 2, "views": 3, "api": 3}
REQUEST_WORDS = {"request", "session", "g", "current_user"}  # of the web, not of deeds

LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def modules() -> list[Path]:
    """Every module of the program."""
    found = sorted((ROOT / "community").rglob("*.py")) + [ROOT / "app.py", ROOT / "config.py"]
    return [path for path in found if "migrations" not in path.parts]


def of_ours() -> list[Path]:
    """The program and its tests: all Python that people read."""
    return modules() + sorted((ROOT / "tests").rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """The module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path, node: ast.AST | None = None) -> str:
    """The place as an editor finds it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def dotted(path: Path) -> str:
    """The module's name: community.forums.models."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def feature_of(name: str) -> str:
    """On which floor's name a module stands: community.forums.models -> forums."""
    first = name.removeprefix("community.").split(".")[0]
    return LISTS.get(first, first)


NAMES = {dotted(path) for path in modules()}


def imports_of(path: Path) -> list[tuple[str, ast.stmt]]:
    """The modules of the house that a module imports, each with the line that does it."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{shown(path, node)}: write the import in full, from community.… on"
            found += [(_whole(node.module or "", alias.name), node) for alias in node.names]
    return [(name, node) for name, node in found if name in NAMES and name != "community"]


def _whole(module: str, name: str) -> str:
    return f"{module}.{name}" if f"{module}.{name}" in NAMES else module


def refuse(found: list[str], advice: str) -> None:
    """Fail with every place and with what to do about it."""
    assert not found, f"{advice}\n  " + "\n  ".join(found)


def test_every_module_has_its_floor():
    unknown = sorted({feature_of(name) for name in NAMES if name != "community"} - set(RANK))
    refuse(unknown, "Give these packages a place in FLOORS, and in the map of community/__init__.py:")


def test_imports_go_downwards():
    found = []
    for path in modules():
        here = feature_of(dotted(path))
        for name, node in imports_of(path):
            there = feature_of(name)
            if there != here and RANK.get(there, 0) >= RANK.get(here, 0):
                found.append(f"{shown(path, node)}: {here} imports {name}")
    refuse(
        found,
        "Import only from lower floors. If a lower part has to show or call a higher one, let wiring hand it over: "
        "a kind in `subjects`, a slot of `web.parts`, a job, a check.",
    )


def test_only_the_door_reads_the_environment():
    found = [shown(path, node) for path in modules() for name, node in imports_of(path) if name == "config"]
    refuse(
        [place for place in found if not place.startswith("app.py")],
        "Read settings from `current_app.config`; only app.py imports config.",
    )


def test_inside_a_feature_models_know_least():
    found = []
    for path in modules():
        here = _inside(dotted(path))
        for name, node in imports_of(path):
            there = _inside(name)
            if feature_of(name) == feature_of(dotted(path)) and None not in (here, there) and there > here:
                found.append(f"{shown(path, node)}: imports {name}")
    refuse(found, "Inside a feature: views import forms, commands and queries; these import policy; it imports models.")


def _inside(name: str) -> int | None:
    """How far from the ground of its feature a module stands; None for plain helpers, which anybody may use."""
    words = ["views" if word.endswith("_views") else word for word in name.split(".")[2:]]
    return next((INSIDE[word] for word in words if word in INSIDE), None)


def test_no_two_modules_import_each_other():
    known = {dotted(path): {name for name, _node in imports_of(path)} for path in modules()}
    circles = sorted({" -> ".join(circle) for name in known if (circle := _circle(name, known))})
    refuse(circles, "Move what both need into a third module below them:")


def _circle(start: str, known: dict[str, set[str]]) -> list[str] | None:
    """The shortest way from a module back to itself; each circle is told once, from its first name on."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop(0)
        for name in sorted(known.get(way[-1], ())):
            if name == start:
                return [*way, start] if start == min(way) else None
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return None


def test_imports_stand_on_top():
    found = [
        shown(path, inner)
        for path in of_ours()
        for outer in ast.walk(tree(path))
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    refuse(found, "Move the import to the top of the file; if that makes a circle, one of the two knows too much.")


def test_deeds_do_not_read_the_request():
    found = []
    for path in modules():
        parts = set(path.relative_to(ROOT).with_suffix("").parts)
        if not parts & {"models", "policy", "commands", "queries"} or "web" in parts:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module in ("flask", "flask_login"):
                found += [f"{shown(path, node)}: {a.name}" for a in node.names if a.name in REQUEST_WORDS]
    refuse(
        found, "Take what is needed as an argument: only views, api, forms and web know the request and who sent it."
    )


def test_files_stay_short():
    found = [
        f"{shown(path)}: {lines} lines"
        for path in of_ours()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    refuse(found, f"Split what is longer than {LONGEST_FILE} lines: a file a noun.")


def test_functions_stay_short():
    found = [
        f"{shown(path, node)}: {node.name}, {node.end_lineno - node.lineno + 1} lines"
        for path in of_ours()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    refuse(found, f"Give parts of what is longer than {LONGEST_FUNCTION} lines a name of their own.")


def test_every_package_says_what_it_is_and_nothing_else():
    found = []
    for path in sorted((ROOT / "community").rglob("__init__.py")):
        body = tree(path).body
        if len(body) != 1 or not ast.get_docstring(tree(path)):
            found.append(shown(path))
    refuse(found, "An __init__.py is one docstring: what the package is, in a sentence.")


def test_every_module_says_what_it_is():
    found = [shown(path) for path in modules() if not ast.get_docstring(tree(path))]
    refuse(found, "Begin the file with a docstring.")


def test_html_is_made_in_one_place():
    found = [
        shown(path, node)
        for path in modules()
        if "text" not in path.relative_to(ROOT).parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom | ast.Import)
        and any(alias.name in ("Markup", "markupsafe") for alias in node.names)
    ]
    refuse(found, "Only community/text makes Markup: let a template or macro write the HTML, or `text.show` dress it.")


def test_templates_escape_everything():
    open_door = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if open_door.search(line)
    ]
    refuse(found, "Never mark as safe in a template: member text comes from `text.show.dress` already marked.")


@pytest.mark.parametrize("word", ["datetime.now", "datetime.utcnow", "time.time", "date.today"])
def test_time_is_asked_for_in_one_place(word):
    allowed = {
        "community/clock.py",
        "community/web/limits.py",
        "community/web/errors.py",
    }  # windows of limits are wall time
    found = [
        shown(path, node)
        for path in modules()
        if str(path.relative_to(ROOT)) not in allowed
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == word
    ]
    refuse(found, "Ask `community.clock.now()`, so that a test can stop the clock.")
