"""The situation of one message: the values of the axes by which wordings are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from templater.candidate import Candidate
from templater.judgement.moves import required_moves, silenced
from templater.judgement.stance import STANCES, stance

AXES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "channel": ("email", "inmail", "chat", "sms", "phone"),
        "stance": STANCES,
        "said": ("said-positive", "said-mixed", "said-negative"),
        "gap": ("small", "moderate", "large"),
        "cause": ("position_filled", "position_closed", "hiring_freeze", "requirements_changed"),
        "consent": ("requested", "declined"),
        "relation": ("inhouse", "agency"),
        "stage": ("application", "screen", "interview", "final"),
        "register": (),
        "form": ("f", "m", "x"),
    }
)
"""The axes in order of importance, with the values that a heading may name; registers are the locale's."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One value on each axis, in the order of `AXES`; "" where an axis does not apply."""

    channel: str
    stance: str
    said: str
    gap: str
    cause: str
    consent: str
    relation: str
    stage: str
    register: str
    form: str

    def as_dict(self) -> dict[str, str]:
        """Return the axes by name, in order of importance.

        >>> Situation("email", "neutral", "", "", "", "", "agency", "screen", "tu", "x").as_dict()["stage"]
        'screen'
        """
        return {axis: getattr(self, axis) for axis in AXES}


@dataclass(frozen=True, slots=True)
class Note:
    """Something the recruiter should know about how a letter is written, and the column that would change it.

    `message` is a format string and a message id, as that of a Problem; `values` fills it.
    """

    message: str
    column: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        text = self.message.format(**dict(self.values))
        return f"column '{self.column}': {text}" if self.column else text


@dataclass(frozen=True, slots=True)
class Judgement:
    """How to write: the situation, the moves it forbids and demands, and what to tell the recruiter."""

    situation: Situation
    silent: frozenset[str]
    required: frozenset[str]
    notes: tuple[Note, ...]


def judge(candidate: Candidate, *, channel: str, register: str) -> Judgement:
    """Return how to write to a candidate through a channel, in a register of the letter's locale."""
    how = _stance(candidate)
    situation = Situation(
        channel=channel,
        stance=how,
        said=_said(candidate, how),
        gap=candidate.gap if candidate.gap in AXES["gap"] else "",
        cause=candidate.external_reason,
        consent=candidate.feedback_consent if candidate.feedback_consent in AXES["consent"] else "",
        relation=candidate.relation,
        stage=candidate.stage,
        register=register,
        form=candidate.form,
    )
    silent = silenced(
        stance=how,
        stage=candidate.stage,
        channel=channel,
        consent=candidate.feedback_consent,
        confirmed=candidate.confirmed,
        gap=candidate.gap,
        reapply_policy=candidate.reapply_policy,
        decision_by=candidate.decision_by,
    )
    return Judgement(situation, silent, required_moves(how, candidate.stage, silent), tuple(_notes(candidate)))


def _said(candidate: Candidate, how: str) -> str:
    """Return what may be taken up: what only the program has read may not, as nobody has said that it is true."""
    if how == "neutral" or candidate.self_assessment == "none" or not candidate.confirmed:
        return ""
    return f"said-{candidate.self_assessment}"


def _stance(candidate: Candidate) -> str:
    if candidate.stage == "application" or _unexplained(candidate):
        return "neutral"
    return stance(candidate.self_assessment, candidate.gap)


def _unexplained(candidate: Candidate) -> bool:
    """No gap, no cause, no requirement: people also type "none" for "I left it out"."""
    return candidate.gap == "none" and not candidate.external_reason and "requirement" not in candidate.facts


def _notes(candidate: Candidate) -> Iterator[Note]:
    if candidate.self_assessment != "none" and candidate.stage == "application":
        yield Note("an application is answered in a neutral tone; the self-assessment is not used", "stage")
    elif _unexplained(candidate):
        yield Note("no gap, and neither a requirement nor an external reason: written neutral", "requirement")
    elif candidate.self_assessment != "none" and candidate.gap == "unknown":
        yield Note("a self-assessment without a gap is written neutral", "gap")
