"""A letter for a situation becomes a message: phrase books, choosing, Markdown to literals and holes."""

from __future__ import annotations

from templater.letters.addressees import PARTIES
from templater.letters.brand import Brand
from templater.letters.conditions import STATUS
from templater.letters.edition import unknown_letter
from templater.letters.library import Library, Wanted
from templater.letters.message import Message, Pick
from templater.letters.plan import Plan
from templater.letters.sources import builtin_templates

__all__ = [
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
