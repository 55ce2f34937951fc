"""The floors of the house: arrows fall, Qt stays in the window, each foreign library has one home."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A file may import from the rooms named beside its own, and from its own room.
GROUND = {"app.errors", "app.progress", "app.settings", "app.paths", "app.clock"}
FLOORS: dict[str, set[str]] = {
    "app.errors": set(),
    "app.progress": set(),
    "app.clock": set(),
    "app.paths": set(),
    "app.settings": {"app.errors", "app.paths"},
    "app.domain": GROUND,
    "app.scoring": GROUND | {"app.domain"},
    "app.rules": GROUND | {"app.domain"},
    "app.store": GROUND | {"app.domain"},
    "app.identity": GROUND | {"app.domain"},
    "app.reports": GROUND | {"app.domain", "app.scoring"},
    "app.workbooks": GROUND | {"app.domain"},
    "app.exchange": GROUND | {"app.domain", "app.identity"},
}
FLOORS["app.services"] = set(FLOORS)
FLOORS["ui"] = set(FLOORS)
FLOORS["main"] = set(FLOORS) | {"ui"}

HOMES: dict[str, set[str]] = {
    "PySide6": {"ui"},
    "shiboken6": {"ui"},
    "sqlite_utils": {"app.store"},
    "sqlcipher3": {"app.store"},
    "cryptography": {"app.identity"},
    "pyrage": {"app.identity"},
    "orjson": {"app.domain"},
    "pyhanko": {"app.identity"},
    "pyhanko_certvalidator": {"app.identity"},
    "asn1crypto": {"app.identity"},
    "reportlab": {"app.reports"},
    "segno": {"app.reports"},
    "PIL": {"app.reports"},
    "pi_heif": {"app.reports"},
    "fontTools": {"app.reports"},
    "openpyxl": {"app.workbooks"},
    "pypinyin": {"app.domain"},
    "platformdirs": {"app.paths"},
}


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the program with its dotted name."""
    for path in sorted([*ROOT.glob("app/**/*.py"), *ROOT.glob("ui/**/*.py"), ROOT / "main.py"]):
        dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield dotted.removesuffix(".__init__"), path


def room_of(module: str) -> str:
    """The room a dotted name belongs to."""
    rooms = [room for room in FLOORS if module == room or module.startswith(room + ".")]
    return max(rooms, key=len, default=module.split(".", 1)[0])


def imports_of(path: Path, module: str) -> Iterator[str]:
    """Every imported dotted name, wherever in the file it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(("module", "path"), [pytest.param(m, p, id=m) for m, p in modules()])
def test_a_file_imports_only_from_floors_below(module: str, path: Path):
    room = room_of(module)
    allowed = FLOORS.get(room, set()) | {room}
    for name in imports_of(path, module):
        top = name.split(".", 1)[0]
        if top in {"app", "ui", "main"} and module != "app":
            target = room_of(name)
            assert target in allowed or name == "app" or target == "app", f"{module} imports {name}: not a floor below"
            if name.startswith("app.") and target == "app":
                raise AssertionError(f"{module} imports {name}: no such room")
        elif top in HOMES:
            assert room in HOMES[top], f"{module} imports {name}: its home is {sorted(HOMES[top])}"
        else:
            assert top in sys.stdlib_module_names or top in {"app", "ui"}, f"{module} imports {name}: no home named"


@pytest.mark.parametrize(("module", "path"), [pytest.param(m, p, id=m) for m, p in modules()])
def test_a_module_is_small_and_says_what_it_is(module: str, path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400, f"{module} has more than 400 lines"
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, f"{module} does not say what a reader finds there"


def test_words_stay_without_qt():
    for path in [ROOT / "ui" / "messages.py", *ROOT.glob("ui/words/*.py")]:
        assert not any(name.startswith("PySide6") for name in imports_of(path, path.stem)), path


def test_no_room_without_a_name():
    nameless = {"utils", "helpers", "common", "manager", "misc"}
    assert [module for module, _ in modules() if nameless & set(module.split("."))] == []
