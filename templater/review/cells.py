"""Text in the cells of a sheet for people: it stays text in every spreadsheet, and what they answer is understood."""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a cell begins that a spreadsheet would compute (OWASP, CSV injection); a quote in front keeps it text."""
_NUMBER = re.compile(r"[\d\s/.,:%-]+")
"""What a spreadsheet takes for a number or a date: 6/10 would come back as 6 October, and 007 as 7."""

YES_OR_NO = {
    **dict.fromkeys(("", "no", "n", "0", "false", "falso", "-", "✗", "✘", "☐", "❌"), "no"),
    **dict.fromkeys(("yes", "y", "x", "ok", "1", "true", "verdadero", "✓", "✔", "☑", "✅"), "yes"),
}
"""What people and their spreadsheets write for yes and no, beside the words of their language."""


def as_text(cell: str) -> str:
    """Return what a spreadsheet does not turn into a number or a date."""
    return f"'{cell}" if len(cell) > 1 and _NUMBER.fullmatch(cell) else cell


def safe(cell: str) -> str:
    """Return what a spreadsheet does not compute."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell[1:]) else cell


def plain(cell: str) -> str:
    """Return a cell without the quote that kept it text."""
    return cell[1:] if cell.startswith("'") else cell
