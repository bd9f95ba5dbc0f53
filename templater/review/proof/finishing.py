"""Finish a paragraph of a letter in every way that its words allow, and keep what leads to each text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from templater.candidate import BY_NAME
from templater.candidate.columns import DERIVED_FACTS
from templater.letters.expressions import names
from templater.letters.letter import Letter
from templater.letters.markdown import Format
from templater.letters.paragraphs import Paragraph
from templater.review.proof.demands import Demands
from templater.review.proof.sheet import Words
from templater.review.proof.universe import Universe
from templater.review.proof.wordings import Dealt, Said, Wordings
from templater.review.reach.circumstances import Facets, in_order
from templater.review.reach.scope import VOICE_AXES, Scope, scope_of_text
from templater.review.reach.voices import Voice, voices

MOST = 500
"""Deals of a paragraph's wordings, in one register, of which all are finished; of more, each wording at least once."""

_HOLE = re.compile(r"%\([^)]*\)s")

Found = dict[str, dict[tuple[Words, ...], dict[Voice, int]]]
"""By finished text and by the wordings it is made of: the bits that lead to it in each voice."""


_Group = tuple[tuple[object, ...], Facets, frozenset[str]]


@dataclass(slots=True)
class Finished:
    """A paragraph's texts, in a universe.

    `occurring` holds the bits at which its file is written in each voice, and `letter` those at which any is.
    """

    universe: Universe
    scope: Scope
    occurring: dict[Voice, int] = field(default_factory=dict)
    letter: dict[Voice, int] = field(default_factory=dict)
    found: Found = field(default_factory=dict)
    bounded: bool = False

    def add(self, text: str, words: tuple[Words, ...], voice: Voice, mask: int) -> None:
        """Add what leads to a text."""
        ways = self.found.setdefault(text, {}).setdefault(words, {})
        ways[voice] = ways.get(voice, 0) | mask


@dataclass(frozen=True, slots=True)
class _Class:
    """Points, in one voice, at which a paragraph has the same text of its own and the same draws."""

    voice: Voice
    mask: int
    own: Format
    draws: tuple[Said, ...]

    @property
    def key(self) -> object:
        """What the texts of a class are made of, in whatever voice."""
        return self.own.template, self.draws

    @property
    def deals(self) -> int:
        """The ways in which the wordings can be dealt."""
        return prod(len(said.words) for said in self.draws)


class Finisher:
    """Finishes the paragraphs of one file of a letter."""

    def __init__(self, wordings: Wordings, file: Letter, channels: Sequence[str], registers: Sequence[str]) -> None:
        self._wordings = wordings
        self._demands = Demands(wordings, file)
        self._channels = channels
        self._registers = registers
        self._always = frozenset(_facts_of(file.required_columns))

    def finish(self, paragraph: Paragraph, *, most: int = MOST) -> Finished:
        """Return every text of a paragraph, or one with each wording where there are more than `most` deals."""
        done, classes, order = self._begun(paragraph)
        deals: Counter[str] = Counter()
        for one in classes:
            deals[one.voice.register] += one.deals
        done.bounded = max(deals.values(), default=0) > most
        enough = _enough(classes) if done.bounded else {}
        for one in classes:
            for dealt in enough.get(one.key, ()) if done.bounded else _deals(one.draws):
                if text := self._wordings.fill(one.own, dealt, one.voice):
                    done.add(text, _words(dealt, order), one.voice, one.mask)
        return done

    def seek(self, paragraph: Paragraph, texts: Container[str], words: str) -> Finished:
        """Return those of some texts that a paragraph can be, however many ways there are to deal its wordings.

        `words` are the texts as one: a wording that is not in them is in none.
        """
        done, classes, order = self._begun(paragraph)
        for one in classes:
            held = [_held(said, words) if said.draw.phrase in order else range(len(said.words))
                    for said in one.draws]  # fmt: skip
            for indexes in product(*held):
                dealt = tuple(zip(one.draws, indexes, strict=True))
                if (text := self._wordings.fill(one.own, dealt, one.voice)) in texts:
                    done.add(text, _words(dealt, order), one.voice, one.mask)
        return done

    def _begun(self, paragraph: Paragraph) -> tuple[Finished, list[_Class], list[str]]:
        """Return the classes of a paragraph's points, and its phrases in order, before any text is finished."""
        phrases = list(dict.fromkeys(one.phrase for one in names(paragraph.part.pieces) if one.phrase))
        held = (self._wordings.scope(one).phrases for one in phrases)
        within = sorted(frozenset[str]().union(*held).difference(phrases))
        own = scope_of_text(paragraph.part.pieces, self._wordings.edition)
        scope, guards = self._scope(own, [*phrases, *within])
        done = Finished(Universe(scope.facets, scope.facts, self._always), scope)
        classes: list[_Class] = []
        for voice in voices(scope, self._wordings.edition, self._channels, self._registers):
            done.occurring[voice], done.letter[voice] = self._occurring(done.universe, voice, guards)
            classes += self._classes(done, voice, paragraph, own, [*within, *phrases])
        return done, classes, phrases

    def _scope(self, own: Scope, phrases: Sequence[str]) -> tuple[Scope, tuple[str, ...]]:
        """Return what bears on a paragraph and on whether the letter is written, and the phrases that guard it."""
        scope = own | self._demands.files
        for phrase in phrases:
            scope |= self._wordings.scope(phrase)
        guards = self._demands.guards(scope, phrases)
        axes = frozenset[str]().union(*(one.axes for one in guards.values()))
        if scope.facts & self._wordings.differing:
            axes |= {"relation"}
        return scope | Scope(axes), tuple(guards)

    def _occurring(self, universe: Universe, voice: Voice, guards: Iterable[str]) -> tuple[int, int]:
        """Return the bits at which the sample has the facts and the file is written, or any file of the letter."""
        bits = universe.occurring
        for fact in universe.facts:
            if fact not in self._wordings.facts(voice.relation):
                bits &= ~universe.given(fact)
            elif fact == "sender.organisation" and voice.relation == "inhouse":
                bits &= universe.given(fact)
        bits, letter = self._demands.written(universe, voice, bits)
        refused = 0
        for phrase in guards:
            silent = self._options(phrase, universe, voice, bits).get(None, 0)
            refused |= silent & self._demands.must_speak(phrase, universe, voice, bits)
        return bits & ~refused, letter & ~refused

    def _options(self, phrase: str, universe: Universe, voice: Voice, occurring: int) -> dict[Said | None, int]:
        """Return what a phrase can say in a voice, with the bits at which it does."""
        options: dict[Said | None, int] = {}
        for (fitting, _, absent), every in self._groups(phrase, universe, voice).items():
            if mask := every & occurring:
                said = self._wordings.said(phrase, fitting, voice, universe.point(mask), absent)
                options[said] = options.get(said, 0) | mask
        return options

    def _groups(self, phrase: str, universe: Universe, voice: Voice) -> Mapping[_Group, int]:
        """Return the bits that can occur by what a phrase is chosen by: fitting sections, forms, and absent facts."""
        scope = self._wordings.scope(phrase)
        chosen = tuple(getattr(voice, axis) for axis in VOICE_AXES if axis in scope.choices)
        groups = universe.kept.setdefault((phrase, chosen), {})
        if not groups:
            together: dict[tuple[tuple[object, ...], Facets], int] = {}
            shared = scope.facts.intersection(universe.facts)
            forms = [place for place, facet in enumerate(in_order(scope.facets)) if facet in scope.forms]
            for (values, _), mask in universe.masks(scope.facets, frozenset()).items():
                if mask & universe.occurring:
                    fitting = self._wordings.fitting(phrase, voice, universe.point(mask & universe.occurring))
                    alike = (fitting, tuple(values[place] for place in forms))
                    together[alike] = together.get(alike, 0) | mask
            for there, known in universe.masks(frozenset(), shared).items():
                for alike, mask in together.items():
                    groups[*alike, shared - there[1]] = mask & known
        return groups

    def _classes(
        self, done: Finished, voice: Voice, paragraph: Paragraph, own: Scope, phrases: Iterable[str]
    ) -> Iterator[_Class]:
        """Yield the classes of the points of a voice; every point that can occur is in one of them."""
        joined: list[tuple[int, dict[str, Said | None]]] = [(done.occurring[voice], {})]
        for phrase in phrases:
            options = self._options(phrase, done.universe, voice, done.occurring[voice])
            joined = [(both, {**said, phrase: one})
                      for mask, said in joined for one, bits in options.items() if (both := mask & bits)]  # fmt: skip
        formats: dict[object, Format] = {}
        texts = done.universe.masks(own.facets, own.facts.intersection(done.universe.facts))
        for mask, said in joined:
            draws = tuple(one for one in said.values() if one is not None)
            speaking = frozenset(one.draw.phrase for one in draws)
            for layout, bits in texts.items():
                if both := mask & bits:
                    key = (layout, speaking)
                    if key not in formats:
                        absent = frozenset(done.universe.facts) - done.universe.facts_at(both)
                        at = done.universe.point(both)
                        formats[key] = self._wordings.format(paragraph, voice, at, absent, said)
                    yield _Class(voice, both, formats[key], draws)


def _facts_of(columns: Iterable[str]) -> Iterator[str]:
    """Yield the facts that are there when these columns are."""
    for name in columns:
        yield BY_NAME[name].fact if name in BY_NAME else name
        yield from (fact for fact, column in DERIVED_FACTS.items() if column == name)


def _deals(draws: Sequence[Said]) -> Iterator[Dealt]:
    """Yield every way to deal."""
    for indexes in product(*(range(len(said.words)) for said in draws)):
        yield tuple(zip(draws, indexes, strict=True))


def _enough(classes: Iterable[_Class]) -> Mapping[object, list[Dealt]]:
    """Return deals, by what is dealt from, in which every wording is at least once, and every text around them."""
    seen: set[object] = set()
    chosen: dict[object, list[Dealt]] = {}
    for one in classes:
        if one.key in chosen:
            continue
        chosen[one.key] = []
        for number in range(max((len(said.words) for said in one.draws), default=1)):
            dealt = tuple((said, number % len(said.words)) for said in one.draws)
            if not seen.issuperset((one.own.template, *dealt)):
                seen.update((one.own.template, *dealt))
                chosen[one.key].append(dealt)
    return chosen


def _held(said: Said, words: str) -> Sequence[int]:
    """Return the wordings of which the longest part without a value is in some words, whatever case it begins in."""
    parts = (_HOLE.split(one.formats.text.template.replace("%%", "%")) for one in said.draw.alternatives)
    return [index for index, texts in enumerate(parts) if max(texts, key=len)[1:] in words]


def _words(dealt: Dealt, order: Sequence[str]) -> tuple[Words, ...]:
    """Return the wordings that are said: the phrases of the text in its order, then those within them."""
    chosen = {said.draw.phrase: (said.words[index], said.draw.alternatives[index].inner) for said, index in dealt}
    own = [chosen[phrase] for phrase in order if phrase in chosen]
    within = sorted(frozenset[str]().union(*(inner for _, inner in own)).difference(order))
    return (*(words for words, _ in own), *(chosen[phrase][0] for phrase in within))
