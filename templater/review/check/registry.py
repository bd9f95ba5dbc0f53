"""All rules of the check, family by family."""

from __future__ import annotations

from templater.review.check.families import (
    broken,
    channels,
    drift,
    excuses,
    letters,
    links,
    locales,
    setting,
    signs,
    situations,
    spoken,
    tables,
    tokens,
    wordings,
)
from templater.review.check.rule import Rule

RULES: tuple[Rule, ...] = (
    *broken.RULES,
    *signs.RULES,
    *tokens.RULES,
    *links.RULES,
    *situations.RULES,
    *locales.RULES,
    *wordings.RULES,
    *spoken.RULES,
    *setting.RULES,
    *letters.RULES,
    *channels.RULES,
    *tables.RULES,
    *drift.RULES,
    *excuses.RULES,
)
"""Every rule, each with a code of its own."""
