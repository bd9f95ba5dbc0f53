"""The library: every letter in every locale, loaded once, for any number of candidates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from templater.candidate import Candidate
from templater.candidate.columns import BY_FACT
from templater.errors import CandidateError, ChoiceError, Problem
from templater.judgement import Judgement, judge
from templater.letters.edition import Edition, Manuscript, declared_columns, open_edition, read_toml
from templater.letters.layout import Layout, read_layout
from templater.letters.message import Message
from templater.letters.plan import Plan
from templater.letters.planning import NEEDED, make_plan
from templater.letters.sources import Shelves, open_shelves

_PLANS = 4096
"""Plans kept; a list of candidates meets a few hundred situations, so memory stays bounded and plans are made once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letter for a candidate, after the row, the options and the defaults have spoken."""

    letter: str
    locale: str
    channel: str = "email"
    register: str = ""


class Library:
    """Templates, a team's own over the built-in ones; safe to share, since nothing in it depends on a candidate.

    `directories` are a team's own template directories, of which the last wins. Raises
    ConfigurationError when one is not there; broken words raise TemplateError when they are first needed.
    """

    def __init__(self, *directories: str | PathLike[str]) -> None:
        self._shelves: Shelves = open_shelves([Path(directory) for directory in directories])
        self._editions: dict[str, Edition] = {}
        self._plans: dict[object, Plan] = {}
        self._layout: Layout | None = None
        self._extra: frozenset[str] | None = None

    @property
    def directories(self) -> tuple[Path, ...]:
        """The template directories, the built-in one first."""
        return self._shelves.directories

    @property
    def locales(self) -> tuple[str, ...]:
        """The tags of the locales that have a directory; their descendants (es-CL) are served as well."""
        return self._shelves.locales()

    @property
    def extra_columns(self) -> frozenset[str]:
        """The columns that a team's sample declares beside ours."""
        if self._extra is None:
            self._extra = declared_columns(self._shelves)
        return self._extra

    def edition(self, locale: str) -> Edition:
        """Return a locale's edition; raises ChoiceError when there is none."""
        if locale not in self._editions:
            self._editions[locale] = open_edition(locale, self._shelves)
        return self._editions[locale]

    def letters(self) -> Mapping[str, tuple[str, ...]]:
        """Return every letter's name with the locales that have it."""
        found: dict[str, list[str]] = {}
        for locale in self.locales:
            for name in self.edition(locale).names():
                found.setdefault(name, []).append(locale)
        return {name: tuple(locales) for name, locales in sorted(found.items())}

    def sample(self, locale: str) -> dict[str, object]:
        """Return the cells of the sample recipient, in a locale's own words."""
        cells: dict[str, object] = {}
        for source in (
            *self._shelves.top("sample.toml"),
            *self._shelves.read(self.edition(locale).chain, "sample.toml"),
        ):
            cells |= read_toml(source)
        return cells

    def objections(self, wanted: Wanted) -> Iterator[Problem]:
        """Yield what is wrong with the choice of letter, locale, channel and register, by column."""
        try:
            edition = self.edition(wanted.locale)
        except ChoiceError as error:
            yield Problem(error.message, "unknown-locale", "locale", error.values)
            return
        try:
            manuscript = edition.manuscript(wanted.letter)
        except ChoiceError as error:
            yield Problem(error.message, "unknown-letter", "letter", error.values)
            return
        yield from _unoffered(
            "'{found}' is not a channel of this letter; it has {known}", "channel", wanted.channel, manuscript.channels
        )
        registers = edition.locale.registers
        if wanted.register and len(registers) > 1:
            yield from _unoffered(
                "'{found}' is not a register of this language; it has {known}", "register", wanted.register, registers
            )

    def needs(self, wanted: Wanted) -> frozenset[str]:
        """Return the columns without which a letter cannot be written; none when it does not exist."""
        try:
            manuscript = self.edition(wanted.locale).manuscript(wanted.letter)
        except ChoiceError:
            return frozenset()
        columns = {column for letter in manuscript.files for column in letter.required_columns}
        return frozenset(columns | {BY_FACT[fact].name for fact in manuscript.fields & NEEDED})

    def judge(self, candidate: Candidate, wanted: Wanted) -> Judgement:
        """Return how to write to a candidate."""
        locale = self.edition(wanted.locale).locale
        asked = wanted.register if wanted.register in locale.registers else locale.default_register
        return judge(candidate, channel=wanted.channel, register=asked)

    def plan(self, candidate: Candidate, wanted: Wanted) -> Plan:
        """Return the plan by which a candidate's letter is dealt and written.

        Raises CandidateError, with all that is wrong, when it cannot be written to this candidate.
        """
        problems = tuple(self.objections(wanted))
        if problems:
            raise CandidateError(problems)
        edition = self.edition(wanted.locale)
        judgement = self.judge(candidate, wanted)
        sizes = {name: len(fact) if isinstance(fact, tuple) else 1 for name, fact in candidate.facts.items()}
        key = (wanted, judgement.situation, judgement.silent, frozenset(sizes.items()))
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plan(edition, edition.manuscript(wanted.letter), judgement, sizes)
            if len(self._plans) >= _PLANS:
                self._plans.clear()
            self._plans[key] = plan
        return plan

    def _plan(self, edition: Edition, manuscript: Manuscript, judgement: Judgement, sizes: Mapping[str, int]) -> Plan:
        layout = self._shell() if judgement.situation.channel == "email" else None
        return make_plan(edition, manuscript, judgement, sizes, layout)

    def _shell(self) -> Layout:
        if self._layout is None:
            self._layout = read_layout(self._shelves.top("layout.html"))
        return self._layout

    def render(
        self, candidate: Candidate, wanted: Wanted, *, seed: str = "", deal: int = 0, vary: bool = False
    ) -> Message:
        """Return a finished message: the same input gives the same text.

        Raises CandidateError when the letter cannot be written to this candidate, and TemplateError
        when the words are broken.
        """
        plan = self.plan(candidate, wanted)
        return plan.write(candidate, plan.deal(candidate.id, seed=seed, deal=deal, vary=vary), deal=deal)


def _unoffered(message: str, column: str, found: str, known: tuple[str, ...]) -> Iterator[Problem]:
    if found not in known:
        yield Problem(message, f"unknown-{column}", column, {"found": found, "known": ", ".join(known)})
