"""What is checked: every file of the template directories, as it is and as it is understood, read once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from templater.candidate import Candidate, read_candidate
from templater.errors import ChoiceError, TemplateError
from templater.language import locale_chain
from templater.language.shelves import LARGEST_FILE, Shelves
from templater.letters.edition import Edition, declared_columns, open_edition, sample_cells
from templater.letters.manuscript import Manuscript
from templater.rules import Rulebook, read_rulebook

_END = re.compile(r"\r\n?|\n")
"""The end of a line, as it is read: a file that was saved long ago ends its lines with a carriage return."""


@dataclass(frozen=True)
class File:
    """A file as it lies on the disk; `name` is what a person calls it."""

    path: Path
    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return _END.split(self.text)

    @cached_property
    def locale(self) -> str:
        """The tag of the locale that it belongs to, or ""."""
        return next((tag for part in self.name.split("/")[:-1][:2] if (tag := _tag(part))), "")


class Templates:
    """The words of some template directories.

    `editions` are those of the locales in which nothing is broken; `errors` say what is in the others, each
    different one once, and `partial` holds what of them can be read all the same.
    """

    def __init__(self, shelves: Shelves) -> None:
        self.shelves = shelves
        self.errors: list[TemplateError] = []
        self._rulebooks: dict[str, Rulebook] = {}
        self.files: Mapping[str, File] = {file.name: file for file in read_files(shelves)}
        self.partial: dict[str, Edition] = {}
        self.editions: Mapping[str, Edition] = dict(self._open())

    def _open(self) -> Iterator[tuple[str, Edition]]:
        told: set[str] = set()
        for tag in self.shelves.locales():
            errors: list[TemplateError] = []
            edition = _opened(tag, self.shelves, errors)
            self.errors += (error for error in errors if str(error) not in told)
            told |= set(map(str, errors))
            if edition and errors:
                self.partial[tag] = edition
            elif edition:
                yield tag, edition

    @property
    def languages(self) -> Mapping[str, Edition]:
        """The editions of whole languages, which a region only changes."""
        return {tag: edition for tag, edition in self.editions.items() if "-" not in tag}

    def manuscripts(self) -> Iterator[tuple[Edition, str, Manuscript]]:
        """Yield every letter of every locale."""
        for edition in self.editions.values():
            yield from ((edition, name, edition.manuscript(name)) for name in edition.names())

    def readable(self) -> Iterator[tuple[Edition, Sequence[Manuscript]]]:
        """Yield every locale with the letters that can be read, even if something else is broken."""
        for edition in (*self.editions.values(), *self.partial.values()):
            yield edition, [one for name in edition.names() if (one := _manuscript(edition, name))]

    def line(self, file: str, number: int) -> str:
        """Return a line of a file, or "" where there is none."""
        lines = self.files[file].lines if file in self.files else []
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def is_edited(self, place: str) -> bool:
        """Say whether a place is in the directory that is being edited: a team's own, or ours where there is none."""
        return not self.shelves.directories[1:] or self.is_own(place)

    def is_own(self, place: str) -> bool:
        """Say whether a place is in a directory of a team's own."""
        return place.startswith(tuple(f"{directory.name}/" for directory in self.shelves.directories[1:]))

    def is_draft(self, file: str) -> bool:
        """Say whether a file belongs to a locale that is marked as a draft: what is wrong there does not fail."""
        found = self.files.get(file)
        edition = self.editions.get(found.locale) if found else None
        return edition is not None and edition.locale.draft

    def rulebook(self, edition: Edition) -> Rulebook:
        """Return the words that must not be in a locale's letters."""
        tag = edition.locale.tag
        if tag not in self._rulebooks:
            sources = self.shelves.read(edition.chain, "rules.toml")
            self._rulebooks[tag] = read_rulebook((source.text, source.file) for source in sources)
        return self._rulebooks[tag]

    @cached_property
    def cells(self) -> Mapping[str, Mapping[str, object]]:
        """The cells of the sample recipient of each locale."""
        cells: dict[str, Mapping[str, object]] = {}
        for tag, edition in {**self.editions, **self.partial}.items():
            with suppress(TemplateError):  # which is reported as broken
                cells[tag] = {**sample_cells(self.shelves, edition.chain), "locale": tag}
        return cells

    def candidate(self, tag: str, changes: Mapping[str, str] = MappingProxyType({})) -> Candidate | None:
        """Return the sample recipient of a locale with some cells changed, or None where it cannot be read."""
        found = read_candidate({**self.cells.get(tag, {}), **changes}, extra=self._extra)
        return found if isinstance(found, Candidate) else None

    @cached_property
    def _extra(self) -> frozenset[str]:
        return declared_columns(self.shelves)


def _opened(tag: str, shelves: Shelves, errors: list[TemplateError]) -> Edition | None:
    """Return an edition with all of its letters read; what is wrong with them is added to the errors."""
    try:
        edition = open_edition(tag, shelves, errors.append)
        for name in edition.names():
            _manuscript(edition, name)
    except TemplateError as error:
        errors.append(error)
        return None
    return edition


def _manuscript(edition: Edition, name: str) -> Manuscript | None:
    """Return a letter, or None where none of its files can be read; why not is reported by the edition."""
    try:
        return edition.manuscript(name)
    except TemplateError as error:
        edition.report(error)
    except ChoiceError:
        pass  # each of its files has been reported
    return None


def read_files(shelves: Shelves) -> Iterator[File]:
    """Yield the files that people edit; one that cannot be read as a template is reported then, and empty here."""
    for path, name in shelves.files():
        if path.suffix in (".md", ".toml", ".txt", ".html"):
            readable = path.stat().st_size <= LARGEST_FILE and not shelves.leads_out(path)
            yield File(path, name, _text(path) if readable else "")


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _tag(name: str) -> str:
    try:
        return locale_chain(name)[0]
    except ChoiceError:
        return ""
