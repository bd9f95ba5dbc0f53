"""What the candidate thinks, and what the recruiter documented, becomes how we write."""

from __future__ import annotations

from templater.judgement.hearing import Reviewed, heard, note_of
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
    "Reviewed",
    "Situation",
    "agreement",
    "heard",
    "judge",
    "note_of",
    "required_moves",
    "silenced",
    "stance",
]
