"""What a change of words changes in the finished letters: paragraphs that are gone, and paragraphs that are new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from templater.letters import Library
from templater.review.proof.proving import possible, proof
from templater.review.proof.sheet import Paragraph, Proof

Unit = tuple[str, str, str]
"""A register, a channel and a finished text."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different in one letter in one locale; of the `bounded` passages not every combination is shown."""

    letter: str
    locale: str
    gone: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]
    bounded: tuple[str, ...] = ()


def changes(
    before: Library,
    after: Library,
    letter: str,
    locale: str,
    *,
    channels: Sequence[str] = (),
    registers: Sequence[str] = (),
) -> Changes:
    """Return the finished paragraphs that only one of two libraries can produce.

    Where not every combination of wordings is shown, a paragraph counts as gone or new only when the other library
    cannot produce it at all. A letter that one of them does not have is all new, or all gone.
    """
    asked = _Asked(letter, locale, tuple(channels), tuple(registers))
    old, new = (asked.proof(library, ()) for library in (before, after))
    cut = {*old.bounded, *new.bounded}
    old, new = (one if cut == {*one.bounded} else asked.proof(library, tuple(cut))
                for one, library in ((old, before), (new, after)))  # fmt: skip
    gone, fresh = asked.only(old, new, after), asked.only(new, old, before)
    touched = {passage for paragraph in (*gone, *fresh) for passage in paragraph.passages}
    return Changes(letter, locale, gone, fresh, tuple(passage for passage in new.bounded if passage in touched))


@dataclass(frozen=True, slots=True)
class _Asked:
    letter: str
    locale: str
    channels: tuple[str, ...]
    registers: tuple[str, ...]

    def proof(self, library: Library, bounded: Sequence[str]) -> Proof:
        if not self._has(library):
            return Proof(self.letter, self.locale, ())
        return proof(library, self.letter, self.locale, channels=self.channels, registers=self.registers,
                     bounded=bounded)  # fmt: skip

    def _has(self, library: Library) -> bool:
        return self.locale in library.locales and self.letter in library.edition(self.locale).names()

    def only(self, one: Proof, other: Proof, library: Library) -> tuple[Paragraph, ...]:
        """Return the paragraphs of one proof that the other one's library cannot produce."""
        found = _units(one)
        left = found.keys() - _units(other).keys()
        passages = {passage for unit in left for passage in found[unit].passages}.intersection(other.bounded)
        if passages:
            left -= possible(library, self.letter, self.locale, {text for _, _, text in left}, passages)
        return tuple(_limited(one, left))


def _units(proof: Proof) -> Mapping[Unit, Paragraph]:
    return {(*carrier, paragraph.text): paragraph for paragraph in proof.paragraphs for carrier in paragraph.carriers}


def _limited(proof: Proof, left: set[Unit]) -> Iterator[Paragraph]:
    """Yield the paragraphs with what is left of their registers and channels."""
    for paragraph in proof.paragraphs:
        carriers = tuple(one for one in paragraph.carriers if (*one, paragraph.text) in left)
        if carriers:
            yield replace(paragraph, carriers=carriers)
