"""Text in the cells of a sheet: it stays text in every spreadsheet, and comes back as it was."""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet would compute (OWASP, CSV injection); Asian ones read the wide signs too."""
_SIGNED = re.compile(r"[+-][\d\s.,%]+")
"""A formula that is what it comes to: a telephone number stays one."""
_NUMBER = re.compile(r"[\d\s/.,:%-]+")
"""What a spreadsheet takes for a number or a date: 6/10 would come back as 6 October, and 007 as 7."""


def safe(cell: str) -> str:
    """Return what a spreadsheet does not compute, with a quote in front where it would; see `plain`.

    >>> safe("=1+1"), safe(" @SUM(1)"), safe("-5"), safe("'tis")
    ("'=1+1", "' @SUM(1)", '-5', "''tis")
    """
    if cell.startswith(("\t", "\r", "'")):
        return f"'{cell}"
    begun = cell.lstrip()
    return f"'{cell}" if begun.startswith(_FORMULA) and not _SIGNED.fullmatch(begun) else cell


def meant(cell: str) -> str:
    """Return a cell without the quote that `safe` put in front, if it did."""
    return cell[1:] if cell.startswith("'") and safe(cell[1:]) == cell else cell


def as_text(cell: str) -> str:
    """Return what a spreadsheet does not turn into a number or a date either."""
    return f"'{cell}" if len(cell) > 1 and _NUMBER.fullmatch(cell) else safe(cell)


def plain(cell: str) -> str:
    """Return a cell without the quote that kept it text."""
    return cell[1:] if cell.startswith("'") else cell
