"""Enumerate the circumstances that can occur, as far as some words can tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from types import MappingProxyType

from templater.candidate import AXIS_CHOICES, Candidate
from templater.judgement import Judgement, judge

_ASSESSED = ("self_assessment", "gap", "stage", "external_reason")

COLUMNS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "stance": _ASSESSED,
        "said": (*_ASSESSED, "confirmed"),
        "gap": ("gap",),
        "cause": ("external_reason",),
        "consent": ("feedback_consent",),
        "stage": ("stage",),
        "self_assessment": ("self_assessment",),
        "confirmed": ("self_assessment", "confirmed"),
        "reapply_policy": ("reapply_policy",),
        "decision_by": ("decision_by",),
    }
)
"""The columns that decide each facet: what words can depend on, an axis or a column that keeps a move silent.

The axes of the voice (channel, relation, register, form) are no facets: every circumstance can occur in any of them.
"""

FACETS = tuple(COLUMNS_OF)
"""The facets in order of importance."""

SILENCED_BY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "thanks": frozenset({"channel"}),
        "echo": frozenset({"channel", "stance", "stage", "confirmed"}),
        "verdict": frozenset({"channel", "stage"}),
        "reason": frozenset({"channel"}),
        "strengths": frozenset({"channel", "stage"}),
        "coaching": frozenset({"channel", "stage", "consent"}),
        "feedback_invitation": frozenset({"channel", "stage"}),
        "reapply": frozenset({"gap", "reapply_policy"}),
        "assistance_notice": frozenset({"channel", "decision_by"}),
        "privacy": frozenset({"channel"}),
    }
)
"""What decides whether a move or a promise must not be made; whatever is not here may always be said."""

REQUIRED_BY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "echo": frozenset({"stance"}),
        "reason": frozenset({"stance"}),
        "feedback_invitation": frozenset({"stance", "stage"}),
    }
)
"""What decides whether a move must be made; the moves that are not here are required always or never."""

_VALUES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{name: AXIS_CHOICES[name] for name in ("self_assessment", "gap", "feedback_consent", "stage")},
        "external_reason": ("", *AXIS_CHOICES["external_reason"]),
        "confirmed": ("yes", "no"),
        "reapply_policy": ("open", "none"),
        "decision_by": ("human", "human_assisted"),
    }
)

_FREE = {"consent": "feedback_consent", "reapply_policy": "reapply_policy", "decision_by": "decision_by"}
"""The facets on which no other depends, with their columns: they have any of their values in any circumstance."""

_Columns = tuple[tuple[str, str], ...]

Facets = tuple[str, ...]
"""The values of some facets, in the order of `FACETS`."""


@dataclass(frozen=True, slots=True, eq=False)
class Circumstance:
    """One way in which things can stand: the columns of a candidate, and whether a requirement is documented."""

    columns: tuple[tuple[str, str], ...]
    documented: bool

    def judgement(self, channel: str) -> Judgement:
        """Return how to write through a channel, without relation, register and form, which decide nothing else."""
        return _judged(self.columns, self.documented, channel)


@lru_cache(maxsize=256)
def circumstances(facets: frozenset[str], *, documented: bool = True) -> Mapping[Facets, Circumstance]:
    """Return the circumstances that differ in these facets, one for each of their values that occurs.

    `documented` says whether a requirement is documented: without one, a letter that names no gap is written
    neutral. The first candidate who makes an occurrence stands for it.
    """
    names = in_order(facets)
    free = [facet for facet in names if facet in _FREE]
    found: dict[Facets, Circumstance] = {}
    for assessed, columns in _assessed(facets.difference(_FREE), documented).items():
        for values in product(*(_VALUES[_FREE[facet]] for facet in free)):
            known = dict(zip(free, values, strict=True)) | dict(assessed)
            chosen = zip((_FREE[facet] for facet in free), values, strict=True)
            found[tuple(known[name] for name in names)] = Circumstance((*columns, *chosen), documented)
    return MappingProxyType(found)


@lru_cache(maxsize=256)
def _assessed(facets: frozenset[str], documented: bool) -> Mapping[_Columns, _Columns]:  # noqa: FBT001  # a key
    """Return the values of the facets that depend on one another, with the first columns that make each."""
    columns = [name for name in _VALUES if any(name in COLUMNS_OF[facet] for facet in facets)]
    found: dict[_Columns, _Columns] = {}
    for values in _products(columns):
        key = tuple((name, _value(name, values, documented=documented)) for name in in_order(facets))
        found.setdefault(key, tuple(values.items()))
    return found


def turns_on_requirement(facets: frozenset[str]) -> bool:
    """Say whether some values of these facets occur only with a requirement, or only without one.

    >>> turns_on_requirement(frozenset({"stance"})), turns_on_requirement(frozenset({"stance", "gap", "cause"}))
    (False, True)
    """
    return circumstances(facets).keys() != circumstances(facets, documented=False).keys()


def in_order(facets: Iterable[str]) -> tuple[str, ...]:
    """Return facets in order of importance."""
    return tuple(sorted(facets, key=FACETS.index))


def _products(columns: list[str]) -> Iterator[dict[str, str]]:
    """Yield every combination of the columns' values; nobody needs to confirm what nobody said."""
    for values in product(*(_VALUES[name] for name in columns)):
        chosen = dict(zip(columns, values, strict=True))
        if not (chosen.get("confirmed") == "no" and chosen["self_assessment"] == "none"):
            yield chosen


def _value(facet: str, columns: Mapping[str, str], *, documented: bool) -> str:
    """Return the value of a facet: that of its column where a heading has no name for it."""
    match facet:
        case "cause":
            return columns["external_reason"]
        case "stance" | "said":
            assessed = tuple((name, columns[name]) for name in COLUMNS_OF[facet])
            return str(getattr(_judged(assessed, documented, "email").situation, facet))
    return columns[facet]


@lru_cache(maxsize=65536)
def _judged(columns: tuple[tuple[str, str], ...], documented: bool, channel: str) -> Judgement:  # noqa: FBT001  # a key
    """Judge a candidate without taking one through the door: there are thousands of them."""
    known = dict(columns)
    candidate = Candidate(
        id="",
        locale="",
        facts={"requirement": ""} if documented else {},
        self_assessment=known.get("self_assessment", "none"),
        confirmed=known.get("confirmed") != "no",
        gap=known.get("gap", "unknown"),
        external_reason=known.get("external_reason", ""),
        feedback_consent=known.get("feedback_consent", "not_asked"),
        stage=known.get("stage", "interview"),
        reapply_policy=known.get("reapply_policy", "none"),
        decision_by=known.get("decision_by", "human"),
    )
    return judge(candidate, channel=channel, register="")
