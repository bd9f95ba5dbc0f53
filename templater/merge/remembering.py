"""Know an address again among the last ones, in memory that is taken once, however long the list is."""

from __future__ import annotations

from array import array
from hashlib import blake2b

REMEMBERED = 65_536
"""Addresses that are known again at least; of older ones as many again may be."""

_SLOTS = 2 * REMEMBERED
"""Half of the slots stay empty, so that a free one is near."""


class RecentAddresses:
    """The last addresses of a list, as digests of eight bytes: two lots, of which the older is let go."""

    def __init__(self) -> None:
        self._met = 0
        self._last, self._before = _empty(), _empty()

    def met_before(self, address: str) -> bool:
        """Say whether an address was met lately, whatever its case, and remember it."""
        digest = int.from_bytes(blake2b(address.casefold().encode(), digest_size=8).digest(), "big") or 1
        slot = _slot(self._last, digest)
        known = self._last[slot] == digest or self._before[_slot(self._before, digest)] == digest
        if self._last[slot] != digest:
            self._last[slot] = digest
            self._met += 1
        if self._met == REMEMBERED:
            self._met, self._before = 0, self._last  # the oldest lot goes before a new one comes
            self._last = _empty()
        return known


def _empty() -> array[int]:
    return array("Q", [0]) * _SLOTS


def _slot(lot: array[int], digest: int) -> int:
    """Return where a digest stands, or would stand."""
    slot = digest % _SLOTS
    while lot[slot] not in (0, digest):
        slot = (slot + 1) % _SLOTS
    return slot
