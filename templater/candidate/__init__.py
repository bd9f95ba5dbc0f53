"""The value that travels: one person, one process, and what is documented about it."""

from __future__ import annotations

from templater.candidate.cells import Fact, Vocabulary, fold
from templater.candidate.columns import AXIS_CHOICES, BY_NAME, COLUMNS, Column, column_of
from templater.candidate.door import Candidate, Door, missing, read_candidate
from templater.candidate.keywords import CLOSED, UNSURE
from templater.candidate.record import ADDED, Record
from templater.candidate.sheet_text import as_text, meant, plain, safe
from templater.candidate.text import is_address, is_link
from templater.candidate.tokens import tokens_in

__all__ = [
    "ADDED",
    "AXIS_CHOICES",
    "BY_NAME",
    "CLOSED",
    "COLUMNS",
    "UNSURE",
    "Candidate",
    "Column",
    "Door",
    "Fact",
    "Record",
    "Vocabulary",
    "as_text",
    "column_of",
    "fold",
    "is_address",
    "is_link",
    "meant",
    "missing",
    "plain",
    "read_candidate",
    "safe",
    "tokens_in",
]
