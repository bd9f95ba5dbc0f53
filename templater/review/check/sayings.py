"""Every text as it is said: each wording and each line of a letter in every form, with where each part stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import product

from templater.candidate import Fact
from templater.errors import TemplateError
from templater.judgement import AXES, Situation
from templater.language import plain
from templater.language.filters import filters
from templater.language.shelves import Source
from templater.letters.books import Book, Wording
from templater.letters.choosing import variant_for
from templater.letters.edition import Edition
from templater.letters.expressions import Name, Piece, expand, names
from templater.letters.letter import Letter
from templater.letters.manuscript import Manuscript
from templater.review.check.templates import Templates

MASK = "…"
"""What stands for a value where words are judged: a company may be called Gay & Partners."""

_PLAIN = Situation("email", "neutral", "", "", "", "", "agency", "interview", "", "x")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a saying and where it comes from: the template's own words, a table's, a phrase's or a value.

    `masked` is the same for judges who must not take a value for words.
    """

    text: str
    masked: str
    file: str
    line: int
    is_value: bool = False


@dataclass(frozen=True)
class Saying:
    """A text of a letter or a phrase book in one locale and register.

    `kind` is "subject", "body" or "wording"; `phrases` are those that the letters it is in can say besides.
    """

    edition: Edition
    register: str
    kind: str
    source: Source
    parts: tuple[Part, ...]
    phrases: frozenset[str]

    @cached_property
    def text(self) -> str:
        """The words with the sample's values."""
        return "".join(part.text for part in self.parts)

    @cached_property
    def masked(self) -> str:
        """The words with a sign in the place of each value."""
        return "".join(part.masked for part in self.parts)

    @property
    def values(self) -> tuple[str, ...]:
        """What was filled in."""
        return tuple(part.text for part in self.parts if part.is_value)

    def place_of(self, words: str, start: int = -1) -> tuple[str, int]:
        """Return the file and line where some words of the text stand, or begin: a table's row is nearest the cause."""
        spans = self._standing(words, start)
        foreign = next((one for one, _ in spans if one.file != self.source.file), None)
        if foreign:
            return foreign.file, foreign.line
        if spans:
            one, inside = spans[0]
            return one.file, one.line + one.text[:inside].count("\n")
        return self.source.file, self.source.line

    def _standing(self, words: str, start: int) -> list[tuple[Part, int]]:
        """Return the parts in which some words stand, values aside, each with where in it they begin."""
        for wholes in ([one.text for one in self.parts], [one.masked for one in self.parts]):
            whole = "".join(wholes)
            at = start if start >= 0 and whole.startswith(words, start) else whole.find(words)
            found, behind = [], 0
            for one, text in zip(self.parts, wholes, strict=True):
                before, behind = behind, behind + len(text)
                if 0 <= at < behind and before < at + len(words) and not one.is_value:
                    found.append((one, max(at - before, 0)))
            if found:
                return found
        return []


@lru_cache(maxsize=2)
def sayings(templates: Templates) -> tuple[Saying, ...]:
    """Return every text in every form; a region's only where it differs from its language's."""
    return tuple(_sayings(templates))


def _sayings(templates: Templates) -> Iterator[Saying]:
    seen: set[tuple[object, ...]] = set()
    for edition, manuscripts in templates.readable():
        sample = templates.candidate(edition.locale.tag)
        for saying in _Speaker(edition, sample.facts if sample else {}).sayings(manuscripts):
            key = (edition.locale.chain[-1], saying.register, saying.source.file, saying.source.line, saying.text)
            if key not in seen:
                seen.add(key)
                yield saying


class _Speaker:
    """Says the texts of a locale."""

    def __init__(self, edition: Edition, facts: Mapping[str, Fact]) -> None:
        self.edition = edition
        self.facts = facts
        self.said: set[str] = set()

    def sayings(self, manuscripts: Iterable[Manuscript]) -> Iterator[Saying]:
        """Yield the texts of every letter; those of a phrase that letters share once."""
        for manuscript in manuscripts:
            self.book = manuscript.book
            self.phrases = frozenset(name for letter in manuscript.files for name in letter.phrases)
            for letter in manuscript.files:
                yield from self._letter(letter)
            for section in (one for phrase in manuscript.book.values() for one in phrase.sections.values()):
                for wording in section.wordings:
                    if wording.place not in self.said:
                        self.said.add(wording.place)
                        yield from self._wording(wording, section.tags.wanted)

    def _letter(self, letter: Letter) -> Iterator[Saying]:
        for kind, part in zip(("subject", "preheader", "body"), letter.parts, strict=True):
            for situation in self._situations(part.pieces, letter.tags.wanted):
                for size in _sizes(part.pieces):
                    yield self._saying(kind, part.source, part.pieces, situation, size)

    def _wording(self, wording: Wording, wanted: Mapping[str, frozenset[str]]) -> Iterator[Saying]:
        pieces = tuple(piece for variant in wording.variants for piece in variant.pieces)
        tags = {axis: values for variant in wording.variants for axis, values in variant.tags.wanted.items()}
        for situation in self._situations(pieces, {**tags, **wanted}, tags):
            try:
                variant = variant_for(wording, situation)
            except TemplateError:
                continue  # two forms fit alike, which is a finding of its own
            yield self._saying("wording", variant.source, variant.pieces, situation, 1)

    def _situations(
        self, pieces: Iterable[Piece], wanted: Mapping[str, frozenset[str]], forms: Iterable[str] = ()
    ) -> Iterator[Situation]:
        """Yield a situation for every register, and for every value of an axis that changes a word."""
        axes = {"register", *forms, *self._axes(pieces)}
        values = {axis: sorted(wanted.get(axis, ())) or [*self._values(axis)] for axis in axes}
        fixed = {axis: min(one) for axis, one in wanted.items() if axis not in axes}
        for chosen in product(*values.values()):
            yield replace(_PLAIN, **fixed, **dict(zip(values, chosen, strict=True)))

    def _values(self, axis: str) -> tuple[str, ...]:
        return self.edition.locale.registers if axis == "register" else AXES[axis]

    def _axes(self, pieces: Iterable[Piece]) -> Iterator[str]:
        for name in names(tuple(pieces)):
            table, _, key = name.path.partition(".")
            if row := self.edition.words.row(table, key):
                yield row.axis

    def _saying(self, kind: str, source: Source, pieces: tuple[Piece, ...], situation: Situation, size: int) -> Saying:
        parts = tuple(self._parts(source, pieces, situation, size))
        return Saying(self.edition, situation.register, kind, source, parts, self.phrases)

    def _parts(self, source: Source, pieces: tuple[Piece, ...], situation: Situation, size: int) -> Iterator[Part]:
        line = source.line
        for piece in expand(pieces, lambda path: size * max(self._size(path), 1)):
            if isinstance(piece, str):
                swapped = self.edition.words.in_region(piece)
                yield Part(swapped, swapped, source.file, line)
                line += piece.count("\n")
            else:
                line = source.line + piece.line - 1
                yield self._part(piece, source.file, line, situation)

    def _size(self, path: str) -> int:
        fact = self.facts.get(path)
        return len(fact) if isinstance(fact, tuple) else 1

    def _part(self, name: Name, file: str, line: int, situation: Situation) -> Part:
        table, _, key = name.path.partition(".")
        if table in self.edition.words.tables:
            word = self.edition.words.lookup(table, key, situation.as_dict()) or ""
            row = self.edition.words.row(table, key)
            place, _, number = (row.place if row else "").rpartition(":")
            return Part(word, word, place or file, int(number or line))
        if name.phrase:
            words = _first_words(self.book, name.phrase)
            if name.path.partition(".")[2][:1].isupper():
                words = words[:1].upper() + words[1:]
            return Part(words, MASK, file, line, is_value=True)
        value = self._value(name)
        return Part(value, MASK, file, line, is_value=True)

    def _value(self, name: Name) -> str:
        fact = self.facts.get(name.field, MASK)
        _, bracket, index = name.path.partition("[")
        if bracket and isinstance(fact, tuple):
            fact = fact[int(index[:-1])]
        try:
            for one in name.filters:
                fact = filters(self.edition.locale)[one](fact)
        except (KeyError, TemplateError):  # a filter that does not exist, or does not suit, is a finding of its own
            return MASK
        return plain(fact, self.edition.locale) if not isinstance(fact, str) else fact


def _sizes(pieces: tuple[Piece, ...]) -> tuple[int, ...]:
    """Return how many items of each field to say: one, and none where an if or a for says something else then."""
    return (1,) if all(isinstance(piece, str | Name) for piece in pieces) else (1, 0)


def _first_words(book: Book, phrase: str) -> str:
    """Return a phrase's own words for any situation, with a mask for each name in them; it is judged by itself."""
    section = book[phrase].sections.get(frozenset()) if phrase in book else None
    pieces = section.wordings[0].variants[0].pieces if section and section.wordings else ()
    return "".join(piece if isinstance(piece, str) else MASK for piece in pieces)
