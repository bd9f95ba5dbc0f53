"""Introduce recipients to letters, and letters to delivery: row by row, in order, losing none."""

from __future__ import annotations

from templater.merge.asking import Asked, asked_by, asked_in
from templater.merge.delivering import Tally, deliver, envelope_of
from templater.merge.merger import Merger, answer_key, fill, merge
from templater.merge.outcomes import Drafted, Failed, Order, Outcome, Skipped

__all__ = [
    "Asked",
    "Drafted",
    "Failed",
    "Merger",
    "Order",
    "Outcome",
    "Skipped",
    "Tally",
    "answer_key",
    "asked_by",
    "asked_in",
    "deliver",
    "envelope_of",
    "fill",
    "merge",
]
