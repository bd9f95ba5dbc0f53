"""Say of many situations what they have in common, as a few boxes that hold all of them and no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

Axis = Mapping[str, int]
"""The values of an axis, each with the set of the situations that have it; a set is an integer, one bit each."""

Box = tuple[tuple[str, ...] | None, ...]
"""For each axis its values, or None where it does not matter."""


def cover(wanted: int, occurring: int, axes: Sequence[Axis]) -> list[Box]:
    """Return boxes that together hold the wanted situations and no other that occurs.

    A later axis is left out before an earlier one. Each box begins with one situation and grows while it is true.

    >>> small, large, agency, inhouse = 0b0011, 0b1100, 0b0101, 0b1010
    >>> cover(0b0111, 0b1111, [{"small": small, "large": large}, {"agency": agency, "inhouse": inhouse}])
    [(('small',), None), (None, ('agency',))]
    """
    boxes: dict[Box, int] = {}
    left = wanted
    while left:
        box, held = _grown(left & -left, wanted, occurring, axes)
        boxes[box] = held
        left &= ~held
    return _needed(boxes)


def _needed(boxes: dict[Box, int]) -> list[Box]:
    """Return the boxes without those that the others hold together: an early one cannot know what comes."""
    for box in list(boxes):
        if not boxes[box] & ~reduce(or_, (held for other, held in boxes.items() if other != box), 0):
            del boxes[box]
    return list(boxes)


def _grown(seed: int, wanted: int, occurring: int, axes: Sequence[Axis]) -> tuple[Box, int]:
    chosen: list[dict[str, int]] = [{value: mask for value, mask in axis.items() if mask & seed} for axis in axes]
    unwanted = occurring & ~wanted
    for number in reversed(range(len(axes))):
        others = _held(chosen, number)
        for value, mask in axes[number].items():
            if not others & mask & unwanted:
                chosen[number][value] = mask
    held = occurring & _held(chosen)
    box = tuple(
        None if not _held(chosen, number) & unwanted else tuple(value for value, mask in values.items() if mask & held)
        for number, values in enumerate(chosen)
    )
    return box, held


def _held(chosen: Sequence[Axis], without: int = -1) -> int:
    """Return the situations with a chosen value on every axis, or on every axis but one."""
    held = -1
    for number, values in enumerate(chosen):
        if number != without:
            held &= reduce(or_, values.values(), 0)
    return held
