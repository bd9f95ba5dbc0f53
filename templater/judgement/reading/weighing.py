"""Weigh what was found: which side is stronger, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from templater.judgement.reading.finding import Answer, Found

WEIGHTS: Mapping[str, float] = {"hint": 0.5, "slight": 1.0, "clear": 2.0, "strong": 3.0}
REPEATED = 0.25
"""How much a second thing on the same side adds, of its weight."""

BOTH = 0.6
"""From which part of the stronger side on the weaker one counts too."""

SUMMARY = 1.5

FEW = 2
"""Things said of one side up to which the other may have been missed; who tells more has told all."""

LEAD = 1
"""Words that may stand before a part that an answer turns to, as in "and on the numbers"."""


class Weighed(NamedTuple):
    """The outcome: the self-assessment, the confidence, and a reason where it is unclear."""

    self_assessment: str
    confidence: float
    reason: str = ""


class _Sides(NamedTuple):
    good: float
    bad: float
    middling: float
    nothing: float


def weigh(answer: Answer) -> Weighed:
    """Return what an answer comes to."""
    sides = _sides(answer)
    if max(sides.good, sides.bad, sides.middling) == 0:
        if sides.nothing:
            return _unclear(0.9, "they do not judge their interview")
        return _unclear(0.5, "nothing in it judges the interview")
    if _is_sarcastic(answer):
        return Weighed("negative", 0.65)
    if sides.nothing > max(sides.good, sides.bad, sides.middling):
        return _unclear(0.6, "they do not judge their interview")
    label, strength, against = _label(sides)
    if label != "mixed" and _other_half_is_unread(answer):
        return Weighed("mixed", 0.6)
    return Weighed(label, _confidence(label, strength, against, answer))


def _unclear(confidence: float, reason: str) -> Weighed:
    return Weighed("unclear", confidence, reason)


def _sides(answer: Answer) -> _Sides:
    return _Sides(*(_side(answer, says) for says in ("good", "bad", "middling", "nothing")))


def _side(answer: Answer, says: str) -> float:
    weights = sorted((_weight(answer, one) for one in answer.found if one.says == says), reverse=True)
    return weights[0] + REPEATED * min(sum(weights[1:]), 4.0) if weights else 0.0


def _weight(answer: Answer, found: Found) -> float:
    weight = WEIGHTS[found.strength]
    if found.span[0] >= 0 and any(_governs(answer, summary[0], found) for summary in answer.summaries):
        weight += SUMMARY
    return weight


def _governs(answer: Answer, summary: int, found: Found) -> bool:
    return summary <= found.span[0] < answer.clauses.sentence(summary)[1]


def _label(sides: _Sides) -> tuple[str, float, float]:
    good, bad, middling, _ = sides
    stronger, weaker = max(good, bad), min(good, bad)
    if weaker and weaker >= BOTH * stronger:
        return "mixed", weaker + middling, 0.0
    if middling and middling >= BOTH * stronger:
        return "mixed", middling, stronger if middling < stronger else 0.0
    return ("positive" if good > bad else "negative"), stronger, weaker + middling


def _is_sarcastic(answer: Answer) -> bool:
    """The highest praise and nothing else, and then nothing but what went wrong."""
    good = [one for one in answer.found if one.says == "good"]
    bad = [one for one in answer.found if one.says == "bad" and WEIGHTS[one.strength] >= WEIGHTS["clear"]]
    if not good or not bad or any(one.strength != "strong" for one in good) or good[0].span[0] != 0:
        return False
    praised = good[-1].span[1]
    return bad[0].span[0] >= praised and answer.clauses.clause(max(praised - 1, 0))[1] <= praised + 1


def _other_half_is_unread(answer: Answer) -> bool:
    """Two parts are told apart, or the answer turns, and only the first half says something that is known."""
    clauses = answer.clauses
    spoken = [one.span[0] for one in answer.found if one.span[0] >= 0 and one.says in ("good", "bad")]
    if not 0 < len(spoken) <= FEW:
        return False
    return any(_turns_away(answer, turn, max(spoken)) for turn in clauses.contrasts) or _a_part_is_unread(
        answer, spoken
    )


def _turns_away(answer: Answer, turn: int, last: int) -> bool:
    """Say whether an answer turns right after the last thing that is known, and not to others."""
    clauses = answer.clauses
    start, end = clauses.clause(turn)
    near = turn > last and clauses.sentence(turn)[0] <= clauses.sentence(last)[1]
    idle = [one.span[0] for one in answer.found if one.says == "nothing"]
    return near and not any(start <= word < end for word in (*idle, *(other for other, _ in answer.about_others)))


def _a_part_is_unread(answer: Answer, spoken: Sequence[int]) -> bool:
    starts = sorted({start for start, _ in answer.parts if start - answer.clauses.clause(start)[0] <= LEAD})
    if len(starts) < 2:
        return False
    ends = [*starts[1:], answer.clauses.sentences[-1]]
    unread = [not any(start <= word < end for word in spoken) for start, end in zip(starts, ends, strict=True)]
    return any(unread) and not all(unread)


def _confidence(label: str, strength: float, against: float, answer: Answer) -> float:
    base = 0.55 if strength < 1 else 0.7 if strength < 2 else 0.85 if strength < 3 else 0.9
    return round(max(0.3, base - 0.1 * against), 2)
