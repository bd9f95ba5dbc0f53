"""People approve wordings one by one: in a sheet that goes to them and comes back, and a record of what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from templater.lazy import importer

if TYPE_CHECKING:
    from templater.review.approving.approvals import (
        APPROVED,
        Approval,
        Approvals,
        approvals_bytes,
        approved_in,
        read_approvals,
    )
    from templater.review.approving.returned import Reading, SheetLine, read_review_sheet
    from templater.review.approving.rows import ReviewRow, review_rows
    from templater.review.approving.settling import Settled, settled
    from templater.review.approving.sheet import is_sheet, review_sheet_bytes

_MODULES = {
    "approvals": ("APPROVED", "Approval", "Approvals", "approvals_bytes", "approved_in", "read_approvals"),
    "returned": ("Reading", "SheetLine", "read_review_sheet"),
    "rows": ("ReviewRow", "review_rows"),
    "settling": ("Settled", "settled"),
    "sheet": ("is_sheet", "review_sheet_bytes"),
}

__all__ = [
    "APPROVED",
    "Approval",
    "Approvals",
    "Reading",
    "ReviewRow",
    "Settled",
    "SheetLine",
    "approvals_bytes",
    "approved_in",
    "is_sheet",
    "read_approvals",
    "read_review_sheet",
    "review_rows",
    "review_sheet_bytes",
    "settled",
]

__getattr__ = importer(__name__, _MODULES)
"""What a letter in approved words needs is little beside what reads and writes a sheet."""
