"""Open the cues of the template directories, and read answers with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path

from templater.errors import ChoiceError
from templater.judgement.reading.cuebook import Cuebook
from templater.judgement.reading.cues_file import read_cuebook
from templater.judgement.reading.proving import prove
from templater.judgement.reading.reader import read_answer
from templater.judgement.reading.reading import Reading
from templater.language.chain import locale_chain
from templater.language.shelves import Shelves, open_shelves

CUES = "cues.toml"


class AnswerReader:
    """Reads answers in every language that has cues; safe to share, and the same answer gives the same reading.

    `directories` are a team's own template directories, whose cues.toml adds to the built-in ones. Broken cues
    raise TemplateError when they are first needed.
    """

    def __init__(self, *directories: str | PathLike[str]) -> None:
        self._shelves = open_shelves([Path(directory) for directory in directories])
        self._books: dict[str, _Books] = {}

    def read(self, text: str, locale: str = "") -> Reading:
        """Return how the writer of an answer judges their interview; without a locale the language is guessed.

        Raises ChoiceError when there is no such locale.
        """
        if locale not in self._books:
            self._books[locale] = _Books(self._shelves, locale)
        books = self._books[locale]
        return read_answer(text, books, books.spoken)


class _Books(Mapping[str, Cuebook]):
    """The cuebooks by language, read when one is needed; that of `locale` with its region's own words."""

    def __init__(self, shelves: Shelves, locale: str) -> None:
        chain = locale_chain(locale) if locale else ()
        self.spoken = chain[-1] if chain else ""
        self._shelves = shelves
        self._chains: dict[str, tuple[str, ...]] = {language: (language,) for language in shelves.languages_with(CUES)}
        if chain and self.spoken not in self._chains:
            raise ChoiceError("answers in {locale} cannot be read; there are words for {known}", locale=locale,
                              known=", ".join(self._chains))  # fmt: skip
        if chain:
            self._chains[self.spoken] = chain
        self._read: dict[str, Cuebook] = {}

    def __getitem__(self, language: str) -> Cuebook:
        if language not in self._read:
            files: dict[str, str] = {}
            for source in self._shelves.read_with_folder(self._chains[language], CUES):
                files.setdefault(source.text, source.file)  # a copy that a team has left as it was says nothing new
            book = read_cuebook(language, files.items())
            # the examples of the built-in cues are tried by the tests
            own = tuple(f"{directory.name}/" for directory in self._shelves.directories[1:])
            prove(book, ((text, file) for text, file in files.items() if file.startswith(own)))
            self._read[language] = book
        return self._read[language]

    def __contains__(self, language: object) -> bool:
        return language in self._chains

    def __iter__(self) -> Iterator[str]:
        return iter(self._chains)

    def __len__(self) -> int:
        return len(self._chains)
