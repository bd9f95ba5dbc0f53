"""A spreadsheet or a stream becomes rows that the candidate's door understands."""

from __future__ import annotations

from templater.recipients.headers import ColumnMap, Notice, map_headers
from templater.recipients.interface import Row, Source, Unreadable
from templater.recipients.one import read_one
from templater.recipients.open import FORMATS, open_recipients
from templater.recipients.vocabulary import Headings, read_headings

__all__ = [
    "FORMATS",
    "ColumnMap",
    "Headings",
    "Notice",
    "Row",
    "Source",
    "Unreadable",
    "map_headers",
    "open_recipients",
    "read_headings",
    "read_one",
]
