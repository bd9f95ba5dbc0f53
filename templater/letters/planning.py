"""Make the plan of a letter for a situation and a set of facts: choose, inflect, close up, compile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from templater.candidate import BY_NAME, column_of, missing
from templater.errors import CandidateError, Problem
from templater.judgement import Judgement, Situation
from templater.letters.approval import Approved, dropped, refuse_unapproved, wording_mark
from templater.letters.books import Section
from templater.letters.choosing import Choice, Spoken, choose
from templater.letters.edition import Edition
from templater.letters.expressions import Name, Piece
from templater.letters.inflecting import inflected
from templater.letters.judging import Judge
from templater.letters.layout import Layout
from templater.letters.letter import Letter, Part
from templater.letters.manuscript import Manuscript
from templater.letters.markdown import Both, Format, block_formats, inline_formats, plain_format
from templater.letters.plan import Alternative, Draw, Plan
from templater.letters.silence import close_up
from templater.letters.speaking import NEEDED

_COLUMNS = {"stance": "self_assessment", "said": "self_assessment", "cause": "external_reason",
            "consent": "feedback_consent"}  # fmt: skip
"""The columns of the axes that are not called like theirs."""


def make_plan(
    edition: Edition,
    manuscript: Manuscript,
    letter: Letter,
    judgement: Judgement,
    sizes: Mapping[str, int],
    layout: Layout | None,
    judge: Judge,
    approved: Approved | None = None,
) -> Plan:
    """Return the plan; `sizes` holds the facts that are there, with the number of items of each.

    With `approved` nothing else is said. Raises CandidateError when a phrase that must speak has nothing to say,
    naming the columns that would help, or has nothing approved to say.
    """
    return Planner(edition, manuscript, judgement, sizes, approved).plan(letter, layout, judge)


def unwritten(manuscript: Manuscript, situation: Situation) -> Problem:
    """Say that no file is for this row, and in which column the nearest one would want something else."""
    values = situation.as_dict()
    unmet = [{axis: wanted for axis, wanted in letter.tags.wanted.items() if values[axis] not in wanted}
             for letter in manuscript.files if situation.channel in letter.channels]  # fmt: skip
    axis, wanted = next(iter(min(unmet, key=len).items()))
    return Problem("this letter is only written for {allowed}", "unwritten", _COLUMNS.get(axis, axis),
                   {"allowed": ", ".join(sorted(wanted))})  # fmt: skip


@dataclass(slots=True)
class Planner:
    """Chooses words for one situation and one set of facts: for a whole letter, or for a part of one.

    `choices` holds what has been chosen so far, by phrase.
    """

    edition: Edition
    manuscript: Manuscript
    judgement: Judgement
    sizes: Mapping[str, int]
    approved: Approved | None = None
    choices: dict[str, Choice] = field(default_factory=dict)

    def plan(self, letter: Letter, layout: Layout | None, judge: Judge) -> Plan:
        """Return the plan of a letter; raises CandidateError when a phrase that must speak has nothing to say."""
        self._demand_facts(letter)
        said = [piece for part in letter.parts for piece in self._expanded(part.pieces)]
        outer = dict.fromkeys(piece.phrase for piece in said if isinstance(piece, Name) and piece.phrase)
        for phrase in outer:
            self.choose(phrase)
        if self.approved is not None:
            refuse_unapproved(letter, self.choices, self.approved)
        self._demand(letter, outer)
        draws = tuple(self._draws(outer))
        return Plan(
            letter=letter.name,
            locale=self.edition.locale,
            situation=self.judgement.situation,
            addressee=letter.addressee,
            subject=self.line(letter.subject),
            preheader=self.line(letter.preheader),
            body=self.paragraph(letter.body),
            draws=draws,
            layout=layout,
            outer=frozenset(outer),
            place=letter.body.source.file,
            judge=judge,
            notes=tuple(note for draw in draws for note in dropped(draw.phrase, self.choices[draw.phrase])),
        )

    def paragraph(self, part: Part) -> Both:
        """Return the formats of a part of a letter's body, such as one paragraph of it."""
        return block_formats(tuple(self._close_up(self._expanded(part.pieces))), part.source)

    def line(self, part: Part) -> Format:
        """Return the format of a part that is no Markdown, such as a subject."""
        return plain_format(self._close_up(self._expanded(part.pieces)), part.source)

    def draw(self, phrase: str) -> Draw | None:
        """Return the wordings of a phrase that are in the draw, or None when it is silent."""
        choice = self.choose(phrase)
        if not choice.draw or choice.section is None:
            return None
        return Draw(phrase, choice.section.heading, tuple(map(_alternative, choice.draw)))

    def choose(self, phrase: str) -> Choice:
        """Return what a phrase says."""
        if phrase not in self.choices:
            self.choices[phrase] = self._chosen(phrase)
        return self.choices[phrase]

    def _expanded(self, pieces: tuple[Piece, ...]) -> Iterator[str | Name]:
        return inflected(pieces, self.edition.words, self.judgement.situation, self._size)

    def _size(self, path: str) -> int:
        phrase = Name(path, (), 0).phrase
        return int(self._speaks(phrase)) if phrase else self.sizes.get(path, 0)

    def _chosen(self, phrase: str) -> Choice:
        if phrase in self.judgement.silent:
            return Choice(None, ())
        return choose(
            self.manuscript.book[phrase],
            self.judgement.situation,
            frozenset(self.sizes),
            lambda inner: self.choose(inner).would_speak,
            self._spoken,
            partial(self._may, phrase),
        )

    def _may(self, phrase: str, section: Section, spoken: Spoken) -> bool:
        if self.approved is None:
            return True
        return wording_mark(phrase, section.tags, spoken.wording) in self.approved and all(
            map(self._speaks, spoken.inner)
        )

    def _speaks(self, phrase: str) -> bool:
        return bool(self.choose(phrase).draw)

    def _spoken(self, section: Section) -> tuple[Spoken, ...]:
        speak, situation = self.manuscript.speaker.speak, self.judgement.situation
        return tuple([speak(wording, situation, self._size) for wording in section.wordings])

    def _demand_facts(self, letter: Letter) -> None:
        """Refuse a row without what the letter requires, in case that nobody asked at the door."""
        columns = {column_of(fact): fact for fact in self.manuscript.fields & NEEDED}
        columns |= {name: BY_NAME[name].fact if name in BY_NAME else name for name in letter.required_columns}
        there = dict.fromkeys((name for name, fact in columns.items() if fact in self.sizes or not fact), "")
        problems = tuple(missing(there, columns))
        if problems:
            raise CandidateError(problems)

    def _demand(self, letter: Letter, outer: Iterable[str]) -> None:
        must = self.judgement.required.intersection(outer) | set(letter.required_phrases)
        problems = [
            problem
            for phrase in sorted(must - self.judgement.silent)
            if not self._speaks(phrase)
            for problem in _silence(phrase, self.choose(phrase))
        ]
        if problems:
            raise CandidateError(problems)

    def _close_up(self, pieces: Iterable[str | Name]) -> list[str | Name]:
        return close_up(
            pieces,
            silent=lambda name: bool(name.phrase) and not self._speaks(name.phrase),
            absent=lambda name: not name.phrase and name.field not in self.sizes,
        )

    def _draws(self, outer: Iterable[str]) -> Iterator[Draw]:
        """Yield the draws that speak, the phrases within phrases before those that hold them."""
        inner = {one for phrase in outer for spoken in self.choices[phrase].draw for one in spoken.inner}
        first = (*sorted(inner.difference(outer)), *(phrase for phrase in outer if phrase in inner))
        for phrase in (*first, *(phrase for phrase in outer if phrase not in inner)):
            if (draw := self.draw(phrase)) is not None:
                yield draw


def _silence(phrase: str, choice: Choice) -> Iterator[Problem]:
    """Say why a phrase that must speak does not: columns that it lacks, or a situation it is silent in on purpose."""
    for column in sorted(map(column_of, choice.lacking)):
        yield Problem(
            "the phrase '{phrase}' has nothing to say without it", "silent-phrase", column, {"phrase": phrase}
        )
    if not choice.lacking:
        heading = choice.section.heading if choice.section else "any"
        yield Problem("the phrase '{phrase}' says nothing under '{heading}'", "silent-phrase", "",
                      {"phrase": phrase, "heading": heading})  # fmt: skip


def _alternative(spoken: Spoken) -> Alternative:
    formats = inline_formats(spoken.pieces, spoken.variant.source)
    return Alternative(spoken.wording.text, spoken.wording.place, formats, spoken.inner)
