"""One letter in one locale: its files and its phrases, and for whom and through what it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from templater.errors import TemplateError
from templater.judgement import AXES, Situation
from templater.language import Words
from templater.letters.books import Book, mentioned
from templater.letters.expressions import Name
from templater.letters.letter import Letter
from templater.letters.speaking import Speaker


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One letter in one locale: its files, one for each situation they are written for, and its phrases.

    `fields` are those that the letter, or a phrase that it can reach, mentions; `channels` are those that its
    files are written for; `speaker` says the wordings of `book`.
    """

    files: tuple[Letter, ...]
    book: Book
    fields: frozenset[str]
    channels: tuple[str, ...]
    speaker: Speaker = field(repr=False, compare=False)

    @property
    def addressee(self) -> str:
        """Who is written to."""
        return self.files[0].addressee

    @property
    def refuses(self) -> bool:
        """Whether one of its files tells a verdict: then it is for people who were turned down, and nobody else."""
        return any("verdict" in letter.phrases for letter in self.files)

    @property
    def only(self) -> dict[str, list[str]]:
        """The values that a situation must have, by axis, for any of its files to be written; channels aside."""
        axes = [axis for axis in AXES if axis != "channel" and all(axis in one.tags.wanted for one in self.files)]
        return {axis: sorted(frozenset().union(*(one.tags.wanted[axis] for one in self.files))) for axis in axes}

    @property
    def never(self) -> dict[str, list[str]]:
        """The values that none of its files is written for, by column; channels aside."""
        shared = frozenset(self.files[0].unless).intersection(*(one.unless for one in self.files))
        kept = [pair for pair in sorted(shared) if pair[0] != "channel"]
        return {column: [value for name, value in kept if name == column] for column in dict(kept)}

    def letter_for(self, situation: Situation) -> Letter | None:
        """Return the file for a situation: of those that fit, the one that names the earlier axis."""
        fitting = [one for one in self.files if situation.channel in one.channels and one.tags.fits(situation)]
        if not fitting:
            return None
        best, *others = sorted(fitting, key=lambda letter: letter.tags.rank, reverse=True)
        if others and others[0].tags.rank == best.tags.rank:
            raise TemplateError("this file and {other} fit the same situation and name the same axes",
                                place=best.body.source.file, other=others[0].body.source.file)  # fmt: skip
        return best


def manuscript_of(files: tuple[Letter, ...], book: Book, words: Words) -> Manuscript:
    """Return the manuscript of files and phrases that were proved to mention only what exists."""
    return Manuscript(files, book, _fields(files, book), _channels(files), Speaker(words))


def _fields(files: Iterable[Letter], book: Book) -> frozenset[str]:
    seen: set[Name] = set()
    waiting = [name for letter in files for name, _ in letter.mentions()]
    while waiting:
        name = waiting.pop()
        if name.phrase in book and name not in seen:  # one that is nowhere is a fault, and was reported
            waiting += [inner for inner, _ in mentioned(book[name.phrase])]
        seen.add(name)
    return frozenset(name.field for name in seen if not name.phrase)


def _channels(files: Iterable[Letter]) -> tuple[str, ...]:
    written = [letter.channels for letter in files]
    return tuple(channel for channel in AXES["channel"] if any(channel in channels for channels in written))
