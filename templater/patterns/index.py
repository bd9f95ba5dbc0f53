"""Look for many word patterns in a text at once: those that begin alike are read as one for as long as they are alike.

A pattern is read only as far as a text goes its way, so that thousands cost little to begin with. The steps that
a text takes grow with its length, and at each of its words are bounded by the patterns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from templater.patterns.pattern import Compound, Piece, Place, Sets, is_apart, kind_of, read_place
from templater.patterns.typed import Match

Span = tuple[int, int]
"""The number of a match's first word, and of the first word after it."""

HEAD = 3
"""By how many letters words with an open end are looked up."""

KNOWN = 512
"""Words of which a node keeps what follows them; most words of a text are among a few hundred."""

MET = 2048
"""Words of which an index keeps what begins with them."""


class Node:
    """What can follow after the words that led here; it is read when a text first comes by."""

    __slots__ = ("any", "divided", "ends", "exact", "heads", "is_plain", "known", "others", "placed", "shared",
                 "signed", "tails", "unread")  # fmt: skip

    is_plain: bool
    ends: list[str]
    exact: dict[str, Node]
    any: list[Node]
    shared: dict[str, list[Node]]
    heads: dict[str, list[tuple[str, Node]]]
    tails: dict[str, list[tuple[str, Node]]]
    signed: dict[str, list[tuple[Compound, Node]]]
    others: list[tuple[Compound, Node]]
    placed: dict[str, list[tuple[Piece, Node]]]
    divided: dict[str, list[tuple[Compound, Node]]]
    known: dict[str, tuple[tuple[Node, ...], tuple[tuple[Compound, Node], ...]]]

    def __init__(self, unread: list[tuple[str, str]]) -> None:
        # most nodes are never met, and need no more
        self.unread: list[tuple[str, str]] | None = unread

    def add(self, lines: Iterable[tuple[str, str]]) -> None:
        """Add what can follow, before it is read."""
        if self.unread is None:
            self.unread = []
        self.unread.extend(lines)

    def read(self, match: Match, sets: Sets) -> None:
        """Read one place of every pattern that goes on from here."""
        self.ends, self.any, self.others, self.known, self.exact = [], [], [], {}, {}
        self.shared, self.heads, self.tails, self.placed, self.signed, self.divided = {}, {}, {}, {}, {}, {}
        following: dict[str, list[tuple[str, str]]] = {}
        lines = dict.fromkeys(self.unread or ())
        self.unread = None
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
            self._lead(place, rests, match, sets)
        # nearly all that are met: what follows is one of some whole words
        parts = self.shared or self.heads or self.tails or self.placed
        self.is_plain = not (self.any or parts or self.signed or self.divided or self.others)

    def _lead(self, place: str, rests: list[tuple[str, str]], match: Match, sets: Sets) -> None:
        if place.replace("|", "").isalnum():
            self._lead_words(place.split("|"), rests)
            return
        read = read_place(place, match, sets)
        if "" in read.heads:
            self.any.append(Node(rests))
        elif read.heads or read.tails or read.compounds:
            self._lead_parts(read, Node(rests))
        else:
            self._lead_words(read.exact, rests)

    def _lead_words(self, words: Iterable[str], rests: list[tuple[str, str]]) -> None:
        """What begins with the same word goes on from one node, whichever words may stand beside it."""
        exact = self.exact
        for word in words:
            if word in exact:
                exact[word].add(rests)
            else:
                exact[word] = Node(rests[:])

    def _lead_parts(self, place: Place, node: Node) -> None:
        for word in place.exact:
            self.shared.setdefault(word, []).append(node)
        for text in place.heads:
            self.heads.setdefault(text[:HEAD], []).append((text, node))
        for text in place.tails:
            self.tails.setdefault(text[-HEAD:], []).append((text, node))
        for compound in place.compounds:
            if not compound.has_signs:
                piece = compound.pieces[0]
                self.placed.setdefault(piece.kind, []).append((piece, node))
            elif compound.first_word:
                self.signed.setdefault(compound.first_word, []).append((compound, node))
            elif compound.signs:
                self.divided.setdefault(compound.signs[0], []).append((compound, node))
            else:
                self.others.append((compound, node))

    def may_go_on(self, words: Sequence[str], at: int) -> bool:
        """Say whether a match may end here, or go on with the word at a place, once the node is read."""
        if self.ends:
            return True
        if at == len(words):
            return False
        return words[at] in self.exact or not (self.is_plain or self._goes_on_with_none(words[at]))

    def _goes_on_with_none(self, word: str) -> bool:
        return not (self.any or self.divided or any(self._fitting(word)))

    def after(self, word: str) -> list[Node]:
        """Return what follows a word; it may fit a place in two ways, and is one step all the same."""
        following = self.any[:]
        if word in self.exact:
            following.append(self.exact[word])
        if self.shared or self.heads or self.tails or self.placed:
            following += self._fitting(word)[0]
        return following

    def compounds(self, word: str, gap: str) -> Iterable[tuple[Compound, Node]]:
        """Return the words with signs in them that can begin with a word before a gap, and what follows each."""
        compounds = self._fitting(word)[1]
        if gap in self.divided:
            return (*compounds, *(one for one in self.divided[gap] if one[0].pieces[0].fits(word)))
        return compounds

    def _fitting(self, word: str) -> tuple[tuple[Node, ...], tuple[tuple[Compound, Node], ...]]:
        """Return what follows a word by its beginning or end, and the compounds that it can begin; words come again."""
        found = self.known.get(word)
        if found is None:
            others = [one for one in self.others if one[0].pieces[0].fits(word)]
            found = (tuple(dict.fromkeys(self._parts(word))), (*self.signed.get(word, ()), *others))
            if len(self.known) >= KNOWN:
                self.known.clear()
            self.known[word] = found
        return found

    def _parts(self, word: str) -> Iterator[Node]:
        """Yield what follows a word where its beginning or its end may be enough."""
        yield from self.shared.get(word, ())
        if self.placed:
            placed = (*self.placed.get("", ()), *self.placed.get(kind_of(word[:1]), ()))
            yield from [node for piece, node in placed if piece.fits(word)]
        heads, tails = self.heads, self.tails
        for size in range(1, min(len(word), HEAD) + 1):
            if word[:size] in heads:
                yield from [node for text, node in heads[word[:size]] if word.startswith(text)]
            if word[-size:] in tails:
                yield from [node for text, node in tails[word[-size:]] if word.endswith(text)]


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
        if len(self._known) >= MET:
            self._known.clear()
        found = self._known[word] = _First(root.after(word), bool(root.compounds(word, "")))
        return found

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
