"""Say that a workbook is none, or is broken, in the one way for all kinds of them."""

from __future__ import annotations

from templater.errors import InputError


def unreadable(name: str, reason: object) -> InputError:
    """Return the error for what is no workbook, or a broken one."""
    return InputError("is no workbook that can be read ({reason}); save it again as .xlsx, or as CSV UTF-8", place=name,
                      reason=" ".join(str(reason).split()) or type(reason).__name__)  # fmt: skip
