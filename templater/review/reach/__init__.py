"""Which circumstances can occur, and what of them bears on some words."""

from __future__ import annotations

from templater.review.reach.circumstances import FACETS, Circumstance, circumstances
from templater.review.reach.scope import VOICE_AXES, Scope, scope_of_phrase, scope_of_text
from templater.review.reach.standing import Standing, standings

__all__ = [
    "FACETS",
    "VOICE_AXES",
    "Circumstance",
    "Scope",
    "Standing",
    "circumstances",
    "scope_of_phrase",
    "scope_of_text",
    "standings",
]
