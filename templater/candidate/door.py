"""The one door through which a recipient comes in: past it, nobody checks again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from templater.candidate.cells import CellReader, Fact, Vocabulary
from templater.candidate.columns import AXIS_CHOICES, COLUMNS
from templater.errors import Problem

_CHOSEN = (*AXIS_CHOICES, "register", "letter")
_FACTS = {column.name: column.fact for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person, one process, and what is documented about it; made by `read_candidate`.

    `facts` holds what templates may read, by the name they read it ("role.title"); the other
    fields decide how the letter is written. `confirmed` says that a person gave or confirmed
    the self-assessment; `answer` is what the candidate said of their interview, where nobody has judged it yet.
    `reply_text` is what the candidate wrote back. `row` is the line of the source, or 0.
    """

    id: str
    locale: str
    facts: Mapping[str, Fact]
    self_assessment: str = "none"
    confirmed: bool = True
    answer: str = ""
    gap: str = "unknown"
    external_reason: str = ""
    feedback_consent: str = "not_asked"
    relation: str = "inhouse"
    stage: str = "application"
    register: str = ""
    form: str = "x"
    channel: str = ""
    letter: str = ""
    reapply_policy: str = "none"
    decision_by: str = "human"
    status: str = ""
    talent_pool_consent: str = ""
    share_consent: str = ""
    reply_text: str = ""
    row: int = 0


Demands = Callable[[Mapping[str, Fact]], Iterable[Problem]]


class Door:
    """Lets recipients in, one after the other.

    `extra` are the columns that a team has declared beside ours, which templates read by their own name.
    """

    def __init__(self, vocabulary: Vocabulary | None = None, extra: Iterable[str] = ()) -> None:
        self._reader = CellReader(vocabulary or Vocabulary(), frozenset(extra))

    def read(
        self, cells: Mapping[str, object], *, row: int = 0, demands: Demands | None = None
    ) -> Candidate | tuple[Problem, ...]:
        """Turn one recipient's cells, by column name, into a Candidate, or say all that is wrong.

        `demands` looks at the values that were understood, by column, and yields what else is wrong: at most one
        problem of a column is kept.
        """
        reader = self._reader
        reader.problems = []
        values: dict[str, Fact] = {}
        for name, cell in cells.items():
            value = reader.read(name, cell, cells)
            if value is not None:
                values[name] = value
        problems = reader.problems
        for problem in (*_contradictions(values), *(demands(values) if demands else ())):
            if problem.column not in {known.column for known in problems}:
                problems.append(problem)
        return tuple(problems) or _assemble(values, row)


def read_candidate(
    cells: Mapping[str, object],
    vocabulary: Vocabulary | None = None,
    *,
    row: int = 0,
    needed: Iterable[str] = (),
    extra: Iterable[str] = (),
    demands: Demands | None = None,
) -> Candidate | tuple[Problem, ...]:
    """Let one recipient in; see `Door`. `needed` names the columns that must not be blank."""

    def demanded(values: Mapping[str, Fact]) -> Iterator[Problem]:
        yield from missing(values, needed)
        yield from demands(values) if demands else ()

    return Door(vocabulary, extra).read(cells, row=row, demands=demanded)


def missing(values: Mapping[str, Fact], needed: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for every needed column that is blank; a full name stands in for the first."""
    for name in sorted(set(needed).difference(values)):
        if not (name == "first_name" and "full_name" in values):
            yield Problem("is blank, and this letter needs it", "missing", name)


def _contradictions(values: Mapping[str, Fact]) -> Iterator[Problem]:
    if values.get("decision_by") == "automated":
        yield Problem(
            "an automated decision needs its own legal notice, which this letter does not give", "automated-decision",
            "decision_by",
        )  # fmt: skip


def _assemble(values: Mapping[str, Fact], row: int) -> Candidate:
    chosen = {name: str(values[name]) for name in _CHOSEN if name in values}
    chosen.setdefault("relation", "agency" if "agency" in values else "inhouse")
    chosen.setdefault("stage", _stage(values))
    policy = values.get("reapply_policy", "none")
    facts = {_FACTS.get(name, name): value for name, value in values.items()}
    facts |= _derived(values, chosen["relation"])
    facts.pop("", None)
    identity = next((str(values[name]) for name in ("id", "email", "phone") if name in values), str(row))
    return Candidate(
        id=identity,
        locale=str(values.get("locale", "")),
        facts=MappingProxyType(facts),
        reapply_policy="date" if isinstance(policy, date) else str(policy),
        answer="" if "self_assessment" in values else _text(values.get("self_assessment_text", "")),
        reply_text=_text(values.get("reply_text", "")),
        row=row,
        **chosen,  # type: ignore[arg-type]  # every column of AXIS_CHOICES is a text field of the same name
    )


def _text(value: Fact) -> str:
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def _stage(values: Mapping[str, Fact]) -> str:
    assessed = values.get("self_assessment", "none") != "none" or "self_assessment_text" in values
    return "interview" if assessed or "interview_date" in values or "evidence" in values else "application"


def _derived(values: Mapping[str, Fact], relation: str) -> Mapping[str, Fact]:
    """Facts that follow from others: names are never split, so a full name greets whole."""
    derived: dict[str, Fact] = {}
    if "first_name" not in values and "full_name" in values:
        derived["candidate.first_name"] = values["full_name"]
    if "full_name" not in values and "first_name" in values:
        names = (values.get(part) for part in ("first_name", "last_name"))
        derived["candidate.full_name"] = " ".join(str(name) for name in names if name)
    organisation = values.get("company" if relation == "inhouse" else "agency")
    if organisation:
        derived["sender.organisation"] = organisation
    if isinstance(policy := values.get("reapply_policy"), date):
        derived["reapply_from"] = policy
    return derived
