"""Introduce recipients to letters, and letters to delivery: row by row, in order, losing none."""

from __future__ import annotations

from templater.merge.delivering import Tally, deliver, envelope_of
from templater.merge.merger import Merger, answer_key, fill, merge, wanted_by, wanted_for
from templater.merge.outcomes import Drafted, Failed, Order, Outcome, Skipped

__all__ = [
    "Drafted",
    "Failed",
    "Merger",
    "Order",
    "Outcome",
    "Skipped",
    "Tally",
    "answer_key",
    "deliver",
    "envelope_of",
    "fill",
    "merge",
    "wanted_by",
    "wanted_for",
]
