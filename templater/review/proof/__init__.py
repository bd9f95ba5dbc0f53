"""A proof sheet: every paragraph that the words can produce, and what a change of words changes in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from templater.lazy import importer

if TYPE_CHECKING:
    from templater.review.proof.comparing import Changes, changes
    from templater.review.proof.page import Shown, write_page
    from templater.review.proof.past import earlier
    from templater.review.proof.proving import proof
    from templater.review.proof.rows import Group, Row, groups, relations_of
    from templater.review.proof.sheet import Paragraph, Proof, Way, Where, Words
    from templater.review.proof.whole import an_email, messages

_MODULES = {
    "comparing": ("Changes", "changes"),
    "past": ("earlier",),
    "page": ("Shown", "write_page"),
    "proving": ("proof",),
    "rows": ("Group", "Row", "groups", "relations_of"),
    "sheet": ("Paragraph", "Proof", "Way", "Where", "Words"),
    "whole": ("an_email", "messages"),
}

__all__ = [
    "Changes",
    "Group",
    "Paragraph",
    "Proof",
    "Row",
    "Shown",
    "Way",
    "Where",
    "Words",
    "an_email",
    "changes",
    "earlier",
    "groups",
    "messages",
    "proof",
    "relations_of",
    "write_page",
]

__getattr__ = importer(__name__, _MODULES)
