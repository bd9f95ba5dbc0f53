"""A letter for a situation becomes a message: phrase books, choosing, Markdown to literals and holes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from templater.language.shelves import builtin_templates
from templater.lazy import importer

if TYPE_CHECKING:
    from templater.letters.addressees import PARTIES
    from templater.letters.approval import NOT_APPROVED
    from templater.letters.brand import Brand
    from templater.letters.conditions import STATUS
    from templater.letters.edition import unknown_letter
    from templater.letters.library import Library
    from templater.letters.message import Message, Pick
    from templater.letters.plan import Plan
    from templater.letters.wanted import Wanted

_MODULES = {
    "addressees": ("PARTIES",),
    "approval": ("NOT_APPROVED",),
    "brand": ("Brand",),
    "conditions": ("STATUS",),
    "edition": ("unknown_letter",),
    "library": ("Library",),
    "wanted": ("Wanted",),
    "message": ("Message", "Pick"),
    "plan": ("Plan",),
}

__all__ = [
    "NOT_APPROVED",
    "PARTIES",
    "STATUS",
    "Brand",
    "Library",
    "Message",
    "Pick",
    "Plan",
    "Wanted",
    "builtin_templates",
    "unknown_letter",
]

__getattr__ = importer(__name__, _MODULES)
