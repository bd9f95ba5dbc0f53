"""A small set of templates in two languages, for rules to be tried on: one letter that says one phrase."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from templater.language.shelves import Shelves, builtin_templates
from templater.review.check import Finding, Rule, check
from templater.review.check.registry import RULES

WORDS = """# tu

| tu     | usted       | vos    |
|--------|-------------|--------|
| tienes | usted tiene | tenés  |
"""

SMALL: Mapping[str, str] = {
    "es/words.md": WORDS,
    "es/hello.md": "Subject: Hola\n\n{{ phrase.hi }}\n",
    "es/phrases/hello.md": "# hi\n## any\n- Hola.\n",
    "en/hello.md": "Subject: Hello\n\n{{ phrase.hi }}\n",
    "en/phrases/hello.md": "# hi\n## any\n- Hello.\n",
}


@cache
def shipped(name: str) -> str:
    return (builtin_templates() / name).read_text("utf-8")


def lay(directory: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


KEPT = ("es/locale.toml", "es/rules.toml", "en/locale.toml", "en/rules.toml", "sample.toml", "es/sample.toml")
"""The files of the built-in templates that the small ones have as they are."""


def lay_small(directory: Path) -> Path:
    """Write the small templates, which stand in for the built-in ones."""
    lay(directory, {**{name: shipped(name) for name in KEPT}, **SMALL})
    return directory


def small_shelves(directory: Path, team: Mapping[str, str]) -> Shelves:
    """Return the small templates, in place of the built-in ones, with a team's own over them."""
    lay(directory / "team", {"es/locale.toml": "", **team})
    return Shelves((lay_small(directory / "small"), directory / "team"))


def found(directory: Path, team: Mapping[str, str], rules: tuple[Rule, ...] = RULES) -> tuple[Finding, ...]:
    return check(small_shelves(directory, team), rules)
