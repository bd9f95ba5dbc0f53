"""Everything that can lead to a paragraph: circumstances and sets of facts, as the bits of integers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from templater.review.reach.circumstances import (
    Circumstance,
    Facets,
    circumstances,
    in_order,
    turns_on_requirement,
)

MOST_SUBSETS = 5
"""Facts of which every set is tried; of more only all, none, each alone and all but each."""


def sets_of(facts: Sequence[str]) -> list[frozenset[str]]:
    """Return the sets of facts to try."""
    sizes: Iterable[int] = range(len(facts) + 1)
    if len(facts) > MOST_SUBSETS:
        sizes = (0, 1, len(facts) - 1, len(facts))
    return [frozenset(chosen) for size in sizes for chosen in combinations(facts, size)]


class Universe:
    """The circumstances that differ in some facets, each with every set of some facts; one bit for each.

    A bit is numbered by its set of facts, then by its circumstance. `always` are facts that nothing goes without,
    `occurring` are the bits that can occur: some circumstances cannot with a requirement, and some not without one.
    """

    def __init__(self, facets: frozenset[str], facts: frozenset[str], always: frozenset[str]) -> None:
        self.facets = in_order(facets)
        documented, bare = (circumstances(facets, documented=known) for known in (True, False))
        differs = turns_on_requirement(facets) and "requirement" not in always
        self.facts = tuple(sorted((facts | {"requirement"} if differs else facts) - always))
        self.sets = sets_of(self.facts)
        self.keys: tuple[Facets, ...] = tuple(dict.fromkeys((*documented, *bare) if differs else documented))

        self.kept: dict[object, dict[Any, int]] = {}
        self._masks: dict[object, dict[tuple[Facets, frozenset[str]], int]] = {}
        self._by_value = {facet: self._values(place) for place, facet in enumerate(self.facets)}
        known = [self._circumstances(facts) for facts in self.sets]
        blocks = {id(one): sum(1 << place for place, key in enumerate(self.keys) if key in one) for one in known}
        self.occurring = sum(blocks[id(one)] << number * len(self.keys) for number, one in enumerate(known))

    def _values(self, place: int) -> dict[str, int]:
        masks: dict[str, int] = {}
        for number, key in enumerate(self.keys):
            masks[key[place]] = masks.get(key[place], 0) | 1 << number
        return masks

    def point(self, mask: int) -> Circumstance:
        """Return the circumstance of the first bit of a mask, which can occur."""
        number, place = divmod((mask & -mask).bit_length() - 1, len(self.keys))
        return self._circumstances(self.sets[number])[self.keys[place]]

    def facts_at(self, mask: int) -> frozenset[str]:
        """Return the facts that are there at the first bit of a mask."""
        return self.sets[((mask & -mask).bit_length() - 1) // len(self.keys)]

    def given(self, fact: str) -> int:
        """Return the bits at which a fact is there."""
        return ((1 << len(self.keys)) - 1) * self.blocks(frozenset({fact})).get(frozenset({fact}), 0)

    def _circumstances(self, facts: frozenset[str]) -> Mapping[Facets, Circumstance]:
        documented = "requirement" not in self.facts or "requirement" in facts
        return circumstances(frozenset(self.facets), documented=documented)

    def masks(self, facets: frozenset[str], facts: frozenset[str]) -> Mapping[tuple[Facets, frozenset[str]], int]:
        """Return the bits by the values of these facets and by which of these facts are there."""
        if (facets, facts) not in self._masks:
            grouped = self.grouped(facets)
            self._masks[facets, facts] = {
                (values, there): mask * copies
                for there, copies in self.blocks(facts).items()
                for values, mask in grouped.items()
            }
        return self._masks[facets, facts]

    def grouped(self, facets: Iterable[str]) -> dict[Facets, int]:
        """Return the circumstances, as the bits of one set of facts, by their values of some facets."""
        grouped: dict[Facets, int] = {(): (1 << len(self.keys)) - 1}
        for facet in in_order(facets):
            grouped = {(*values, value): both for values, mask in grouped.items()
                       for value, bits in self._by_value[facet].items() if (both := mask & bits)}  # fmt: skip
        return grouped

    def blocks(self, facts: frozenset[str]) -> dict[frozenset[str], int]:
        """Return, by which of these facts are there, the number that copies a mask into each of their sets."""
        blocks: dict[frozenset[str], int] = {}
        for number, known in enumerate(self.sets):
            there = known & facts
            blocks[there] = blocks.get(there, 0) | 1 << (number * len(self.keys))
        return blocks

    def axes(self) -> Iterator[tuple[str, Mapping[str, int]]]:
        """Yield every axis with its values, as sets of bits: the facets, then the facts ("given" or "blank")."""
        everywhere = sum(self.blocks(frozenset()).values())
        for facet in self.facets:
            yield facet, {value: mask * everywhere for value, mask in self._by_value[facet].items()}
        all_keys = (1 << len(self.keys)) - 1
        for fact in self.facts:
            blocks = self.blocks(frozenset({fact}))
            yield fact, {"given" if there else "blank": all_keys * copies for there, copies in blocks.items()}
