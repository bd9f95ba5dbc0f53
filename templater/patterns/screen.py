"""Say of what people type into a text, without reading the text again, that nothing looked for can come of it.

The words around the holes are read once. Of a match that they do not hold by themselves, the first word is typed,
or is one of the few from which a match could run into a hole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from templater.patterns.index import Index
from templater.patterns.typed import Typed, begins_with_mark, has_address, read_typed


@dataclass(frozen=True, slots=True)
class _Literal:
    """What stands before, between or after the holes, in words, with those that could begin a match of typed words."""

    words: Sequence[str]
    gaps: Sequence[str]
    starts: Sequence[int]


class Screen:
    """The words around the holes of a text, for as many texts as there are rows.

    `index` compares words without case and accents; `literals` are what stands before the first hole, between any
    two, and after the last.
    """

    def __init__(self, index: Index, literals: Sequence[str]) -> None:
        typed = [read_typed(literal) for literal in literals]
        self._index = index
        self._is_apart = _are_apart(typed) and not any(map(has_address, literals))
        self._literals = [
            _literal(index, one, begun=number > 0, ended=number + 1 == len(typed)) for number, one in enumerate(typed)
        ]

    def is_clear(self, values: Sequence[Typed]) -> bool:
        """Say whether nothing looked for stands in the text that was not in the words around its holes.

        False where it can only be told from the whole text.
        """
        return self._is_apart and all(map(_is_apart, values)) and not self._finds(values)

    def _finds(self, values: Sequence[Typed]) -> bool:
        first, *others = self._literals
        words, gaps, starts = [*first.words], [*first.gaps], [*first.starts]
        for value, literal in zip(values, others, strict=True):
            begins = len(words)
            words += value.words()
            starts += range(begins, len(words))
            _join(gaps, value.gaps)
            starts += [len(words) + start for start in literal.starts]
            words += literal.words
            _join(gaps, literal.gaps)
        return bool(self._index.matches(words, gaps, starts))


def _join(gaps: list[str], others: Sequence[str]) -> None:
    """Add the gaps of what follows: what stands between the two is one gap."""
    gaps[-1] += others[0]
    gaps += others[1:]


def _literal(index: Index, typed: Typed, *, begun: bool, ended: bool) -> _Literal:
    """Return a literal; `begun` says that a hole stands before it, `ended` that none stands after it."""
    words, gaps = typed.words(), typed.gaps
    # a sign that leads the first word may have been typed before it
    starts = {0} if begun and words else set[int]()
    if not ended:
        starts.update(index.open_starts(words, gaps))
    return _Literal(words, gaps, sorted(starts))


def _are_apart(literals: Sequence[Typed]) -> bool:
    """Say whether no typed word can become one with a word around it, or with one that is typed beside it."""
    befores = all(one.parts[-1] or len(one.parts) == 1 for one in literals[:-1])
    afters = all(one.parts[0] or len(one.parts) == 1 for one in literals[1:])
    return befores and afters and all(map(any, (one.parts for one in literals[1:-1])))


def _is_apart(value: Typed) -> bool:
    """Say whether a typed text has words, none of which can become part of what stands around it."""
    return len(value.parts) > 1 and not value.holds_address and not begins_with_mark(value.text)
