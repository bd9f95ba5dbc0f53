"""Look for many word patterns in a text at once: those that begin alike are read as one for as long as they are alike.

A pattern is read only as far as a text goes its way, so that thousands cost little to begin with. The steps that
a text takes grow with its length, and at each of its words are bounded by the patterns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from templater.keeping import keep
from templater.patterns.node import Node
from templater.patterns.pattern import Sets, is_apart
from templater.patterns.typed import Match

Span = tuple[int, int]
"""The number of a match's first word, and of the first word after it."""

MET = 2048
"""Words of which an index keeps what begins with them."""


Step = tuple[Node, int, str]
"""A node, the number of the word that comes next, and the sign that must stand before it."""


class _First(NamedTuple):
    """What a word begins: the nodes after it, and whether it can be part of one that signs divide."""

    nodes: Sequence[Node]
    is_signed: bool


def _goes_on(nodes: Sequence[Node], words: Sequence[str], at: int) -> bool:
    """Say whether a match may end at a node, or go on: most of what begins with a word does not with the next."""
    for node in nodes:  # noqa: SIM110  # this is where a mail merge spends its time
        if node.may_go_on(words, at):
            return True
    return False


class Index:
    """The patterns of many owners, compared in one way."""

    def __init__(self, patterns: Iterable[tuple[str, str]], match: Match, sets: Sets) -> None:
        self._root = Node(list(patterns))
        self._match = match
        self._sets = sets
        self._known: dict[str, _First] = {}

    def matches(
        self, words: Sequence[str], gaps: Sequence[str], starts: Iterable[int] | None = None
    ) -> dict[str, set[Span]]:
        """Return the matches by owner: of those that begin at one word, the longest of each owner.

        `starts` are the words at which a match may begin, if not at every one.
        """
        found: dict[str, set[Span]] = defaultdict(set)
        if self._root.unread is not None:
            self._root.read(self._match, self._sets)
        known, divided = self._known, self._root.divided
        for start in range(len(words)) if starts is None else starts:
            word = words[start]
            first = known.get(word) or self._first(word)
            is_signed = first.is_signed or (divided and gaps[start + 1] in divided)
            if not is_signed and not _goes_on(first.nodes, words, start + 1):
                continue
            ends: dict[str, int] = {}
            for node, at in self._reached(words, gaps, self._begun(words, gaps, start)):
                for owner in node.ends:
                    if at > ends.get(owner, start):
                        ends[owner] = at
            for owner, end in ends.items():
                found[owner].add((start, end))
        return found

    def open_starts(self, words: Sequence[str], gaps: Sequence[str]) -> tuple[int, ...]:
        """Return the words from which a match could go on beyond the last, or end with it, if more stood behind it."""
        starts = []
        for start in range(len(words)):
            reached = self._reached(words, gaps, self._begun(words, gaps, start))
            if any(_is_open(node, words, gaps, at) for node, at in ((self._root, start), *reached)):
                starts.append(start)
        return tuple(starts)

    def _begun(self, words: Sequence[str], gaps: Sequence[str], start: int) -> list[Step]:
        """Return the first steps from a word; most words of a text begin nothing that is looked for."""
        first = self._known.get(words[start]) or self._first(words[start])
        begun = [(node, start + 1, "") for node in first.nodes]
        if first.is_signed or gaps[start + 1] in self._root.divided:
            begun += _compound_steps(self._root, words, gaps, start, "", first=True)
        return begun

    def _first(self, word: str) -> _First:
        """Return what a word begins; words come again."""
        root = self._root
        if root.unread is not None:
            root.read(self._match, self._sets)
        for node in root.after(word):
            if node.unread is not None:
                node.read(self._match, self._sets)
        return keep(self._known, word, _First(root.after(word), bool(root.compounds(word, ""))), MET)

    def _reached(self, words: Sequence[str], gaps: Sequence[str], waiting: list[Step]) -> Iterator[tuple[Node, int]]:
        """Yield every node that the words lead to, with the word after them; `waiting` are the first steps."""
        size = len(words)
        while waiting:
            node, at, trail = waiting.pop()
            if node.unread is not None:
                node.read(self._match, self._sets)
            yield node, at
            if at == size:
                continue
            follows = gaps[at].isspace() if not trail else is_apart(gaps[at], trail, "")
            if node.is_plain:
                if follows and (after := node.exact.get(words[at])):
                    waiting.append((after, at + 1, ""))
                continue
            if follows:
                waiting += [(after, at + 1, "") for after in node.after(words[at])]
            if node.signed or node.others or node.divided:
                waiting += _compound_steps(node, words, gaps, at, trail, first=False)


def _is_open(node: Node, words: Sequence[str], gaps: Sequence[str], at: int) -> bool:
    """Say whether what follows a node might depend on what stands behind the last word."""
    last = len(words) - 1
    if at > last or (at == last and node.divided):
        return True
    return any(at + len(compound.pieces) > last for compound, _ in node.compounds(words[at], gaps[at + 1]))


def _compound_steps(
    node: Node, words: Sequence[str], gaps: Sequence[str], at: int, trail: str, *, first: bool
) -> Iterable[Step]:
    steps: dict[Step, None] = {}
    for compound, after in node.compounds(words[at], gaps[at + 1]):
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
