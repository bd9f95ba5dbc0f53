"""One locale's edition of the letters: its words, phrases and files with every overlay merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from templater.candidate.columns import BY_FACT, BY_NAME, DERIVED_FACTS
from templater.errors import ChoiceError, Report, TemplateError, nearest, refuse
from templater.language import Locale, Words, locale_chain, parse_locale_toml, read_locale, read_words
from templater.language.filters import filters
from templater.language.shelves import Shelves, Source
from templater.language.toml_source import TomlSource
from templater.letters.books import Book, Phrase, mentioned, overlay, read_book
from templater.letters.expressions import Name
from templater.letters.headings import axes_of
from templater.letters.letter import Letter, letter_name, read_letter
from templater.letters.manuscript import Manuscript, manuscript_of

_NO_LETTERS = ("words.md", "phrases.md")


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that one locale's letters are made of."""

    locale: Locale
    words: Words
    facts: frozenset[str]
    axes: Mapping[str, str]
    chain: tuple[str, ...]
    shelves: Shelves
    shared: Book
    letters: tuple[str, ...]
    report: Report = refuse
    _manuscripts: dict[str, Manuscript] = field(default_factory=dict, repr=False)

    def names(self) -> tuple[str, ...]:
        """Return the letters there are."""
        return self.letters

    def manuscript(self, name: str) -> Manuscript:
        """Return a letter, read and proved to mention only what exists.

        Raises ChoiceError when there is no such letter, TemplateError when its words are broken.
        """
        if name not in self._manuscripts:
            self._manuscripts[name] = self._read(name)
        return self._manuscripts[name]

    def _read(self, name: str) -> Manuscript:
        if name not in self.names():
            raise unknown_letter(name, self.names())
        files = {letter.tags.values: letter for letter in self._files(name)}
        if not files:  # each of them was reported
            raise unknown_letter(name, self.names())
        book = overlay(self.shared, read_books(self.shelves.read(self.chain, f"phrases/{name}.md"), self.axes,
                                               self.report))  # fmt: skip
        for error in chain(_addressee_faults(tuple(files.values())), self._faults(files.values(), book)):
            self.report(error)
        return manuscript_of(tuple(files.values()), book, self.words)

    def _files(self, name: str) -> Iterator[Letter]:
        columns = frozenset(BY_NAME) | declared_columns(self.shelves)
        for file_name in self.shelves.names(self.chain):
            if letter_name(file_name) == name and file_name not in _NO_LETTERS:
                for source in self.shelves.read(self.chain, file_name):
                    try:
                        yield read_letter(source, self.axes, columns)
                    except TemplateError as error:
                        self.report(error)

    def _faults(self, files: Iterable[Letter], book: Book) -> Iterator[TemplateError]:
        """Yield the names that do not exist, wherever they stand, before anything is written."""
        for letter in files:
            for name, source in letter.mentions():
                yield from self._name_faults(name, source, book)
            for required in letter.required_phrases:
                if required not in book:
                    yield self._unknown_requirement(letter, required, book)
        for phrase in book.values():
            yield from self._phrase_faults(phrase, book)

    def _unknown_requirement(self, letter: Letter, found: str, book: Book) -> TemplateError:
        if near := nearest(found, {*book, *BY_NAME, *declared_columns(self.shelves)}):
            return letter.requires.error("'Requires:' names '{found}', which is neither a phrase nor a column (did you "
                                         "mean '{near}'?)", found=found, near=near)  # fmt: skip
        return letter.requires.error("'Requires:' names '{found}', which is neither a phrase nor a column", found=found)

    def _phrase_faults(self, phrase: Phrase, book: Book) -> Iterator[TemplateError]:
        if frozenset() not in phrase.sections:
            yield TemplateError("the phrase '{name}' has no ## any, for every other situation",
                                place=phrase.place, name=phrase.name)  # fmt: skip
        for name, source in mentioned(phrase):
            yield from self._name_faults(name, source, book)
            if name.phrase in book and any(inner.phrase for inner, _ in mentioned(book[name.phrase])):
                yield source.error("'{found}' holds a phrase itself, and phrases stand in phrases one level deep",
                                   name.line, found=name.phrase)  # fmt: skip

    def _name_faults(self, name: Name, source: Source, book: Book) -> Iterator[TemplateError]:
        group, _, key = name.path.partition(".")
        known: Iterable[str]
        if name.phrase:
            known, there = (f"phrase.{phrase}" for phrase in book), name.phrase in book
        elif group in self.words.tables:
            known = (f"{group}.{row}" for row in self.words.tables[group])
            there = self.words.lookup(group, key, {}) is not None
        else:
            known, there = self.facts, name.path in self.facts
        if not there:
            yield _unknown_name(name, known, source)
        elif name.filters:
            yield from self._filter_faults(name, source)

    def _filter_faults(self, name: Name, source: Source) -> Iterator[TemplateError]:
        if name.field not in self.facts:
            yield source.error("a filter goes with a field, and '{found}' is not one", name.line, found=name.path)
        known = filters(self.locale)
        for unknown in (found for found in name.filters if found not in known):
            if near := nearest(unknown, known):
                yield source.error("there is no filter '{found}' in this language (did you mean '{near}'?)", name.line,
                                   found=unknown, near=near)  # fmt: skip
            else:
                yield source.error("there is no filter '{found}' in this language; there are {known}", name.line,
                                   found=unknown, known=", ".join(sorted(known)))  # fmt: skip


def _addressee_faults(files: tuple[Letter, ...]) -> Iterator[TemplateError]:
    """Yield the files of a letter that go to other people: which addresses a row needs must be plain."""
    main = min(files, key=lambda letter: len(letter.tags.values))
    for letter in files:
        if letter.addressee != main.addressee:
            yield letter.addressed.error("'Addressee:' is {one} here and {other} in {file}; a letter has one addressee",
                                         one=letter.addressee, other=main.addressee,
                                         file=main.body.source.file)  # fmt: skip


def _unknown_name(name: Name, known: Iterable[str], source: Source) -> TemplateError:
    near = nearest(name.path, known)
    if near:
        return source.error("nothing here is called '{found}' (did you mean '{near}'?)", name.line,
                            found=name.path, near=near)  # fmt: skip
    return source.error("nothing here is called '{found}'", name.line, found=name.path)


def unknown_letter(name: str, known: Iterable[str]) -> ChoiceError:
    """Return the error for a letter that does not exist."""
    known = tuple(known)
    if near := nearest(name, known):
        return ChoiceError("there is no letter '{found}' (did you mean '{near}'?)", found=name, near=near)
    return ChoiceError("there is no letter '{found}'; there are {known}", found=name, known=", ".join(known))


def read_books(sources: Iterable[Source], axes: Mapping[str, str], report: Report = refuse) -> Book:
    """Return the books of several files as one, each over the one before it."""
    book: Book = {}
    for source in sources:
        book = overlay(book, read_book(source, axes, report))
    return book


def chain_in(tag: str, shelves: Shelves) -> tuple[str, ...]:
    """Return the part of a locale's chain that something is written in."""
    written = shelves.locales()
    return tuple(part for part in locale_chain(tag) if part in written)


def letters_in(chain: tuple[str, ...], shelves: Shelves) -> tuple[str, ...]:
    """Return the names of the letters that a chain of locales has, without reading one."""
    files = (name for name in shelves.names(chain) if name not in _NO_LETTERS)
    return tuple(sorted({letter_name(name) for name in files}))


def open_edition(tag: str, shelves: Shelves, report: Report = refuse) -> Edition:
    """Read what all letters of a locale share; what is wrong with their words goes to `report`.

    Raises ChoiceError when the tag is no locale or nothing is written in it.
    """
    written = chain_in(tag, shelves)
    if not written:
        raise ChoiceError("there are no letters in '{found}'; there are letters in {known}",
                          found=tag, known=", ".join(shelves.locales()))  # fmt: skip
    locale = _locale(tag, tuple(shelves.read(written, "locale.toml")))
    axes = axes_of(locale.registers)
    words = Words()
    for source in shelves.read(written, "words.md"):
        words = words.merged(read_words(source.text, source.file, axes))
    return Edition(
        locale=locale,
        words=words,
        facts=known_facts(shelves),
        axes=axes,
        chain=written,
        shelves=shelves,
        shared=read_books(shelves.read(written, "phrases.md"), axes, report),
        letters=letters_in(written, shelves),
        report=report,
    )


def _locale(tag: str, sources: Sequence[Source]) -> Locale:
    """Return the locale that these files describe, the least specific first."""
    settings = [parse_locale_toml(source.text, source.file) for source in sources]
    try:
        return read_locale(locale_chain(tag)[0], reversed(settings))
    except TemplateError as error:
        key = str(error.values.get("key"))
        for source, found in zip(reversed(sources), reversed(settings), strict=True):
            if key in found:
                toml = TomlSource(source.text, source.file)
                raise toml.error(error.message, toml.line_of(key), **error.values) from None
        raise


def known_facts(shelves: Shelves) -> frozenset[str]:
    """Return every name of a field that templates may read: ours, and those that a team's sample declares."""
    return frozenset(BY_FACT) | frozenset(DERIVED_FACTS) | declared_columns(shelves)


def declared_columns(shelves: Shelves) -> frozenset[str]:
    """Return the columns that a team's sample declares beside ours."""
    return frozenset(name for source in shelves.top("sample.toml") for name in read_toml(source)) - frozenset(BY_NAME)


def sample_cells(shelves: Shelves, chain: Sequence[str]) -> dict[str, object]:
    """Return the cells of the sample recipient, in the words of the most specific locale that has them."""
    cells: dict[str, object] = {}
    for source in (*shelves.top("sample.toml"), *shelves.read(chain, "sample.toml")):
        cells |= read_toml(source)
    return cells


def read_toml(source: Source) -> dict[str, object]:
    """Return a TOML file's content, or an error that names the line."""
    return TomlSource(source.text, source.file).settings()
