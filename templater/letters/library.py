"""The library: every letter in every locale, loaded once, for any number of candidates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from os import PathLike
from pathlib import Path

from templater.candidate import Candidate
from templater.candidate.columns import BY_FACT
from templater.errors import CandidateError, ChoiceError, Problem
from templater.judgement import Judgement, judge
from templater.judgement.reading import AnswerReader, Reading
from templater.keeping import keep
from templater.language.shelves import Shelves, open_shelves
from templater.letters.brand import Brand
from templater.letters.conditions import impersonal, not_for_status, refused
from templater.letters.edition import (
    Edition,
    chain_in,
    declared_columns,
    letters_in,
    open_edition,
    sample_cells,
)
from templater.letters.judging import Judge, for_a_person
from templater.letters.layout import Layout, read_layout
from templater.letters.letter import Letter
from templater.letters.manuscript import Manuscript
from templater.letters.message import Message
from templater.letters.plan import Plan
from templater.letters.planning import make_plan, unwritten
from templater.letters.speaking import NEEDED
from templater.letters.wanted import Settled, Wanted
from templater.rules import Rulebook, read_rulebook

_PLANS = 1024
"""Plans kept; a list of candidates meets a few hundred situations, so memory stays bounded and plans are made once."""

_SETTLED = 4096
"""Choices and facts of candidates whose plan is kept; several share one."""

_CHOICES = attrgetter(*(name for name in Candidate.__slots__ if name not in {
    "id", "facts", "answer", "reply_text", "row"}))  # fmt: skip

_LOCALES = 32
"""Locales kept; a stream may name any region and variant, and a list names few."""


class Library:
    """Templates, a team's own over the built-in ones; safe to share, since nothing in it depends on a candidate.

    `directories` are a team's own template directories, of which the last wins; `brand` is what stands around
    its e-mails; with `approved`, the marks of wordings and letters (see `wording_mark`), nothing else is said; `base`
    is a copy of the built-in templates that stands in their place. Raises ConfigurationError when a directory is not
    there; broken words raise TemplateError when they are first needed.
    """

    def __init__(
        self,
        *directories: str | PathLike[str],
        brand: Brand | None = None,
        approved: Iterable[str] | None = None,
        base: Path | None = None,
    ) -> None:
        self._shelves: Shelves = open_shelves([Path(directory) for directory in directories], base=base)
        self._brand = brand or Brand()
        self._approved = None if approved is None else frozenset(approved)
        self._editions: dict[str, Edition] = {}
        self._plans: dict[object, Plan] = {}
        self._settled: dict[object, Settled] = {}
        self._rulebooks: dict[str, Rulebook] = {}
        self._judges: dict[tuple[int, str], Judge] = {}
        self._answers = AnswerReader(*directories)
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
        edition = self._editions.get(locale)
        return edition or keep(self._editions, locale, open_edition(locale, self._shelves), _LOCALES)

    def letters(self) -> Mapping[str, tuple[str, ...]]:
        """Return every letter's name with the locales that have it."""
        found: dict[str, list[str]] = {}
        for locale in self.locales:
            for name in letters_in(chain_in(locale, self._shelves), self._shelves):
                found.setdefault(name, []).append(locale)
        return {name: tuple(locales) for name, locales in sorted(found.items())}

    def sample(self, locale: str) -> dict[str, object]:
        """Return the cells of the sample recipient, in a locale's own words."""
        return sample_cells(self._shelves, self.edition(locale).chain)

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
        files = [letter for letter in manuscript.files if wanted.channel in letter.channels]
        columns = {column for letter in files for column in letter.required_columns}
        return frozenset(columns | {BY_FACT[fact].name for fact in manuscript.fields & NEEDED})

    def addressee(self, wanted: Wanted) -> str:
        """Return who a letter is written to; the candidate when it does not exist."""
        try:
            return self.edition(wanted.locale).manuscript(wanted.letter).addressee
        except ChoiceError:
            return "candidate"

    def not_for(self, wanted: Wanted, status: str) -> tuple[Problem, ...]:
        """Return why a letter is not for people of a status, if it is not."""
        try:
            return tuple(not_for_status(self.edition(wanted.locale).manuscript(wanted.letter), status))
        except ChoiceError:
            return ()

    def assess(self, candidate: Candidate) -> Reading | None:
        """Return what a candidate's answer says of their interview, if there is one that nobody has judged.

        The candidate's language is guessed from the answer when it is one without cues.
        """
        if not candidate.answer:
            return None
        try:
            return self._answers.read(candidate.answer, candidate.locale)
        except ChoiceError:
            return self._answers.read(candidate.answer)

    def judge(self, candidate: Candidate, wanted: Wanted) -> Judgement:
        """Return how to write to a candidate."""
        locale = self.edition(wanted.locale).locale
        asked = wanted.register if wanted.register in locale.registers else locale.default_register
        return judge(candidate, channel=wanted.channel, register=asked)

    def foreseen(self, candidate: Candidate, wanted: Wanted) -> tuple[Problem, ...]:
        """Return what will be wrong with a candidate whom something else keeps from being written to.

        All that is wrong with a row is told at once: what was typed, a reason and a name are looked at even where
        the letter cannot be planned yet.
        """
        if any(self.objections(wanted)):
            return ()
        edition, judgement = self.edition(wanted.locale), self.judge(candidate, wanted)
        letter = edition.manuscript(wanted.letter).letter_for(judgement.situation)
        judge = self._judge_of(edition, judgement.situation.register)
        lacking = impersonal(letter, judgement, candidate.facts) if letter and not wanted.impersonal else ()
        return (*lacking, *judge.typed(candidate.facts))

    def plan(self, candidate: Candidate, wanted: Wanted) -> Plan:
        """Return the plan by which a candidate's letter is dealt and written.

        Raises CandidateError, with all that is wrong, when it cannot be written to this candidate.
        """
        return self.settled(candidate, wanted).plan

    def settled(self, candidate: Candidate, wanted: Wanted) -> Settled:
        """Return how to write to a candidate, and the plan, which people with the same choices and facts share.

        Raises CandidateError, as `plan` does.
        """
        if candidate.reply_text:
            _refuse(self.not_for(wanted, candidate.status))
            _refuse(for_a_person(map(self.rulebook, self.locales), candidate.reply_text))
        sizes = [len(fact) if type(fact) is tuple else 1 for fact in candidate.facts.values()]
        key = (wanted, _CHOICES(candidate), *candidate.facts, *sizes)
        settled = self._settled.get(key)
        return settled or keep(self._settled, key, self._settle(candidate, wanted), _SETTLED)

    def _settle(self, candidate: Candidate, wanted: Wanted) -> Settled:
        _refuse(self.objections(wanted))
        edition = self.edition(wanted.locale)
        manuscript = edition.manuscript(wanted.letter)
        judgement = self.judge(candidate, wanted)
        letter = self._letter(manuscript, candidate, judgement, wanted)
        sizes = {name: len(fact) if isinstance(fact, tuple) else 1 for name, fact in candidate.facts.items()}
        key = (wanted, judgement.situation, judgement.silent, frozenset(sizes.items()))
        plan = self._plans.get(key)
        if plan is None:
            plan = make_plan(edition, manuscript, letter, judgement, sizes, self._shell(judgement),
                             self._judge_of(edition, judgement.situation.register), self._approved)  # fmt: skip
            keep(self._plans, key, plan, _PLANS)
        return Settled(judgement, plan)

    def _letter(self, manuscript: Manuscript, candidate: Candidate, judgement: Judgement, wanted: Wanted) -> Letter:
        """Return the file for a candidate, once all that must hold of them does."""
        _refuse(not_for_status(manuscript, candidate.status))
        letter = manuscript.letter_for(judgement.situation)
        if letter is None:
            raise CandidateError([unwritten(manuscript, judgement.situation)])
        _refuse(refused(letter, candidate))
        if not wanted.impersonal:
            _refuse(impersonal(letter, judgement, candidate.facts))
        return letter

    def rulebook(self, locale: str) -> Rulebook:
        """Return the words that must not be in a locale's letters."""
        rulebook = self._rulebooks.get(locale)
        if rulebook is None:
            sources = self._shelves.read(self.edition(locale).chain, "rules.toml")
            read = read_rulebook((source.text, source.file) for source in sources)
            rulebook = keep(self._rulebooks, locale, read, _LOCALES)
        return rulebook

    def _judge_of(self, edition: Edition, register: str) -> Judge:
        spoken = register if len(edition.locale.registers) > 1 else ""
        rulebook = self.rulebook(edition.locale.tag)
        key = (id(rulebook), spoken)  # a region without rules of its own has its language's, and the judge holds it
        judge = self._judges.get(key)
        return judge or keep(self._judges, key, Judge(rulebook, spoken), _LOCALES)

    def _shell(self, judgement: Judgement) -> Layout | None:
        """Return the page around an e-mail; no other channel has one."""
        if judgement.situation.channel != "email":
            return None
        if self._layout is None:
            self._layout = read_layout(self._shelves.top("layout.html"), self._brand)
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


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise CandidateError(found)


def _unoffered(message: str, column: str, found: str, known: tuple[str, ...]) -> Iterator[Problem]:
    if found not in known:
        yield Problem(message, f"unknown-{column}", column, {"found": found, "known": ", ".join(known)})
