"""How often readings of a kind are right: the measured share, by what a reading rests on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Literal

Case = Literal["plain", "opposed", "two sides", "half read", "sarcasm", "hints", "unread"]
"""What a reading rests on: one side alone, one side against a weaker other, both sides, one half of which the other
is not understood, praise that is not meant, hints alone, or nothing."""

SHARES = (0.2, 0.4, 0.6)
"""Where the bands begin of the share of an answer that the evidence accounts for: a word of two says more than of forty."""

MEASURED: Mapping[Case, tuple[float, float, float, float]] = {
    "plain": (0.67, 0.79, 0.90, 0.95),
    "opposed": (0.50, 0.50, 0.50, 0.50),
    "two sides": (0.60, 0.60, 0.60, 0.70),
    "half read": (0.45, 0.45, 0.45, 0.45),
    "sarcasm": (0.60, 0.60, 0.60, 0.60),
    "hints": (0.55, 0.55, 0.55, 0.55),
    "unread": (0.40, 0.40, 0.40, 0.40),
}
"""The share of readings that agree with people, by case and band; see the README of tests/judgement/answers."""

DOUBTED = 0.2
"""How much less it is where hints speak for something else."""


def confidence_of(case: Case, share: float, *, is_doubted: bool) -> float:
    """Return how often readings like this one agree with what people read, from 0 to 1.

    `share` is the part of the answer's words that the evidence accounts for.

    >>> confidence_of("plain", 1.0, is_doubted=False)
    0.95
    """
    measured = MEASURED[case][bisect_right(SHARES, share)]
    return round(measured - DOUBTED, 2) if is_doubted else measured
