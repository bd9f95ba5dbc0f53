"""Look for many word patterns in a text at once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from templater.patterns.pattern import Anchor, Pattern
from templater.patterns.typed import Match, Typed

Span = tuple[int, int]
"""The number of a match's first word, and of the first word after it."""

HEAD = 3
"""By how many letters words with an open end are looked up."""


class Entry(NamedTuple):
    """A pattern to try where an anchor of it is met."""

    owner: str
    pattern: Pattern
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Index:
    """The patterns of one kind of comparing, by the piece that must be met before one is tried."""

    exact: Mapping[str, list[Entry]]
    heads: Mapping[str, list[Entry]]
    tails: Mapping[str, list[Entry]]
    numbers: Sequence[Entry]
    others: Sequence[Entry]

    def matches(self, words: Sequence[str], gaps: Sequence[str]) -> dict[str, set[Span]]:
        """Return every match, by owner."""
        found: dict[str, set[Span]] = defaultdict(set)
        for at, (owner, pattern, (_, nearest, farthest, _)) in self._met(words, "".join(gaps)):
            for start in range(max(at - farthest, 0), at - nearest + 1):
                if end := pattern.end(words, gaps, start):
                    found[owner].add((start, end))
        return found

    def _met(self, words: Sequence[str], signs: str) -> Iterator[tuple[int, Entry]]:
        exact, heads, tails = self.exact, self.heads, self.tails
        numbers, others = (
            [entry for entry in entries if entry.anchor.sign in signs] for entries in (self.numbers, self.others)
        )
        for at, word in enumerate(words):
            if word in exact:
                yield from ((at, entry) for entry in exact[word])
            if (head := word[:HEAD]) in heads:
                yield from ((at, entry) for entry in heads[head] if word.startswith(entry.anchor.piece.text))
            if (tail := word[-HEAD:]) in tails:
                yield from ((at, entry) for entry in tails[tail] if word.endswith(entry.anchor.piece.text))
            if others:
                yield from ((at, entry) for entry in others if entry.anchor.piece.fits(word))
            if numbers and not word.isalpha():
                yield from ((at, entry) for entry in numbers if entry.anchor.piece.fits(word))


def make_index(patterns: Iterable[tuple[str, Pattern]]) -> Index:
    """Return an index of patterns, each with its owner."""
    exact, heads, tails = (
        defaultdict[str, list[Entry]](list),
        defaultdict[str, list[Entry]](list),
        defaultdict[str, list[Entry]](list),
    )
    numbers: list[Entry] = []
    others: list[Entry] = []
    for owner, pattern in patterns:
        for anchor in pattern.anchors():
            text, opens, goes_on = anchor.piece
            entry = Entry(owner, pattern, anchor)
            if "#" in text:
                numbers.append(entry)
            elif "&" in text or (opens and goes_on) or ((opens or goes_on) and len(text) < HEAD):
                others.append(entry)
            elif opens:
                tails[text[-HEAD:]].append(entry)
            elif goes_on:
                heads[text[:HEAD]].append(entry)
            else:
                exact[text].append(entry)
    return Index(dict(exact), dict(heads), dict(tails), numbers, others)


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
        kept = {owner: _widest(outside(spans, innocent.get(owner, ()))) for owner, spans in found.items()}
        return {owner: spans for owner, spans in kept.items() if spans}


def _by_match(patterns: Iterable[tuple[str, Pattern]]) -> dict[Match, Index]:
    kinds: dict[Match, list[tuple[str, Pattern]]] = defaultdict(list)
    for owner, pattern in patterns:
        kinds[pattern.match].append((owner, pattern))
    return {match: make_index(same) for match, same in kinds.items()}


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


def _widest(spans: Iterable[Span]) -> list[Span]:
    """Return, in order, the spans that lie within no other."""
    widest: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not widest or span[1] > widest[-1][1]:
            widest.append(span)
    return widest
