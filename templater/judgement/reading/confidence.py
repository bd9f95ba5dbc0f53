"""How often readings of a kind are right: the measured share, by what a reading rests on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Literal

Case = Literal["plain", "opposed", "two sides", "half read", "sarcasm", "hints", "unread"]
"""What a reading rests on: one side alone, one side against a weaker other, both sides, one half of which the other
is not understood, praise that is not meant, hints alone, or nothing."""

SHARES = (0.2, 0.4, 0.6)
"""Where bands begin of the share of an answer that its evidence accounts for: a word of two says more than of forty."""

Bands = tuple[float, float, float, float]

PLAIN: Mapping[bool, Bands] = {False: (0.76, 0.83, 0.90, 0.98), True: (0.97, 0.98, 0.98, 0.97)}
"""The share of readings from one side alone that agree with people, by band; apart, those from several things said."""

MEASURED: Mapping[Case, float] = {
    "opposed": 0.66,
    "two sides": 0.71,
    "half read": 0.60,
    "sarcasm": 0.50,
    "hints": 0.55,
    "unread": 0.47,
}
"""The share of all other readings that agree with people; where from, the README of tests/judgement/answers says."""

DOUBTED: Mapping[bool, float] = {False: 0.21, True: 0.15}
"""How much less it is where hints speak for something else; apart, for several things said."""


def confidence_of(case: Case, share: float, *, several: bool, is_doubted: bool) -> float:
    """Return how often readings like this one agree with what people read, from 0 to 1.

    `share` is the part of the answer's words that the evidence accounts for, `several` that it is more than one thing.

    >>> confidence_of("plain", 1.0, several=False, is_doubted=False)
    0.98
    """
    measured = PLAIN[several][bisect_right(SHARES, share)] if case == "plain" else MEASURED[case]
    return round(measured - DOUBTED[several], 2) if is_doubted else measured
