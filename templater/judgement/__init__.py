"""What the candidate thinks, and what the recruiter documented, becomes how we write."""

from __future__ import annotations

from templater.judgement.moves import AFTER_AN_INTERVIEW, MOVES, PROMISES, required_moves, silenced
from templater.judgement.situation import AXES, Judgement, Note, Situation, judge
from templater.judgement.stance import agreement, stance

__all__ = [
    "AFTER_AN_INTERVIEW",
    "AXES",
    "MOVES",
    "PROMISES",
    "Judgement",
    "Note",
    "Situation",
    "agreement",
    "judge",
    "required_moves",
    "silenced",
    "stance",
]
