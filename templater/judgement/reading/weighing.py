"""Weigh what was found in an answer: which side is stronger, and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from templater.judgement.reading.confidence import Case, confidence_of
from templater.judgement.reading.finding import Answer, Found
from templater.patterns import Span

SAYS: Mapping[str, str] = {"good": "positive", "bad": "negative", "middling": "mixed", "nothing": "unclear"}
"""What a cue says, as the self-assessment that it speaks for."""

WEIGHTS: Mapping[str, float] = {"hint": 0.5, "slight": 1.0, "clear": 2.0, "strong": 3.0}

REPEATED, MOST_REPEATED = 0.25, 4.0
"""How much a further thing on the same side adds, of its weight, and the most weight that is counted so."""

SUMMARY = 1.5
"""What is added to things that are said in summing up."""

BOTH = 0.6
"""From which part of the stronger side on the weaker one counts too."""

MOST = 2.5
"""The most that a side's weight counts against hints."""

UNREAD = 0.3
"""What speaks for an answer in which nothing is known being no judgement; one hint speaks louder."""

HALF_READ = SARCASTIC = 1.5
"""The weight of readings that rest on how an answer is built."""

FEW = 2
"""Things said of one side up to which the other may have been missed; who tells more has told all."""

LEAD = 1
"""Words that may stand before a part that an answer turns to, as in "and on the numbers"."""


class Weighed(NamedTuple):
    """The outcome: the self-assessment, the confidence, and a reason where it is unclear."""

    self_assessment: str
    confidence: float
    reason: str = ""


class Verdict(NamedTuple):
    """What the things that are said come to, without hints: for what, how strongly, and by what kind of case."""

    says: str
    weight: float
    case: Case


def weigh(answer: Answer) -> Weighed:
    """Return what an answer comes to.

    What is said plainly is weighed first; hints add up beside it, and win only against what is weaker than they are.
    """
    verdict, points = judge(answer)
    best = max(points, key=lambda one: points[one])
    case: Case = verdict.case if best == verdict.says else "hints"
    told = _told(answer, best)
    share = sum(end - start for start, end in told) / max(1, len(answer.words.words))
    confidence = confidence_of(case, share, several=len(told) > 1, is_doubted=_is_doubted(points, best))
    if best != "unclear":
        return Weighed(best, confidence)
    if case == "unread":
        return _unclear(confidence, "nothing in it judges the interview")
    return _unclear(confidence, "they do not judge their interview")


def _unclear(confidence: float, reason: str) -> Weighed:
    return Weighed("unclear", confidence, reason)


def judge(answer: Answer) -> tuple[Verdict, Mapping[str, float]]:
    """Return what is said plainly, and the points of every self-assessment, hints among them."""
    verdict = _verdict(answer)
    points = dict.fromkeys(SAYS.values(), 0.0)
    points[verdict.says] += min(verdict.weight, MOST)
    for one, times in Counter(found.says for found in answer.found if found.is_hint).items():
        points[SAYS[one]] += WEIGHTS["hint"] * times
    return verdict, points


def _is_doubted(points: Mapping[str, float], best: str) -> bool:
    return any(points[other] for other in points if other != best)


def _told(answer: Answer, self_assessment: str) -> Sequence[Span]:
    """Return where the words stand that speak for a self-assessment: both sides do for a mixed one."""
    sides = {"mixed": ("positive", "negative", "mixed")}.get(self_assessment, (self_assessment,))
    return [found.span for found in answer.found if SAYS[found.says] in sides and not found.is_hint]


class _Sides(NamedTuple):
    good: float
    bad: float
    middling: float
    nothing: float


def _verdict(answer: Answer) -> Verdict:
    good, bad, middling, nothing = sides = _Sides(*(_side(answer, says) for says in SAYS))
    stronger, weaker = max(good, bad), min(good, bad)
    if not any(sides):
        return Verdict("unclear", UNREAD, "unread")
    if _is_sarcastic(answer):
        return Verdict("negative", SARCASTIC, "sarcasm")
    if nothing > max(stronger, middling):
        return Verdict("unclear", nothing, "plain")
    if weaker and weaker >= BOTH * stronger:
        return Verdict("mixed", stronger, "two sides")
    if middling >= BOTH * stronger:
        return Verdict("mixed", middling, "opposed" if stronger else "plain")
    if _other_half_is_unread(answer):
        return Verdict("mixed", HALF_READ, "half read")
    return Verdict("positive" if good > bad else "negative", stronger, "opposed" if weaker or middling else "plain")


def _side(answer: Answer, says: str) -> float:
    found = (one for one in answer.found if one.says == says and not one.is_hint)
    weights = sorted((_weight(answer, one) for one in found), reverse=True)
    return weights[0] + REPEATED * min(sum(weights[1:]), MOST_REPEATED) if weights else 0.0


def _weight(answer: Answer, found: Found) -> float:
    sums_up = found.span[0] >= 0 and any(_governs(answer, start, found) for start, _ in answer.summaries)
    return WEIGHTS[found.strength] + SUMMARY * sums_up


def _governs(answer: Answer, summary: int, found: Found) -> bool:
    return summary <= found.span[0] < answer.clauses.sentence(summary)[1]


def _is_sarcastic(answer: Answer) -> bool:
    """The highest praise and nothing else, and then nothing but what went wrong."""
    good = [one for one in answer.found if one.says == "good" and not one.is_hint]
    bad = [one for one in answer.found if one.says == "bad" and WEIGHTS[one.strength] >= WEIGHTS["clear"]]
    if not good or not bad or not all(map(_is_praise, good)) or good[0].span[0] != 0:
        return False
    praised = good[-1].span[1]
    return bad[0].span[0] >= praised and answer.clauses.clause(max(praised - 1, 0))[1] <= praised + 1


def _is_praise(found: Found) -> bool:
    return found.strength == "strong" and found.cue is not None and found.cue.about == "it"


def _other_half_is_unread(answer: Answer) -> bool:
    """Two parts are told apart, or the answer turns, and only the first half says something that is known."""
    told = [one for one in answer.found if one.says in ("good", "bad") and not one.is_hint and one.span[0] >= 0]
    spoken = [one.span[0] for one in told]
    if not 0 < len(spoken) <= FEW:
        return False
    turns = any(_turns_away(answer, turn, max(spoken)) for turn in answer.clauses.contrasts)
    return turns or _a_part_is_unread(answer, spoken)


def _turns_away(answer: Answer, turn: int, last: int) -> bool:
    """Say whether an answer turns right after the last thing that is known, and not to others or to no judgement."""
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
