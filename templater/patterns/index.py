"""Look for many word patterns in a text at once: those that begin alike are read as one for as long as they are alike.

A pattern is read only as far as a text goes its way, so that thousands cost little to begin with. The steps that
a text takes grow with its length, and at each of its words are bounded by the patterns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from templater.patterns.pattern import Compound, Sets, is_apart, read_place
from templater.patterns.typed import Match

Span = tuple[int, int]
"""The number of a match's first word, and of the first word after it."""

HEAD = 3
"""By how many letters words with an open end are looked up."""


class Node:
    """What can follow after the words that led here; it is read when a text first comes by."""

    __slots__ = ("any", "ends", "exact", "heads", "others", "signed", "tails", "unread")

    def __init__(self, unread: list[tuple[str, str]]) -> None:
        self.unread = unread
        self.ends: list[str] = []
        self.any: list[Node] = []
        self.exact: dict[str, list[Node]] = {}
        self.heads: dict[str, list[tuple[str, Node]]] = {}
        self.tails: dict[str, list[tuple[str, Node]]] = {}
        self.signed: dict[str, list[tuple[Compound, Node]]] = {}
        self.others: list[tuple[Compound, Node]] = []

    def read(self, match: Match, sets: Sets) -> None:
        """Read one place of every pattern that goes on from here."""
        following: dict[str, list[tuple[str, str]]] = {}
        lines = dict.fromkeys(self.unread)
        self.unread = []
        while lines:
            skipped: dict[tuple[str, str], None] = {}
            for text, owner in lines:
                if not text:
                    self.ends.append(owner)
                    continue
                place, _, rest = text.partition(" ")
                following.setdefault(place, []).append((rest, owner))
                if place[-1] == "?":
                    skipped[rest, owner] = None
            lines = skipped
        for place, rests in following.items():
            self._lead(place, Node(rests), match, sets)

    def _lead(self, place: str, node: Node, match: Match, sets: Sets) -> None:
        if place.replace("|", "").isalnum():
            for word in place.split("|"):
                self.exact.setdefault(word, []).append(node)
            return
        read = read_place(place, match, sets)
        if "" in read.heads:
            self.any.append(node)
            return
        for word in read.exact:
            self.exact.setdefault(word, []).append(node)
        for text in read.heads:
            self.heads.setdefault(text[:HEAD], []).append((text, node))
        for text in read.tails:
            self.tails.setdefault(text[-HEAD:], []).append((text, node))
        for compound in read.compounds:
            if compound.first_word:
                self.signed.setdefault(compound.first_word, []).append((compound, node))
            else:
                self.others.append((compound, node))

    def after(self, word: str) -> Iterator[Node]:
        """Yield what follows a word, where more than the whole word can tell."""
        yield from self.exact.get(word, ())
        if self.heads:
            for size in range(1, min(len(word), HEAD) + 1):
                yield from (node for text, node in self.heads.get(word[:size], ()) if word.startswith(text))
        if self.tails:
            for size in range(1, min(len(word), HEAD) + 1):
                yield from (node for text, node in self.tails.get(word[-size:], ()) if word.endswith(text))

    def compounds(self, word: str) -> Iterable[tuple[Compound, Node]]:
        """Return the words with signs in them that can begin with a word, and what follows each."""
        return chain(self.signed.get(word, ()), self.others)


Step = tuple[Node, int, str]
"""A node, the number of the word that comes next, and the sign that must stand before it."""


class Index:
    """The patterns of many owners, compared in one way."""

    def __init__(self, patterns: Iterable[tuple[str, str]], match: Match, sets: Sets) -> None:
        self._root = Node(list(patterns))
        self._match = match
        self._sets = sets

    def matches(self, words: Sequence[str], gaps: Sequence[str]) -> dict[str, set[Span]]:
        """Return the matches by owner: of those that begin at one word, the longest of each owner."""
        found: dict[str, set[Span]] = defaultdict(set)
        for start in range(len(words)):
            ends: dict[str, int] = {}
            for node, at in self._reached(words, gaps, start):
                for owner in node.ends:
                    if at > ends.get(owner, start):
                        ends[owner] = at
            for owner, end in ends.items():
                found[owner].add((start, end))
        return found

    def _reached(self, words: Sequence[str], gaps: Sequence[str], start: int) -> Iterator[tuple[Node, int]]:
        """Yield every node that the words from `start` on lead to, with the word after them."""
        waiting: list[Step] = [(self._root, start, "")]
        size = len(words)
        while waiting:
            node, at, trail = waiting.pop()
            if node.unread:
                node.read(self._match, self._sets)
            if at > start:
                yield node, at
            if at == size:
                continue
            if at == start or (gaps[at].isspace() if not trail else is_apart(gaps[at], trail, "")):
                waiting += [(after, at + 1, "") for after in _plain_steps(node, words[at])]
            if node.signed or node.others:
                waiting += _compound_steps(node, words, gaps, at, trail, first=at == start)


def _plain_steps(node: Node, word: str) -> Iterable[Node]:
    """Return what follows a word; it may fit a place in two ways, and is one step all the same."""
    following = dict.fromkeys(node.after(word)) if node.heads or node.tails else node.exact.get(word, ())
    return (*following, *node.any) if node.any else following


def _compound_steps(
    node: Node, words: Sequence[str], gaps: Sequence[str], at: int, trail: str, *, first: bool
) -> Iterable[Step]:
    steps: dict[Step, None] = {}
    for compound, after in node.compounds(words[at]):
        stands = gaps[at].endswith(compound.lead) if first else is_apart(gaps[at], trail, compound.lead)
        if stands and (end := compound.end(words, gaps, at)):
            steps[after, end, compound.trail] = None
    return steps


def make_index(patterns: Iterable[tuple[str, str]], match: Match = "folded", sets: Sets | None = None) -> Index:
    """Return an index of patterns, each with its owner; they are spelled as `match` compares them.

    >>> index = make_index([("one", "your|his rac*"), ("two", "race condition")])
    >>> index.matches(["your", "race", "condition"], ["", " ", " ", ""])["two"]
    {(1, 3)}
    """
    return Index(((text, owner) for owner, text in patterns), match, sets or {})
