"""How each section of a phrase stands against the others: where it fits, where it is chosen, and what outranks it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from templater.judgement import Judgement, Situation
from templater.letters.books import Phrase, Section, mentioned
from templater.letters.choosing import variant_for
from templater.letters.edition import Edition
from templater.letters.expressions import names
from templater.letters.manuscript import Manuscript
from templater.letters.planning import Planner
from templater.letters.speaking import NEEDED
from templater.review.reach.circumstances import circumstances
from templater.review.reach.scope import Scope, scope_of_files, silenced_by
from templater.review.reach.voices import voices


@dataclass(frozen=True, slots=True)
class Standing:
    """A section in the situations that can occur, counted as far as the headings of its phrase tell them apart.

    `fits` counts those that it is written for, `wins` those in which some set of facts makes it the one that is
    chosen; `lost_to` counts the others by the section that is chosen instead.
    """

    section: Section
    fits: int
    wins: int
    lost_to: tuple[tuple[Section, int], ...]


def standings(name: str, manuscript: Manuscript, edition: Edition) -> tuple[Standing, ...]:
    """Return how the sections of a phrase stand, in the order of the book.

    Situations in which the phrase must not be said, or no file of the letter is written, do not count. Raises
    TemplateError when two sections fit the same situation and name the same axes.
    """
    phrase = manuscript.book[name]
    fits: Counter[str] = Counter()
    wins: Counter[str] = Counter()
    lost: dict[str, Counter[str]] = {section.place: Counter() for section in phrase.sections.values()}
    for judgement in _occurring(phrase, manuscript, edition):
        fitting = phrase.fitting(judgement.situation)
        for section in fitting:
            fits[section.place] += 1
            chosen = _chosen(section, phrase, judgement, manuscript, edition)
            first = next(chosen, None)
            if first is section or any(one is section for one in chosen):
                wins[section.place] += 1
            elif first is not None:
                lost[section.place][first.place] += 1
    at = {section.place: section for section in phrase.sections.values()}
    return tuple(
        Standing(section, fits[place], wins[place],
                 tuple((at[other], count) for other, count in lost[place].most_common()))
        for place, section in at.items()
    )  # fmt: skip


def _occurring(phrase: Phrase, manuscript: Manuscript, edition: Edition) -> Iterator[Judgement]:
    """Yield the judgements that differ in what the headings of a phrase name."""
    named = sorted({axis for section in phrase.sections.values() for axis in section.tags.wanted})
    scope = Scope(silenced_by(phrase.name).union(named)) | scope_of_files(manuscript.files)
    met: set[tuple[object, ...]] = set()
    for voice in voices(scope, edition, manuscript.channels):
        for circumstance in circumstances(scope.facets).values():
            judgement = voice.judgement(circumstance)
            if phrase.name in judgement.silent or manuscript.letter_for(judgement.situation) is None:
                continue
            seen = tuple(getattr(judgement.situation, axis) for axis in named)
            if seen not in met:
                met.add(seen)
                yield judgement


def _chosen(
    section: Section, phrase: Phrase, judgement: Judgement, manuscript: Manuscript, edition: Edition
) -> Iterator[Section]:
    """Yield what is chosen with just the facts of each of a section's wordings; none for one that is silent."""
    for facts in _facts(section, judgement.situation, manuscript):
        planner = Planner(edition, manuscript, judgement, dict.fromkeys(facts | NEEDED, 1))
        if (found := planner.choose(phrase.name).section) is not None:
            yield found


def _facts(section: Section, situation: Situation, manuscript: Manuscript) -> Iterator[frozenset[str]]:
    """Yield the facts of each wording, alone and with all that the phrases within it can state."""
    if not section.wordings:
        yield frozenset()
    for wording in section.wordings:
        named = tuple(names(variant_for(wording, situation).pieces))
        own = frozenset(name.field for name in named if not name.phrase)
        yield own
        if inner := [manuscript.book[name.phrase] for name in named if name.phrase]:
            yield own.union(name.field for phrase in inner for name, _ in mentioned(phrase) if not name.phrase)


def never_chosen(name: str, manuscript: Manuscript, edition: Edition) -> frozenset[str]:
    """Return the places of a phrase's sections that are chosen in no situation that can occur; `any` is compulsory.

    As `standings` has it, and looking no further than until each has been chosen once.
    """
    phrase = manuscript.book[name]
    waiting = {section.place: section for values, section in phrase.sections.items() if values}
    for judgement in _occurring(phrase, manuscript, edition) if waiting else ():
        for section in [one for one in waiting.values() if one.tags.fits(judgement.situation)]:
            if any(one is section for one in _chosen(section, phrase, judgement, manuscript, edition)):
                del waiting[section.place]
        if not waiting:
            break
    return frozenset(waiting)
