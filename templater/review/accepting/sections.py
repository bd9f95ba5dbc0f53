"""The sections of a template directory, side by side in the languages that have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from templater.errors import TemplateError
from templater.language import parse_locale_toml
from templater.language.shelves import Shelves, Source
from templater.letters.books import read_book
from templater.letters.headings import ANY, axes_of
from templater.letters.letter import read_letter
from templater.letters.written import letter_text, section_text

_WORDS = "words.md"
"""What inflects is of one language and has no counterpart in another."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a section is called in every language: its file, phrase and situation; a letter's file has no phrase.

    >>> str(Key("phrases/rejection.md", "reason", ("agree", "small"))), str(Key("rejection.md"))
    ('phrases/rejection.md:reason:agree,small', 'rejection.md')
    """

    file: str
    phrase: str = ""
    tags: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.file}:{self.phrase}:{','.join(self.tags) or ANY}" if self.phrase else self.file


@dataclass(frozen=True, slots=True)
class Section:
    """The words of a section in one language, and the file and line where it stands."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of a directory by key and language; `unread` says by file name why some could not be read."""

    found: Mapping[Key, Mapping[str, Section]]
    unread: Mapping[str, TemplateError]

    @property
    def paired(self) -> Mapping[Key, Mapping[str, Section]]:
        """The sections that more than one language has: that one is missing is nothing that could be accepted."""
        return {key: languages for key, languages in self.found.items() if len(languages) > 1}


def sections_of(shelves: Shelves, directory: Path) -> Sections:
    """Return the sections of one directory of the shelves; a file that is broken takes no other with it."""
    found: dict[Key, dict[str, Section]] = {}
    unread: dict[str, TemplateError] = {}
    axes: dict[str, Mapping[str, str]] = {}
    for name, source in shelves.books_in(directory):
        if name == _WORDS:
            continue
        try:
            if isinstance(source, TemplateError):
                raise source
            if source.tag not in axes:
                axes[source.tag] = axes_of(_registers(shelves, source.tag))
            for key, section in _read(name, source, axes[source.tag]):
                found.setdefault(key, {})[source.tag] = section
        except TemplateError as error:
            unread[name] = error
    return Sections(dict(sorted(found.items())), unread)


def _registers(shelves: Shelves, tag: str) -> tuple[str, ...]:
    """Return the registers of a language; a broken locale.toml is no concern of its phrase books."""
    registers: tuple[str, ...] = ()
    try:
        for source in shelves.read((tag,), "locale.toml"):
            registers = tuple(parse_locale_toml(source.text, source.file).get("registers", registers))
    except TemplateError:
        pass
    return registers


def _read(name: str, source: Source, axes: Mapping[str, str]) -> Iterator[tuple[Key, Section]]:
    if "/" not in name and name != "phrases.md":
        yield Key(name), Section(letter_text(read_letter(source, axes)), f"{source.file}:1")
        return
    for phrase in read_book(source, axes).values():
        for section in phrase.sections.values():
            key = Key(name, phrase.name, tuple(sorted(section.tags.values)))
            yield key, Section(section_text(section), section.place)
