"""Phrase books: for each phrase the situations, and for each situation its wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from templater.errors import Report, TemplateError, refuse
from templater.judgement import Situation
from templater.language.shelves import Source
from templater.letters.expressions import Name, Piece, names, read_pieces
from templater.letters.headings import ANY, Tags, read_tags

SILENT = "(silent)"

MOST_WORDINGS = 200
"""Wordings for one situation; as many would be a mistake, or an attack on the memory."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One form of a wording: the sentence itself, or the one that stands tagged under it."""

    tags: Tags
    source: Source
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One of several equivalent ways to say a phrase; the first variant is the untagged one."""

    variants: tuple[Variant, ...]

    @property
    def text(self) -> str:
        """The wording as it stands in the book, by which it is drawn."""
        return self.variants[0].source.text

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.variants[0].source.file}:{self.variants[0].source.line}"


@dataclass(frozen=True, slots=True)
class Section:
    """The wordings of a phrase for one situation; none at all means silent on purpose."""

    tags: Tags
    heading: str
    wordings: tuple[Wording, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place in a letter whose wording depends on the situation."""

    name: str
    sections: Mapping[frozenset[str], Section]
    place: str
    replaces: bool = False

    def fitting(self, situation: Situation) -> list[Section]:
        """Return the sections that fit a situation, in the order of the book."""
        return [section for section in self.sections.values() if section.tags.fits(situation)]


_NAMELESS = Phrase("", {}, "")
"""Takes the place of a phrase whose heading was not understood: what stands under it is read and not kept."""

Book = Mapping[str, Phrase]


def overlay(under: Book, over: Book) -> Book:
    """Return a book in which the sections of `over` replace those with the same tags, and new ones join."""
    merged = dict(under)
    for name, phrase in over.items():
        below = merged.get(name)
        if below is None or phrase.replaces:
            merged[name] = phrase
        else:
            merged[name] = replace(below, sections={**below.sections, **phrase.sections})
    return merged


def read_book(source: Source, axes: Mapping[str, str], report: Report = refuse) -> Book:
    """Read a phrase book; every error, which goes to `report`, names the file, the line and what would be right.

    What is wrong is left out where `report` does not raise, and reading goes on.
    """
    reader = _Reader(source, axes, report)
    for number, line in enumerate(source.text.split("\n"), start=1):
        with reader.told():
            reader.take(line, number)
    return reader.finish()


@dataclass(slots=True)
class _Reader:
    source: Source
    axes: Mapping[str, str]
    report: Report
    book: dict[str, Phrase] = field(default_factory=dict)
    phrase: Phrase | None = None
    heading: tuple[str, int] | None = None
    bullets: list[_Bullet] = field(default_factory=list)
    flawed: bool = False
    lost: bool = False

    @contextmanager
    def told(self) -> Iterator[None]:
        """Report what is wrong, and go on behind it unless the report raises."""
        try:
            yield
        except TemplateError as error:
            self.report(error)

    def take(self, line: str, number: int) -> None:
        """Take in the next line."""
        text = line.strip()
        if text.startswith("## "):
            with self.told():
                self._close_section()
            self._open_section(text[3:].strip(), number)
        elif text.startswith("# "):
            with self.told():
                self._close_phrase()
            self._open_phrase(text[2:].strip(), number)
        elif not text or text.startswith(">"):
            return
        else:
            self._bullet(line, text, number)

    def finish(self) -> Book:
        """Return the book when all lines are taken in."""
        with self.told():
            self._close_phrase()
        return self.book

    def _open_phrase(self, title: str, number: int) -> None:
        self.phrase, self.lost = _NAMELESS, False
        name, replaces = (title[:-1].strip(), True) if title.endswith("!") else (title, False)
        if not re.fullmatch(r"[^\W\d]\w*", name):
            raise self.source.error(
                "'{found}' cannot name a phrase; write one word, such as next_step", number, found=name
            )
        if name in self.book:
            raise self.source.error("the phrase '{name}' is in this file twice", number, name=name)
        self.phrase = Phrase(name, {}, f"{self.source.file}:{number}", replaces)

    def _open_section(self, heading: str, number: int) -> None:
        self.heading, self.flawed = (heading, number), False
        if self.phrase is None:
            self.phrase = _NAMELESS
            raise self.source.error("a situation stands under a phrase: write # and its name above", number)

    def _bullet(self, line: str, text: str, number: int) -> None:
        if self.heading is None:
            self.phrase, self.heading, self.flawed = self.phrase or _NAMELESS, (ANY, number), True
            raise self.source.error("a wording stands under a situation: write ## any above", number)
        indented = line[:1].isspace()
        if text.startswith("- ") and not indented:
            self.bullets.append(_Bullet(number, text[2:].strip()))
        elif not self.bullets or not indented:
            self.flawed = True
            raise self.source.error("a wording begins with a hyphen and a space", number)
        elif text.startswith("- "):
            self.bullets[-1].variants.append(_Bullet(number, text[2:].strip()))
        else:
            self.bullets[-1].last.text += f"\n{text}"

    def _close_section(self) -> None:
        if self.heading is None or self.phrase is None:
            return
        (heading, number), bullets = self.heading, self.bullets
        self.heading, self.bullets = None, []
        self.lost, lost = True, self.lost
        tags = read_tags(heading, self.axes, self.source, number)
        if tags.values in self.phrase.sections:
            raise self.source.error("the situation '{heading}' is in this phrase twice", number, heading=heading)
        self.lost = lost
        wordings: tuple[Wording, ...] = ()
        with self.told():
            wordings = tuple(self._wordings(bullets, number))
        section = Section(tags, heading, wordings, f"{self.source.file}:{number}")
        self.phrase = replace(self.phrase, sections={**self.phrase.sections, tags.values: section})

    def _close_phrase(self) -> None:
        with self.told():
            self._close_section()
        if self.phrase is not None and self.phrase.name:
            if self.lost:  # the heading that was not understood may be the one for every other situation
                sections = {
                    frozenset[str](): Section(Tags(frozenset(), {}), ANY, (), self.phrase.place),
                    **self.phrase.sections,
                }
                self.phrase = replace(self.phrase, sections=sections)
            self.book[self.phrase.name] = self.phrase
        self.phrase = None

    def _wordings(self, bullets: Sequence[_Bullet], number: int) -> Iterator[Wording]:
        if not bullets and self.flawed:
            return  # what stands there is no wording, which has been told
        if not bullets:
            raise self.source.error("no wording stands here; to say nothing on purpose, write - (silent)", number)
        if silent := next((bullet for bullet in bullets if bullet.text == SILENT), None):
            if len(bullets) > 1 or silent.variants:
                raise self.source.error("- (silent) stands alone", silent.number)
            return
        if len(bullets) > MOST_WORDINGS:
            raise self.source.error("more than {most} wordings for one situation are too many to look after",
                                    bullets[MOST_WORDINGS].number, most=MOST_WORDINGS)  # fmt: skip
        seen: set[str] = set()
        for bullet in bullets:
            with self.told():
                if bullet.text in seen:
                    raise self.source.error("this wording is here twice", bullet.number)
                seen.add(bullet.text)
                yield self._wording(bullet)

    def _wording(self, bullet: _Bullet) -> Wording:
        return Wording((self._variant(bullet, Tags(frozenset(), {})), *map(self._tagged, bullet.variants)))

    def _tagged(self, bullet: _Bullet) -> Variant:
        tag, colon, text = bullet.text.partition(":")
        if not colon or not text.strip():
            raise self.source.error("a form under a wording begins with its situation, such as usted:", bullet.number)
        tags = read_tags(tag, self.axes, self.source, bullet.number)
        return self._variant(_Bullet(bullet.number, text.strip()), tags)

    def _variant(self, bullet: _Bullet, tags: Tags) -> Variant:
        source = Source(self.source.file, bullet.number, bullet.text, self.source.tag)
        return Variant(tags, source, read_pieces(source))


@dataclass(slots=True)
class _Bullet:
    number: int
    text: str
    variants: list[_Bullet] = field(default_factory=list)

    @property
    def last(self) -> _Bullet:
        return self.variants[-1] if self.variants else self


def mentioned(phrase: Phrase) -> Iterator[tuple[Name, Source]]:
    """Yield every name that a phrase's wordings mention, with the text it stands in."""
    for section in phrase.sections.values():
        for wording in section.wordings:
            for variant in wording.variants:
                yield from ((name, variant.source) for name in names(variant.pieces))
