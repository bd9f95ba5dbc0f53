"""Judge a letter's words before it is a message, what people typed into it among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from templater.candidate import BY_NAME, Fact, column_of
from templater.errors import Problem
from templater.judgement import Note
from templater.keeping import keep
from templater.letters.markdown import Format, Hole
from templater.patterns import Lexicon, Screen, Typed, read_typed
from templater.rules import Finding, Rulebook

_MASK = "…"
"""What stands in the place of names: a company may be called Gay & Partners, and a role Health Data Analyst."""

_CUT = "\0"
"""What stands, while a part is cut, where free text is typed: no template holds it."""

_KNOWN = 1024
"""Texts whose findings are kept: wordings come again and again, and so do many requirements."""

_SHORT = 60
"""Characters of a cell that may be a single reason, such as "only men" or "under 35"."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A part of a letter that must be looked at for every row: its format, and the file and line of its words.

    In `typed` free text stands; `found` is what is found without it. `screen` clears what is typed where `keys` name
    the holes, without looking at the whole again.
    """

    place: str
    format: Format
    typed: tuple[Hole, ...]
    found: tuple[Finding, ...]
    keys: tuple[str, ...]
    screen: Screen | None


@dataclass(frozen=True, slots=True)
class _Cell:
    """What somebody typed, in words, and what is found because it says nothing else."""

    words: Typed
    alone: tuple[Finding, ...]
    may_hold_sign: bool


@dataclass(slots=True)
class Judge:
    """The rules of a locale for letters in one register; `register` is "" where the language has only one."""

    rulebook: Rulebook
    register: str
    _notable: Lexicon = field(init=False, repr=False)
    _known: dict[str, tuple[Finding, ...]] = field(default_factory=dict, init=False, repr=False)
    _heard: dict[tuple[str, str], Heard | None] = field(default_factory=dict, init=False, repr=False)
    _cells: dict[str, _Cell] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._notable = self.rulebook.notable(self.register)

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Return what the rules find in a text, the marks of another register among it."""
        found = self._known.get(text)
        return keep(self._known, text, self._found(text), _KNOWN) if found is None else found

    def _found(self, text: str) -> tuple[Finding, ...]:
        found = self.rulebook.findings(text)
        return found + self.rulebook.register_leaks(text, self.register) if self.register else found

    def hear(self, place: str, part: Format) -> Heard | None:
        """Look at a part once for all rows; most have nothing typed in them, and need no more."""
        key = (place, part.template)
        return self._heard[key] if key in self._heard else keep(self._heard, key, self._hear(place, part), _KNOWN)

    def _hear(self, place: str, part: Format) -> Heard | None:
        typed = tuple(filter(_is_typed, part.holes))
        found = tuple(filter(_is_notable, self.findings(part.template % _NOTHING_TYPED)))
        if not typed and not found:
            return None
        literals, keys = _cut(part, typed)
        # where a rule fires already, what is typed may be the exception
        clears = typed and not found and not any(map(self.rulebook.may_end_in_sign, literals[:-1]))
        return Heard(place, part, typed, found, keys, self._notable.screen(literals) if clears else None)

    def judge(
        self, parts: Iterable[Heard], values: Mapping[str, str], moot: frozenset[str]
    ) -> tuple[list[Problem], list[Note]]:
        """Return what stops a letter, and what its recruiter should look at.

        `values` holds what stands in each hole; `moot` names what makes a rule moot, such as a notice that is said.
        """
        problems: list[Problem] = []
        notes: list[Note] = []
        for heard in parts:
            for hole in heard.typed:
                problems += self._alone(_fact(hole), values[hole.key])
            for finding in self._notable_in(heard, values):
                if finding.code in self.rulebook.rules and self.rulebook.rules[finding.code].off in moot:
                    continue
                column = self._column(finding, heard.typed, values)
                problem = _problem(finding, column, "" if column else f"{heard.place}: ")
                if finding.severity == "error":
                    problems.append(problem)
                else:
                    notes.append(Note(problem.message, column, tuple((k, str(v)) for k, v in problem.values.items())))
        return problems, notes

    def _notable_in(self, heard: Heard, values: Mapping[str, str]) -> Iterable[Finding]:
        """Return what must be told of a part; to look at what was typed is mostly enough."""
        if not heard.typed:
            return heard.found
        if heard.screen:
            cells = [self._cell(values[key]) for key in heard.keys]
            if not any(cell.may_hold_sign for cell in cells) and heard.screen.is_clear([cell.words for cell in cells]):
                return ()
        said = heard.format.template % _Masks((hole.key, values[hole.key]) for hole in heard.typed)
        return filter(_is_notable, self.findings(said))

    def typed(self, facts: Mapping[str, Fact]) -> Iterator[Problem]:
        """Yield what is wrong with what was typed, as it stands in its cells."""
        for fact, value in facts.items():
            if _is_free(fact):
                for text in value if isinstance(value, tuple) else (str(value),):
                    for finding in self.findings(text):
                        if finding.severity == "error":
                            yield _problem(finding, column_of(fact))
                    yield from self._alone(fact, text)

    def _alone(self, fact: str, text: str) -> Iterable[Problem]:
        """Return what is wrong with a cell because it says nothing else."""
        return [_problem(finding, column_of(fact)) for finding in self._cell(text).alone]

    def _cell(self, text: str) -> _Cell:
        return self._cells.get(text) or keep(self._cells, text, self._read(text), _KNOWN)

    def _read(self, text: str) -> _Cell:
        words = read_typed(text)
        alone = self.rulebook.alone(words) if len(text) <= _SHORT else ()
        return _Cell(words, alone, self.rulebook.may_hold_sign(text))

    def _column(self, finding: Finding, typed: Iterable[Hole], values: Mapping[str, str]) -> str:
        """Return the column in which the words were typed, or "" where they are the template's own."""
        for hole in typed:
            if any(one.code == finding.code for one in self.findings(values[hole.key])):
                return column_of(_fact(hole))
        return ""


class _Masks(dict[str, str]):
    """What stands in each hole of a part: what was typed into it, and a mask for anything else."""

    def __missing__(self, key: str) -> str:
        return _MASK


_NOTHING_TYPED = _Masks()


def _cut(part: Format, typed: Iterable[Hole]) -> tuple[list[str], tuple[str, ...]]:
    """Return what stands around the typed text of a part, names and phrases masked, and the key of each hole there."""
    cut = part.template % _Masks((hole.key, f"{_CUT}{hole.key}{_CUT}") for hole in typed)
    literals, keys = cut.split(_CUT)[::2], cut.split(_CUT)[1::2]
    return literals, tuple(keys)


def _is_notable(finding: Finding) -> bool:
    return finding.severity != "info"


def _problem(finding: Finding, column: str, place: str = "") -> Problem:
    """Return a finding as what is wrong with a column, or with a template at `place`, whose rule is named then too."""
    told = {"place": place, "words": finding.words, "why": finding.why, "instead": finding.instead}
    if place:
        return Problem("{place}'{words}': {why} {instead} ({rule})", finding.code, column,
                       {**told, "rule": finding.place})  # fmt: skip
    return Problem("'{words}': {why} {instead}", finding.code, column, told)


def _is_typed(hole: Hole) -> bool:
    return not hole.is_phrase and _is_free(_fact(hole))


def _fact(hole: Hole) -> str:
    return hole.path.partition("[")[0]


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
