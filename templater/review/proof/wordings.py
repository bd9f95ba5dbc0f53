"""What the phrases of a letter say: wordings chosen by the planner, and filled in for the sample recipient."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from templater.candidate import Fact
from templater.letters import Library
from templater.letters.books import Section
from templater.letters.choosing import Choice
from templater.letters.expressions import names
from templater.letters.markdown import Format, Hole
from templater.letters.paragraphs import Paragraph
from templater.letters.plan import Draw
from templater.letters.planning import Planner
from templater.letters.sms import as_sent
from templater.letters.speaking import NEEDED
from templater.letters.values import said_within, write_value
from templater.review.proof.sample import sample_of
from templater.review.proof.sheet import Words
from templater.review.reach.circumstances import Circumstance
from templater.review.reach.scope import Scope, scope_of_phrase
from templater.review.reach.voices import Voice


@dataclass(eq=False, frozen=True, slots=True)
class Said:
    """The wordings of a phrase that are in one draw; two that say the same are the same object."""

    choice: Choice
    draw: Draw
    words: tuple[Words, ...]


Dealt = tuple[tuple[Said, int], ...]
"""A wording for each phrase of a paragraph, the phrases within phrases before those that hold them."""


class Wordings:
    """The phrases of one letter in one locale; what was chosen or filled in once is kept."""

    def __init__(self, library: Library, locale: str, letter: str) -> None:
        self.edition = library.edition(locale)
        self.manuscript = self.edition.manuscript(letter)
        self._samples = {relation: sample_of(library, locale, relation).facts for relation in ("agency", "inhouse")}
        self._scopes: dict[str, Scope] = {}
        self._sections: dict[str, Sequence[Section]] = {}
        self._final: dict[str, bool] = {}
        self._kept: dict[object, Said | None] = {}
        self._said: dict[Draw, Said] = {}
        self._sizes: dict[object, dict[str, int]] = {}
        self._filled: dict[object, dict[str, str]] = {}

    def scope(self, phrase: str) -> Scope:
        """Return what bears on a phrase."""
        if phrase not in self._scopes:
            self._scopes[phrase] = scope_of_phrase(phrase, self.manuscript, self.edition)
        return self._scopes[phrase]

    def facts(self, relation: str) -> Mapping[str, Fact]:
        """Return what the sample of an agency or of a company has documented."""
        return self._samples[relation]

    @property
    def differing(self) -> frozenset[str]:
        """The facts that an agency's sample and a company's own have different values of."""
        agency, inhouse = self._samples["agency"], self._samples["inhouse"]
        return frozenset(fact for fact in {*agency, *inhouse} if agency.get(fact) != inhouse.get(fact))

    def fitting(self, phrase: str, voice: Voice, at: Circumstance) -> tuple[object, ...]:
        """Return what circumstances share in which a phrase and those within it are chosen alike.

        That is their silence, and the sections that fit, as far as one can be passed over for want of facts.
        """
        judgement = voice.judgement(at)
        found: list[object] = []
        for name in sorted(self.scope(phrase).phrases):
            found.append(name in judgement.silent)
            for section in self._ranked(name):
                if section.tags.fits(judgement.situation):
                    found.append(section.place)
                    if self.is_final(section):
                        break
        return tuple(found)

    def _ranked(self, phrase: str) -> Sequence[Section]:
        """Return the sections of a phrase, those first that win over others."""
        if phrase not in self._sections:
            sections = self.manuscript.book[phrase].sections.values()
            self._sections[phrase] = sorted(sections, key=lambda one: one.tags.rank, reverse=True)
        return self._sections[phrase]

    def is_final(self, section: Section) -> bool:
        """Say whether a section is never passed over: it is silent, or can speak whatever is documented."""
        if section.place not in self._final:
            self._final[section.place] = not section.wordings or self._speaks(section)
        return self._final[section.place]

    def always_speaks(self, phrase: str) -> bool:
        """Say whether a phrase has something to say in every situation, whatever is documented."""
        return all(map(self._speaks, self.manuscript.book[phrase].sections.values()))

    def _speaks(self, section: Section) -> bool:
        named = (
            [name for variant in wording.variants for name in names(variant.pieces)] for wording in section.wordings
        )
        return any(
            all(self.always_speaks(name.phrase) if name.phrase else self._is_certain(name.field) for name in mentions)
            for mentions in named
        )

    def _is_certain(self, field: str) -> bool:
        return field in NEEDED or field.partition(".")[0] in self.edition.words.tables

    def said(
        self, phrase: str, fitting: Hashable, voice: Voice, at: Circumstance, absent: frozenset[str]
    ) -> Said | None:
        """Return what a phrase says in a circumstance without these facts, or None when it is silent.

        What else is `fitting` is chosen alike.
        """
        situation = voice.judgement(at).situation
        forms = tuple(getattr(situation, axis) for axis in sorted(self.scope(phrase).forms))
        key = (phrase, fitting, absent, forms)
        if key not in self._kept:
            self._kept[key] = self._choose(phrase, self._planner(voice, at, absent))
        return self._kept[key]

    def _choose(self, phrase: str, planner: Planner) -> Said | None:
        draw = planner.draw(phrase)
        if draw is None:
            return None
        if draw not in self._said:
            words = tuple(Words(phrase, draw.heading, one.place) for one in draw.alternatives)
            self._said[draw] = Said(planner.choose(phrase), draw, words)
        return self._said[draw]

    def format(
        self,
        paragraph: Paragraph,
        voice: Voice,
        at: Circumstance,
        absent: frozenset[str],
        said: Mapping[str, Said | None],
    ) -> Format:
        """Return a paragraph's own text in a circumstance, where its phrases say this."""
        planner = self._planner(voice, at, absent)
        planner.choices.update(
            (phrase, Choice(None, ()) if one is None else one.choice) for phrase, one in said.items()
        )
        return planner.line(paragraph.part) if paragraph.is_line else planner.paragraph(paragraph.part).text

    def fill(self, own: Format, dealt: Dealt, voice: Voice) -> str:
        """Return a finished paragraph."""
        filled = self._values(own.holes, voice.relation)
        for number, (said, index) in enumerate(dealt):
            filled |= self._spoken(said, index, dealt[:number], voice.relation)
        return as_sent(own.template % filled, voice.channel)

    def _planner(self, voice: Voice, at: Circumstance, absent: frozenset[str]) -> Planner:
        there = (voice.relation, absent)
        if there not in self._sizes:
            facts = {name: fact for name, fact in self._samples[voice.relation].items() if name not in absent}
            self._sizes[there] = {name: len(fact) if isinstance(fact, tuple) else 1 for name, fact in facts.items()}
        return Planner(self.edition, self.manuscript, voice.judgement(at), self._sizes[there])

    def _spoken(self, said: Said, index: int, before: Dealt, relation: str) -> dict[str, str]:
        """Return what a wording puts in the holes of its phrase, with the wordings within it."""
        wording = said.draw.alternatives[index]
        within = tuple((one, number) for one, number in before if one.draw.phrase in wording.inner)
        key = (said, index, within, relation)
        if key not in self._filled:
            filled = self._values(wording.formats.text.holes, relation)
            for one, number in within:
                filled |= self._spoken(one, number, (), relation)
            self._filled[key] = said_within(said.draw.phrase, wording.formats, filled)
        return self._filled[key]

    def _values(self, holes: Sequence[Hole], relation: str) -> dict[str, str]:
        facts = self._samples[relation]
        written = {hole.key: write_value(hole, facts, self.edition.locale) for hole in holes if not hole.is_phrase}
        return {key: text for key, text in written.items() if text is not None}
