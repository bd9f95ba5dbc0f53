"""Say wordings in the forms that situations ask for, each form once for all the plans of a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from templater.judgement import Situation
from templater.language import Words
from templater.letters.books import Wording
from templater.letters.choosing import Spoken, variant_for
from templater.letters.expressions import Name
from templater.letters.inflecting import inflected

NEEDED = frozenset({"candidate.first_name", "role.title", "role.company"})
"""The fields that a letter which mentions them cannot do without; all others are optional."""


class Speaker:
    """Says the wordings of one book in one locale's words; most depend on an axis or two, and on no fact."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._axes: dict[int, tuple[str, ...] | None] = {}
        self._said: dict[tuple[object, ...], Spoken] = {}

    def speak(self, wording: Wording, situation: Situation, size: Callable[[str], int]) -> Spoken:
        """Return a wording as it is said in a situation; `size` counts a field's items."""
        number = id(wording)  # the book holds it as long as it holds us
        if number not in self._axes:
            self._axes[number] = self._axes_of(wording)
        axes = self._axes[number]
        if axes is None:
            return self._say(wording, situation, size)
        key = (number, *[getattr(situation, axis) for axis in axes])
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._say(wording, situation, size)
        return said

    def _say(self, wording: Wording, situation: Situation, size: Callable[[str], int]) -> Spoken:
        variant = variant_for(wording, situation)
        pieces = tuple(inflected(variant.pieces, self._words, situation, size))
        named = [piece for piece in pieces if isinstance(piece, Name)]
        inner = frozenset(name.phrase for name in named if name.phrase)
        facts = frozenset(name.field for name in named if not name.phrase) - NEEDED
        return Spoken(wording, variant, pieces, facts, inner)

    def _axes_of(self, wording: Wording) -> tuple[str, ...] | None:
        """Return the axes on which what a wording says depends, or None where it depends on facts too."""
        pieces = [piece for variant in wording.variants for piece in variant.pieces]
        if not all(isinstance(piece, str | Name) for piece in pieces):
            return None
        tagged = (axis for variant in wording.variants for axis in variant.tags.wanted)
        return tuple(dict.fromkeys((*tagged, *self._inflecting(piece for piece in pieces if isinstance(piece, Name)))))

    def _inflecting(self, names: Iterable[Name]) -> Iterator[str]:
        """Yield the axes of the words among some names that inflect."""
        for name in names:
            table, _, key = name.path.partition(".")
            if row := self._words.row(table, key):
                yield row.axis
