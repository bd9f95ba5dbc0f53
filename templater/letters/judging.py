"""Judge a letter's words before it is a message, what people typed into it among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from templater.candidate import BY_NAME, Fact, column_of
from templater.errors import Problem
from templater.judgement import Note
from templater.letters.markdown import Format, Hole
from templater.rules import Finding, Rulebook

_MASK = "…"
"""What stands in the place of names: a company may be called Gay & Partners, and a role Health Data Analyst."""

_KNOWN = 8192
"""Texts whose findings are kept: wordings come again and again, and so do many requirements."""

_SHORT = 60
"""Characters of a cell that may be a single reason, such as "only men" or "under 35"."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A part of a letter as it will be said: its format, and the file and line of its words."""

    place: str
    format: Format


@dataclass(slots=True)
class Judge:
    """The rules of a locale for letters in one register; `register` is "" where the language has only one."""

    rulebook: Rulebook
    register: str
    _known: dict[str, tuple[Finding, ...]] = field(default_factory=dict, repr=False)
    _typed: dict[str, tuple[Hole, ...]] = field(default_factory=dict, repr=False)

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Return what the rules find in a text, the marks of another register among it."""
        found = self._known.get(text)
        if found is None:
            found = self.rulebook.findings(text)
            if self.register:
                found += self.rulebook.register_leaks(text, self.register)
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[text] = found
        return found

    def judge(
        self, parts: Iterable[Spoken], values: Mapping[str, str], moot: frozenset[str]
    ) -> tuple[list[Problem], list[Note]]:
        """Return what stops a letter, and what its recruiter should look at.

        `values` holds what stands in each hole; `moot` names what makes a rule moot, such as a notice that is said.
        """
        problems: list[Problem] = []
        notes: list[Note] = []
        for part in parts:
            typed = self._typed_in(part.format)
            for hole in typed:
                problems += self._alone(hole.path.partition("[")[0], values[hole.key])
            for finding in self.findings(_said(part.format, typed, values)):
                if finding.code in self.rulebook.rules and self.rulebook.rules[finding.code].off in moot:
                    continue
                column = self._column(finding, typed, values)
                problem = _problem(finding, column, "" if column else f"{part.place}: ")
                if finding.severity == "error":
                    problems.append(problem)
                elif finding.severity == "warning":
                    notes.append(Note(problem.message, column, tuple((k, str(v)) for k, v in problem.values.items())))
        return problems, notes

    def typed(self, facts: Mapping[str, Fact]) -> Iterator[Problem]:
        """Yield what is wrong with what was typed, as it stands in its cells."""
        for fact, value in facts.items():
            if _is_free(fact):
                for text in value if isinstance(value, tuple) else (str(value),):
                    for finding in self.findings(text):
                        if finding.severity == "error":
                            yield _problem(finding, column_of(fact))
                    yield from self._alone(fact, text)

    def _alone(self, fact: str, text: str) -> Iterator[Problem]:
        """Yield what is wrong with a cell because it says nothing else."""
        if len(text) <= _SHORT:
            for finding in self.rulebook.alone(text):
                yield _problem(finding, column_of(fact))

    def _typed_in(self, part: Format) -> tuple[Hole, ...]:
        """Return the holes in which free text stands; most parts have none, and are judged once for all rows."""
        found = self._typed.get(part.template)
        if found is None:
            found = self._typed[part.template] = tuple(filter(_is_typed, part.holes))
        return found

    def _column(self, finding: Finding, typed: Iterable[Hole], values: Mapping[str, str]) -> str:
        """Return the column in which the words were typed, or "" where they are the template's own."""
        for hole in typed:
            if any(one.code == finding.code for one in self.findings(values[hole.key])):
                return column_of(hole.path.partition("[")[0])
        return ""


class _Masks(dict[str, str]):
    """What stands in each hole of a part: what was typed into it, and a mask for anything else."""

    def __missing__(self, key: str) -> str:
        return _MASK


_NOTHING_TYPED = _Masks()


def _said(part: Format, typed: Iterable[Hole], values: Mapping[str, str]) -> str:
    """Return a part with what people typed, and without names and the phrases within it, judged by themselves."""
    if not typed:
        return part.template % _NOTHING_TYPED
    return part.template % _Masks((hole.key, values[hole.key]) for hole in typed)


def _problem(finding: Finding, column: str, place: str = "") -> Problem:
    """Return a finding as what is wrong with a column, or with a template at `place`, whose rule is named then too."""
    told = {"place": place, "words": finding.words, "why": finding.why, "instead": finding.instead}
    if place:
        return Problem("{place}'{words}': {why} {instead} ({rule})", finding.code, column,
                       {**told, "rule": finding.place})  # fmt: skip
    return Problem("'{words}': {why} {instead}", finding.code, column, told)


def _is_typed(hole: Hole) -> bool:
    return not hole.is_phrase and _is_free(hole.path.partition("[")[0])


def _is_free(fact: str) -> bool:
    """Say whether a fact is free text: ours by their kind, and a team's own columns."""
    column = BY_NAME.get(column_of(fact))
    return column is None or column.kind == "clause"


def for_a_person(rulebooks: Iterable[Rulebook], reply: str) -> Iterator[Problem]:
    """Say what in a candidate's reply a person must answer, in whatever language it is written."""
    told = set()
    for rulebook in rulebooks:
        for finding in rulebook.person_matters(reply):
            if finding.words.casefold() not in told:
                told.add(finding.words.casefold())
                yield Problem("'{words}': {why} A person answers this, and no letter", "for-a-person", "reply_text",
                              {"words": finding.words, "why": finding.why})  # fmt: skip
