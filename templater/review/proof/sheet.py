"""What a proof sheet says: finished paragraphs, and what leads to each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """Situations that belong together: on each axis that matters one of these values, with facts that are there or not.

    An axis that does not matter is left out; facts are named by their columns.
    """

    axes: tuple[tuple[str, tuple[str, ...]], ...]
    given: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A wording in a paragraph: the phrase, the heading it stands under, and its file and line."""

    phrase: str
    heading: str
    place: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a paragraph: the wordings that it is made of, in the situations that choose them."""

    words: tuple[Words, ...]
    where: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A finished paragraph of a letter, with all that leads to it.

    `passages` are the parts of the letter's files that it can be, each the name of a file with "subject", "preheader"
    or a paragraph's number ("rejection.md 3"); `place` is the file and line of the first. `carriers` are the registers
    and channels that have it, each a pair.
    """

    letter: str
    locale: str
    passages: tuple[str, ...]
    place: str
    text: str
    carriers: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]

    @property
    def registers(self) -> tuple[str, ...]:
        """The registers in which it is said."""
        return tuple(dict.fromkeys(register for register, _ in self.carriers))

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that carry it."""
        return tuple(dict.fromkeys(channel for _, channel in self.carriers))


@dataclass(frozen=True, slots=True)
class Proof:
    """The paragraphs of one letter in one locale, in the order in which they are read.

    `bounded` names the passages that can be said in too many ways, such as "rejection.md 3": of these every wording is
    shown, and not every combination of wordings.
    """

    letter: str
    locale: str
    paragraphs: tuple[Paragraph, ...]
    bounded: tuple[str, ...] = ()
