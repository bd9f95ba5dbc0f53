"""Read a TOML file that people edit by hand, and say at which line something in it is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from templater.errors import TemplateError, nearest

_ENDLESS = re.compile(r"=\s*[+-]?(?:0[xob])?[0-9a-fA-F_]{1000}")
"""A number of a thousand digits, which Python reads or writes only up to a limit (sys.int_info)."""

Kind = tuple[Callable[[object], bool], str]
"""What a setting must be: the check, and the message when it is something else."""


def is_text(value: object) -> bool:
    """Say whether a value is text that is not blank."""
    return isinstance(value, str) and bool(value.strip())


def is_names(value: object) -> bool:
    """Say whether a value is a list of different texts, with one at least."""
    return isinstance(value, list) and bool(value) and all(map(is_text, value)) and len(set(value)) == len(value)


TEXT: Kind = (is_text, "'{key}' must be text between quotes")
NAMES: Kind = (is_names, '\'{key}\' must be a list of different texts between quotes, such as ["tu", "usted"]')


def load_toml(text: str) -> dict[str, Any]:
    """Return what a TOML text says; raises TOMLDecodeError, also for what the standard reader gives up on otherwise."""
    if _ENDLESS.search(text):
        raise tomllib.TOMLDecodeError("a number in it is too large")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise tomllib.TOMLDecodeError("its brackets stand too deep in one another") from None


class TomlSource:
    """A file's lines, to say where something is wrong; `place` is its name for errors."""

    def __init__(self, text: str, place: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.place = place

    def settings(self) -> dict[str, Any]:
        """Return what the file says, or raise the TemplateError of the line that is not TOML."""
        try:
            return load_toml(self.text)
        except tomllib.TOMLDecodeError as error:
            raise self._unreadable(str(error)) from None

    def line_of(self, key: str, after: int = 0) -> int:
        """TOML's reader keeps no line numbers: look for the line that begins with the key."""
        begins = re.compile(rf"""\s*(\[\[?\s*)?["']?{re.escape(key)}["']?\s*[\].=]""")
        found = (number for number, line in enumerate(self.lines[after:], after + 1) if begins.match(line))
        return next(found, after or 1)

    def line_with(self, text: str, after: int) -> int:
        """Return the first line, from line `after` on, that holds a text."""
        found = (number for number, line in enumerate(self.lines[after - 1 :], after) if text in line)
        return next(found, after)

    def check(
        self, key: str, value: object, kinds: Mapping[str, Kind], known: Iterable[str] = (), after: int = 0
    ) -> None:
        """Raise a TemplateError unless the key is one of `kinds` (or `known`) and the value what it must be."""
        if key not in kinds:
            raise self.unknown(key, known or kinds, self.line_of(key, after))
        fits, message = kinds[key]
        if not fits(value):
            raise self.error(message, self.line_of(key, after), key=key)

    def error(self, message: str, line: int, **values: object) -> TemplateError:
        """Return an error about a line, which it shows."""
        shown = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return TemplateError(message, place=f"{self.place}:{line}", line=shown, **values)

    def unknown(self, key: str, known: Iterable[str], line: int) -> TemplateError:
        """Return the error about a setting that does not exist."""
        names = tuple(known)
        if near := nearest(key, names):
            return self.error("there is no setting '{key}' (did you mean '{near}'?)", line, key=key, near=near)
        return self.error(
            "there is no setting '{key}'; the settings are {known}", line, key=key, known=", ".join(names)
        )

    def _unreadable(self, reason: str) -> TemplateError:
        at = re.search(r" \(at line (\d+), column \d+\)$| \(at end of document\)$", reason)
        line = int(at[1]) if at and at[1] else len(self.text.rstrip("\n").split("\n"))
        if reason.startswith(r"Illegal character '\n'"):
            return self.error("this is not TOML: a quotation mark is missing on this line", line)
        return self.error("this is not TOML: {reason}; write a name, = and what it is, a text between quotation marks",
                          line, reason=reason[: at.start()] if at else reason)  # fmt: skip
