"""Where the sections of a phrase book are chosen, and to which they lose situations that they fit as well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from templater.errors import TemplateError
from templater.review.check.families.situations import used_phrases
from templater.review.check.rule import place_of
from templater.review.check.templates import Templates
from templater.review.reach import standings


@dataclass(frozen=True, slots=True)
class Winning:
    """A section: in how many of the situations that can occur it fits and is chosen, and what is chosen instead."""

    place: str
    phrase: str
    heading: str
    letter: str
    fits: int
    wins: int
    lost: tuple[tuple[str, str, int], ...]


def winnings(templates: Templates, file: str, line: int = 0) -> Iterator[Winning]:
    """Yield how the sections of a file stand in the letters that say them; of a line, the section that it is in."""
    known = [(edition, letter, manuscript, phrase) for edition, letter, manuscript, phrase in used_phrases(templates)
             if any(place_of(one.place)[0] == file for one in phrase.sections.values())]  # fmt: skip
    headings = {number for _, _, _, phrase in known for one in phrase.sections.values()
                for name, number in (place_of(one.place),) if name == file}  # fmt: skip
    wanted = {max((number for number in headings if number <= line), default=0)} if line else headings
    found: dict[Winning, None] = {}
    for edition, letter, manuscript, phrase in known:
        with suppress(TemplateError):  # two sections fit alike, which the rules say
            for one in standings(phrase.name, manuscript, edition):
                name, number = place_of(one.section.place)
                if name == file and number in wanted and one.fits:
                    lost = tuple((other.place, other.heading, count) for other, count in one.lost_to)
                    found[Winning(one.section.place, phrase.name, one.section.heading, letter, one.fits, one.wins,
                                  lost)] = None  # fmt: skip
    yield from found
