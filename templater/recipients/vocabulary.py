"""Gather the names that people give to columns and values, from every language's columns.toml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path

from templater.candidate import Vocabulary, fold
from templater.errors import TemplateError
from templater.recipients.columns_file import KEYWORDS, Alias, ColumnsFile, parse_columns_toml

FILE_NAME = "columns.toml"
NEVER_FROM_REASONS = ("requirement", "evidence")
"""What a letter states as the reason: a person writes it, and an ATS's label never becomes it."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What people write, for the door, and beside it the folded names of columns with another system's reasons."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    ignored: frozenset[str] = frozenset()


def read_headings(directories: Iterable[Path | Traversable]) -> Headings:
    """Return what every `<locale>/columns.toml` in template directories says, the later directories winning.

    Raises TemplateError where a file is broken, or two languages of one directory contradict each other.
    """
    merged = _Merged()
    for number, directory in enumerate(directories):
        merged.lay(list(_files(directory, prefix=f"{directory.name}/" if number else "")))
    return merged.headings()


def _files(directory: Path | Traversable, prefix: str) -> Iterator[tuple[str, ColumnsFile]]:
    """Yield every locale's file with its language, such as "es" for es-MX."""
    folders = [entry for entry in directory.iterdir() if entry.is_dir() and not entry.name.startswith((".", "_"))]
    for folder in sorted(folders, key=lambda entry: entry.name):
        file = folder.joinpath(FILE_NAME)
        if file.is_file():
            place = f"{prefix}{folder.name}/{FILE_NAME}"
            language = folder.name.replace("_", "-").partition("-")[0].lower()
            yield language, parse_columns_toml(_text(file, place), place)


def _text(file: Path | Traversable, place: str) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TemplateError("is not UTF-8; save it as UTF-8", place=f"{place}:{line}") from None
    except OSError as error:
        raise TemplateError("cannot be read: {reason}", place=place, reason=error.strerror or "") from None


class _Merged:
    """Directories laid one over the other."""

    def __init__(self) -> None:
        self.aliases: dict[tuple[str, str], Alias] = {}
        self.protected: frozenset[str] = frozenset()
        self.ignored: frozenset[str] = frozenset()
        self.dates: dict[str, str] = {}

    def lay(self, files: list[tuple[str, ColumnsFile]]) -> None:
        layer: dict[tuple[str, str], Alias] = {}
        for language, file in files:
            for alias in file.aliases:
                _agree(layer.setdefault((alias.table, alias.key), alias), alias)
            self.protected |= file.protected
            self.ignored |= file.ignored
            for region, order in file.orders.items():
                self.dates[fold(region or language)] = order
        self.aliases |= layer

    def headings(self) -> Headings:
        columns: dict[str, str] = {}
        values: dict[str, dict[str, str]] = {}
        keywords: dict[str, dict[str, str]] = {}
        for alias in self.aliases.values():
            if alias.table == "columns":
                self._allow(alias)
                columns[alias.key] = alias.means
            elif alias.table.startswith(KEYWORDS):
                keywords.setdefault(alias.table.removeprefix(KEYWORDS), {})[alias.key] = alias.means
            else:
                values.setdefault(alias.table, {})[alias.key] = alias.means
        return Headings(Vocabulary(columns, values, self.protected, self.dates, keywords), self.ignored)

    def _allow(self, alias: Alias) -> None:
        if alias.key in self.protected:
            raise alias.error("'{name}' is about a protected trait, and never read", name=alias.name)
        if alias.key in self.ignored and alias.means in NEVER_FROM_REASONS:
            raise alias.error("'{name}' holds another system's reasons, which never become '{column}'",
                              name=alias.name, column=alias.means)  # fmt: skip


def _agree(first: Alias, second: Alias) -> None:
    if first.means != second.means:
        place, _ = first.where()
        raise second.error("'{name}' means '{means}' here and '{other}' at {where}", name=second.name,
                           means=second.means, other=first.means, where=place)  # fmt: skip
