"""Read one columns.toml, the names and values that people write in one language, and say what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from templater.candidate import BY_NAME, UNSURE, fold
from templater.errors import TemplateError, nearest
from templater.language.toml_source import load_toml

ORDERS = ("dmy", "mdy")
_TABLES = ("columns", "values", "keywords", "protected", "ignored", "dates")
_WITH_VALUES = {
    column.name: column.choices
    for column in BY_NAME.values()
    if column.kind in ("choice", "policy", "tag") or column.name in ("register", "letter")
}
"""The columns whose values have other names; no choices means that locales and letters say which there are."""

_WITH_KEYWORDS = {"stage": (*BY_NAME["stage"].choices, UNSURE[0]), "status": (*BY_NAME["status"].choices, *UNSURE)}
"""The columns in which a word within a cell tells the value, with what it may tell."""

KEYWORDS = "keywords."
"""What the table of an alias begins with that is a word within a cell."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that people write and what it means.

    `table` is "columns", the column whose value it is, or that column behind `KEYWORDS` for a word within a cell.
    `name` is as it is written, `key` the same folded.
    """

    table: str
    name: str
    key: str
    means: str
    file: ColumnsText

    def error(self, message: str, **values: object) -> TemplateError:
        """Return an error at the line where the name is written."""
        return self.file.error(message, self.where(), **values)

    def where(self) -> tuple[str, str]:
        """Return file:line, and the line; looked for only when something is wrong."""
        return self.file.place(_header(self.table), self.means, self.name)


@dataclass(frozen=True, slots=True)
class ColumnsFile:
    """What one columns.toml says; `orders` is how its language, "", and regions of it write a date in numbers."""

    aliases: tuple[Alias, ...]
    protected: frozenset[str]
    ignored: frozenset[str]
    orders: Mapping[str, str]


def parse_columns_toml(text: str, place: str) -> ColumnsFile:
    """Return what one columns.toml says; `place` is its name for errors, such as "es/columns.toml"."""
    file = ColumnsText(text, place)
    try:
        content = load_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise file.unreadable(str(error)) from None
    for name in content:
        file.expect(name, _TABLES, "there is no part '{found}' here; the parts are {known}", f"[{name}]")
        file.table(content, name)
    values = file.table(content, "values")
    for column in values:
        file.expect(column, _WITH_VALUES, "no column '{found}' has values with other names; these have: {known}",
                    f"[values.{column}]")  # fmt: skip
    aliases = [*_aliases(file, "columns", file.table(content, "columns"), BY_NAME)]
    for column in values:
        choices = _WITH_VALUES[column] or tuple(file.table(values, column, "values."))
        aliases += _aliases(file, column, file.table(values, column, "values."), choices)
    aliases += _keywords(file, file.table(content, "keywords"))
    return ColumnsFile(
        tuple(aliases), _names(file, content, "protected"), _names(file, content, "ignored"), _orders(file, content)
    )


def _keywords(file: ColumnsText, tables: Mapping[str, Any]) -> Iterator[Alias]:
    for column in tables:
        file.expect(column, _WITH_KEYWORDS, "no column '{found}' is read by the words in it; these are: {known}",
                    f"[{KEYWORDS}{column}]")  # fmt: skip
        header = f"[{KEYWORDS}{column}]"
        entries = file.table(tables, column, KEYWORDS)
        for means, words in entries.items():
            file.expect(means, _WITH_KEYWORDS[column], "'{found}' is not one of {known}", header, means)
            for word in file.texts(words, header, means):
                yield Alias(KEYWORDS + column, word, fold(word), means, file)


def _aliases(file: ColumnsText, table: str, entries: Mapping[str, Any], known: Iterable[str]) -> Iterator[Alias]:
    header = _header(table)
    own = {fold(name): name for name in known}
    for means, names in entries.items():
        file.expect(means, list(own.values()), "'{found}' is not one of {known}", header, means)
        yield Alias(table, means, fold(means), means, file)
        for name in file.texts(names, header, means):
            alias = Alias(table, name, fold(name), means, file)
            if own.get(alias.key, means) != means:
                raise alias.error("'{name}' already means itself, so it cannot mean '{means}' too",
                                  name=name, means=means)  # fmt: skip
            yield alias


def _header(table: str) -> str:
    return f"[{table}]" if table == "columns" or table.startswith(KEYWORDS) else f"[values.{table}]"


def _names(file: ColumnsText, content: Mapping[str, Any], table: str) -> frozenset[str]:
    entries = file.table(content, table)
    for key in entries:
        file.expect(key, ("columns",), "there is no setting '{found}' here; the settings are {known}",
                    f"[{table}]", key)  # fmt: skip
    return frozenset(fold(name) for name in file.texts(entries.get("columns", []), f"[{table}]", "columns"))


def _orders(file: ColumnsText, content: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the order of a language, at "", and of its regions at their tags."""
    orders: dict[str, str] = {}
    for key, order in file.table(content, "dates").items():
        if not re.fullmatch(r"order|[a-z]{2,3}-[A-Za-z0-9]{2,4}", key):
            file.expect(key, ("order",), "'{found}' is neither {known} nor a region such as en-GB", "[dates]", key)
        if order not in ORDERS:
            raise file.error("'{found}' is not one of {known}", file.place("[dates]", key),
                             found=order, known=", ".join(ORDERS))  # fmt: skip
        orders["" if key == "order" else key] = order
    return orders


class ColumnsText:
    """A file's lines, to say where something is wrong: TOML's reader keeps no line numbers."""

    def __init__(self, text: str, name: str) -> None:
        self.lines = text.splitlines()
        self.name = name

    def place(self, header: str, key: str = "", text: str = "") -> tuple[str, str]:
        """Return file:line, and the line, of a table, a key in it, or a text in the key's list."""
        at = self._after(0, re.compile(rf"\s*{re.escape(header)}"))
        if key:
            at = self._after(at, re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*="""))
        if text and text != key:
            at = self._after(at, re.compile(rf""".*["']{re.escape(text)}["']"""))
        return f"{self.name}:{at + 1}", self.lines[at] if at < len(self.lines) else ""

    def _after(self, start: int, pattern: re.Pattern[str]) -> int:
        return next((at for at in range(start, len(self.lines)) if pattern.match(self.lines[at])), start)

    def table(self, content: Mapping[str, Any], name: str, prefix: str = "") -> Mapping[str, Any]:
        """Return a table, empty when it is not there; raises TemplateError when it is something else."""
        table = content.get(name, {})
        if not isinstance(table, dict):
            raise self.error("'{name}' must be written as [{header}], with lines below it",
                             self.place("", name), name=name, header=prefix + name)  # fmt: skip
        return table

    def texts(self, value: object, header: str, key: str) -> list[str]:
        """Return a list of names; raises TemplateError when it is something else."""
        if isinstance(value, list) and all(isinstance(item, str) and fold(item) for item in value):
            return value
        raise self.error("'{key}' must be a list of names between quotes, with letters or digits in each",
                         self.place(header, key), key=key)  # fmt: skip

    def expect(self, found: str, known: Iterable[str], message: str, header: str, key: str = "") -> None:
        """Raise TemplateError when a name is not a known one; `message` says so when none is near."""
        names = list(known)
        if found in names:
            return
        if near := nearest(found, names):
            raise self.error("'{found}' is not known here (did you mean '{near}'?)", self.place(header, key),
                             found=found, near=near)  # fmt: skip
        raise self.error(message, self.place(header, key), found=found, known=", ".join(names))

    def error(self, message: str, where: tuple[str, str], /, **values: object) -> TemplateError:
        """Return an error at a place that `place` gave."""
        place, line = where
        return TemplateError(message, place=place, line=line, **values)

    def unreadable(self, reason: str) -> TemplateError:
        """Return the error for text that is not TOML, at the line that its reader names."""
        at = re.search(r" \(at line (\d+), column \d+\)$| \(at end of document\)$", reason)
        number = int(at[1]) if at and at[1] else max(len(self.lines), 1)
        line = self.lines[number - 1] if number <= len(self.lines) else ""
        return self.error("this is not TOML: {reason}", (f"{self.name}:{number}", line),
                          reason=reason[: at.start()] if at else reason)  # fmt: skip
