"""The floor plan: imports go one way, and each library has its one room."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

import templater

PACKAGE = Path(templater.__file__).parent

STOREYS = (
    {"errors", "keeping", "lazy"},
    {"candidate", "patterns"},
    {"language"},
    {"rules", "judgement"},
    {"letters"},
    {"delivery", "recipients"},
    {"merge"},
    {"review"},
    {"cli"},
    {"__main__"},
)
"""The rooms of the house, the lowest first; those of one storey do not know each other."""

FLOORS = {room: set[str]().union(*STOREYS[:number]) for number, rooms in enumerate(STOREYS) for room in sorted(rooms)}
"""For each room, those it may know."""

OWNERS = {
    "click": {"cli"}, "jinja2": {"letters"}, "markdown_it": {"letters"}, "babel": {"language", "cli"},
    "idna": {"candidate"},
}  # fmt: skip
"""For each library, the rooms that may import it."""


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE or path.stem != "__init__"]


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_room_knows_only_the_floors_below_it(path: Path) -> None:
    room = room_of(path)
    assert room in FLOORS, f"{room} is no room of the house"
    for name in imports(path):
        if name.startswith("templater."):
            other = name.split(".")[1]
            assert other == room or other in FLOORS[room], f"{path.name} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_each_library_has_its_room(path: Path) -> None:
    for name in imports(path):
        owners = OWNERS.get(name.split(".")[0])
        assert owners is None or room_of(path) in owners, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_says_what_it_is_for_and_can_be_read_in_one_go(path: Path) -> None:
    source = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(source)), "no docstring"
    assert "from __future__ import annotations" in source
    assert len(source.splitlines()) <= 300


def functions() -> list[ParameterSet]:
    found = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                found.append(pytest.param(lines, id=f"{path.relative_to(PACKAGE)}:{node.name}"))
    return found


@pytest.mark.parametrize("lines", functions())
def test_a_function_fits_on_a_screen(lines: int) -> None:
    assert lines <= 40


def test_the_public_names_are_there() -> None:
    for name in templater.__all__:
        assert getattr(templater, name) is not None
    assert set(templater.__all__) <= set(dir(templater))


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Libary'"):
        templater.Libary  # noqa: B018  # the access is what is tested


def loaded_by(arguments: list[str]) -> set[str]:
    program = (
        "import sys\nfrom templater.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(ended.stderr.splitlines()[-1].split())


HEAVY = {
    "jinja2",
    "babel",
    "markdown_it",
    "idna",
    "email",
    "ssl",
    "asyncio",
    "importlib.metadata",
    "importlib.resources",
}


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["--lang", "es", "--help"]])
def test_saying_the_version_or_the_help_loads_nothing_heavy(arguments: list[str]) -> None:
    loaded = loaded_by(arguments)
    assert "click" in loaded
    assert not HEAVY & loaded
    assert not {
        name for name in loaded if name.startswith("templater.cli.") and name.split(".")[2] in {"merge", "init"}
    }


@pytest.mark.parametrize(("address", "loads"), [("ana@example.com", False), ("ana@müller.example", True)])
def test_only_a_domain_beyond_ascii_loads_what_reads_it(address: str, loads: bool) -> None:
    loaded = loaded_by(["render", "rejection", "--locale", "en", "--set", f"email={address}"])
    assert "jinja2" in loaded
    assert ("idna" in loaded) == loads
