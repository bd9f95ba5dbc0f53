"""Find what several owners look for in a text, except where longer phrases show it to be innocent."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from templater.patterns.index import Index, Span, make_index
from templater.patterns.pattern import Pattern
from templater.patterns.screen import Screen
from templater.patterns.typed import Match, Typed, spelled


@dataclass(frozen=True, slots=True)
class Marks:
    """What one owner looks for, and the longer phrases in which it is innocent."""

    owner: str
    words: tuple[Pattern, ...]
    excepts: tuple[Pattern, ...] = ()


class Lexicon:
    """The marks of many owners; they are put in order when the first text is read."""

    def __init__(self, marks: Iterable[Marks]) -> None:
        self._marks = tuple(marks)

    def screen(self, literals: Sequence[str]) -> Screen:
        """Return what tells of values typed between some literals that none of the owners' words come of them."""
        return Screen(self._alike, literals)

    def whole(self, typed: Typed) -> list[str]:
        """Return the owners of the words that are all of a text."""
        size = len(typed.parts) // 2
        first = range(min(size, 1))
        return [owner for match, index in self._words.items()
                for owner, spans in index.matches(typed.words(match), typed.gaps, first).items()
                if (0, size) in spans]  # fmt: skip

    @cached_property
    def _alike(self) -> Index:
        """All words, with those that should be compared more closely: what it does not find, nobody does."""
        return make_index((one.owner, spelled(mark.text, "folded")) for one in self._marks for mark in one.words)

    @cached_property
    def _words(self) -> Mapping[Match, Index]:
        return _by_match((one.owner, pattern) for one in self._marks for pattern in one.words)

    @cached_property
    def _excepts(self) -> Mapping[Match, Index]:
        return _by_match((one.owner, pattern) for one in self._marks for pattern in one.excepts)

    def find(self, typed: Typed) -> dict[str, list[Span]]:
        """Return where each owner's words stand in a text, in order, each as widely as they can be read.

        What an exception covers is left out.
        """
        found = _find(self._words, typed)
        if not found:
            return {}
        innocent = _find(self._excepts, typed)
        kept = {owner: widest(outside(spans, innocent.get(owner, ()))) for owner, spans in found.items()}
        return {owner: spans for owner, spans in kept.items() if spans}


def _by_match(patterns: Iterable[tuple[str, Pattern]]) -> dict[Match, Index]:
    kinds: dict[Match, list[tuple[str, str]]] = defaultdict(list)
    for owner, pattern in patterns:
        kinds[pattern.match].append((owner, spelled(pattern.text, pattern.match)))
    return {match: make_index(same, match) for match, same in kinds.items()}


def _find(indexes: Mapping[Match, Index], typed: Typed) -> dict[str, set[Span]]:
    found: dict[str, set[Span]] = defaultdict(set)
    gaps = typed.gaps
    for match, index in indexes.items():
        for owner, spans in index.matches(typed.words(match), gaps).items():
            found[owner] |= spans
    return found


def outside(spans: Iterable[Span], covers: Iterable[Span]) -> list[Span]:
    """Return, in order, the spans that lie within none of the covers.

    >>> outside([(0, 1), (3, 5)], [(3, 6)])
    [(0, 1)]
    """
    ordered = sorted(covers)
    starts = [start for start, _ in ordered]
    farthest = [0, *accumulate((end for _, end in ordered), max)]
    return [span for span in sorted(spans) if farthest[bisect_right(starts, span[0])] < span[1]]


def widest(spans: Iterable[Span]) -> list[Span]:
    """Return, in order, the spans that lie within no other."""
    widest: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not widest or span[1] > widest[-1][1]:
            widest.append(span)
    return widest
