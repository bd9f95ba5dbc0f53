"""The value that travels: one person, one process, and what is documented about it."""

from __future__ import annotations

from templater.candidate.columns import AXIS_CHOICES, BY_NAME, COLUMNS, Column
from templater.candidate.door import Candidate, Fact, Vocabulary, fold, missing, read_candidate
from templater.candidate.text import is_address, is_link

__all__ = [
    "AXIS_CHOICES",
    "BY_NAME",
    "COLUMNS",
    "Candidate",
    "Column",
    "Fact",
    "Vocabulary",
    "fold",
    "is_address",
    "is_link",
    "missing",
    "read_candidate",
]
