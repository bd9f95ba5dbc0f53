"""Divide an answer into sentences and clauses, so that a "not" or a "they" reaches no farther than it means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from templater.judgement.reading.words import Words
from templater.patterns import Span


@dataclass(frozen=True, slots=True)
class Clauses:
    """Where clauses and sentences begin, by number of word; each list ends with the number of words."""

    clauses: Sequence[int]
    sentences: Sequence[int]
    contrasts: frozenset[int]
    """The words before which the answer turns: "but", "sin embargo"."""

    def clause(self, word: int) -> Span:
        """Return the first word of a word's clause, and the first after it."""
        return _around(self.clauses, word)

    def sentence(self, word: int) -> Span:
        """Return the first word of a word's sentence, and the first after it."""
        return _around(self.sentences, word)

    def spans(self) -> Iterable[Span]:
        """Return every clause."""
        return pairwise(self.clauses)


def _around(starts: Sequence[int], word: int) -> Span:
    at = bisect_right(starts, word)
    return starts[at - 1], starts[min(at, len(starts) - 1)]


def divide(words: Words, contrasts: Iterable[Span], others: Iterable[Span]) -> Clauses:
    """Return the clauses of an answer; words of contrast, and others such as "and then", begin one."""
    size = len(words.words)
    # "it went well though" turns nowhere
    turns = frozenset(start for start, end in contrasts if end < size and words.gaps[end] not in ".?")
    begins = turns | {start for start, _ in others}
    sentences = [0, *(at for at in range(1, size) if words.gaps[at] in ".?"), size]
    clauses = [0, *(at for at in range(1, size) if words.gaps[at] in ".?," or at in begins), size]
    return Clauses(clauses, sentences, turns)
