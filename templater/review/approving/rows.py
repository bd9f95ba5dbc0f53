"""What there is to approve: every wording, and every letter's own text, as a reviewer reads it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from templater.candidate import Candidate, read_candidate
from templater.errors import CandidateError
from templater.letters import Library
from templater.letters.approval import letter_mark, wording_mark
from templater.letters.books import Book, Section
from templater.letters.edition import Edition, read_books
from templater.letters.headings import ANY
from templater.letters.letter import Letter
from templater.letters.showing import Showing


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A wording to approve, or a letter's own text: what it says in each register, and what the other language says.

    `mark` is by what it is known again, `phrase` is a letter's name for its own text, `said` holds a text by register.
    """

    mark: str
    locale: str
    phrase: str
    situation: str
    said: Mapping[str, str]
    other: str
    place: str
    approved: bool = False


_Key = tuple[str, str, frozenset[str]]
"""What a text is called in every language: its file, its phrase or "", and its situation."""


def review_rows(library: Library, locales: Iterable[str], approved: Container[str] = ()) -> Iterator[ReviewRow]:
    """Yield a row for each wording and letter that stands in the directories of some locales, each once.

    `approved` holds the marks of what somebody approved before. Raises TemplateError where words are broken.
    """
    languages = {tag: _Edition.of(library, tag) for tag in library.locales if "-" not in tag}
    for locale in locales:
        edition = languages.get(locale) or _Edition.of(library, locale)
        others = {tag: one for tag, one in languages.items() if tag != edition.tag.partition("-")[0]}
        seen: set[str] = set()
        for key, text in edition.texts.items():
            for mark, place, said in edition.approvable(text):
                if mark not in seen:
                    seen.add(mark)
                    yield ReviewRow(mark, edition.tag, key[1] or key[0], text.situation, said,
                                    _other(key, others), place, mark in approved)  # fmt: skip


def _other(key: _Key, others: Mapping[str, _Edition]) -> str:
    """Return what the other languages say there; where there are several, each begins with its name."""
    told = {one.name: one.said(one.texts[key]) for one in others.values() if key in one.texts}
    if len(others) < 2:
        return "".join(told.values())
    return "\n\n".join(f"{name}:\n{text}" for name, text in told.items())


@dataclass(frozen=True, slots=True)
class _Text:
    """A section of a phrase, or a letter's own text, with the phrases that can stand in it."""

    written: Section | Letter
    phrase: str
    book: Book

    @property
    def situation(self) -> str:
        if isinstance(self.written, Section):
            return self.written.heading
        return ", ".join(sorted(self.written.tags.values)) or ANY


@dataclass(frozen=True, slots=True)
class _Edition:
    """A locale's words, and how they are shown in each of its registers, the default one first."""

    tag: str
    name: str
    texts: Mapping[_Key, _Text]
    showings: Mapping[str, Showing]
    default: Showing

    @classmethod
    def of(cls, library: Library, tag: str) -> _Edition:
        edition = library.edition(tag)
        sample = read_candidate(library.sample(tag), extra=library.extra_columns)
        if not isinstance(sample, Candidate):
            raise CandidateError(sample, place="sample.toml")
        showings = {register: Showing(edition, sample, register) for register in edition.locale.registers}
        return cls(edition.locale.tag, edition.locale.name, dict(_texts(edition)), showings,
                   showings[edition.locale.default_register])  # fmt: skip

    def approvable(self, text: _Text) -> Iterator[tuple[str, str, Mapping[str, str]]]:
        """Yield the mark, the place and the renderings of what stands in this locale's own files."""
        if isinstance(text.written, Letter):
            if text.written.body.source.tag == self.tag:
                yield (
                    letter_mark(text.written),
                    f"{text.written.body.source.file}:1",
                    {register: one.letter(text.written) for register, one in self.showings.items()},
                )
            return
        for wording in text.written.wordings:
            if wording.variants[0].source.tag == self.tag:
                yield (
                    wording_mark(text.phrase, text.written.tags, wording),
                    wording.place,
                    {
                        register: one.wording(wording, text.written.tags, text.book)
                        for register, one in self.showings.items()
                    },
                )

    def said(self, text: _Text) -> str:
        """Return all that a section says in the default register."""
        if isinstance(text.written, Letter):
            return self.default.letter(text.written)
        tags = text.written.tags
        return "\n\n".join(self.default.wording(one, tags, text.book) for one in text.written.wordings)


def _texts(edition: Edition) -> Iterator[tuple[_Key, _Text]]:
    yield from _sections("phrases.md", edition.shared, edition.shared)
    for name in edition.names():
        manuscript = edition.manuscript(name)
        for letter in manuscript.files:
            file = letter.body.source.file.rpartition("/")[2]
            yield (file, "", letter.tags.values), _Text(letter, "", manuscript.book)
        file = f"phrases/{name}.md"
        own = read_books(edition.shelves.read(edition.chain, file), edition.axes)
        yield from _sections(file, own, manuscript.book)


def _sections(file: str, own: Book, book: Book) -> Iterator[tuple[_Key, _Text]]:
    for phrase in own.values():
        for section in phrase.sections.values():
            yield (file, phrase.name, section.tags.values), _Text(section, phrase.name, book)
