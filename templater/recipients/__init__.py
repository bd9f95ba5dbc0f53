"""A spreadsheet or a stream becomes rows that the candidate's door understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from templater.lazy import importer

if TYPE_CHECKING:
    from templater.recipients.headers import ColumnMap, Notice, map_headers
    from templater.recipients.interface import Row, Source, Unreadable
    from templater.recipients.one import read_one
    from templater.recipients.open import FORMATS, open_recipients
    from templater.recipients.vocabulary import Headings, read_headings

_MODULES = {
    "headers": ("ColumnMap", "Notice", "map_headers"),
    "interface": ("Row", "Source", "Unreadable"),
    "one": ("read_one",),
    "open": ("FORMATS", "open_recipients"),
    "vocabulary": ("Headings", "read_headings"),
}

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

__getattr__ = importer(__name__, _MODULES)
