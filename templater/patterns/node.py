"""The beginnings of word patterns, those that begin alike as one: a tree that is read only as far as texts go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from templater.keeping import keep
from templater.patterns.pattern import Compound, Piece, Place, Sets, kind_of, read_place
from templater.patterns.typed import Match

HEAD = 3
"""By how many letters words with an open end are looked up."""

KNOWN = 512
"""Words of which a node keeps what follows them; most words of a text are among a few hundred."""


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
        if found is not None:
            return found
        others = [one for one in self.others if one[0].pieces[0].fits(word)]
        fitting = (tuple(dict.fromkeys(self._parts(word))), (*self.signed.get(word, ()), *others))
        return keep(self.known, word, fitting, KNOWN)

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
