"""The whole catalogue: every letter in every voice, channel and situation that can make a difference to its words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from itertools import product

from situations import (
    ALL,
    CONSENTS,
    FOR_ANY_LETTER,
    FREE,
    GAPS,
    LIBRARY,
    RELATIONS,
    SELF,
    STAGES,
    VOICES,
    Case,
    Written,
    write,
)

from templater.candidate import Candidate
from templater.judgement import Judgement, judge
from templater.letters.books import mentioned
from templater.letters.manuscript import Manuscript

FULL = os.environ.get("TEMPLATER_JUDGES") == "required"
LETTERS = tuple(LIBRARY.letters())
EVERYTHING = ALL.union(FREE["es"], FOR_ANY_LETTER)
"""Every fact but a call: it would leave no letter that does not refer to one."""

REFUSED: list[tuple[Case, str]] = []


@cache
def used_axes(locale: str, letter: str) -> frozenset[str]:
    """Return the axes that can make a difference to a letter: those that its files, phrases and words name."""
    edition = LIBRARY.edition(locale)
    manuscript = edition.manuscript(letter)
    axes = {axis for one in manuscript.files for axis in one.tags.wanted}
    axes |= {column for one in manuscript.files for column, _ in one.unless}
    for name in reachable(manuscript):
        for section in manuscript.book[name].sections.values():
            axes |= set(section.tags.wanted)
            axes |= {axis for one in section.wordings for form in one.variants for axis in form.tags.wanted}
    return frozenset(axes | {"relation"})


def reachable(manuscript: Manuscript) -> frozenset[str]:
    """Return the phrases that a letter can say."""
    seen: set[str] = set()
    waiting = [name for one in manuscript.files for name in one.phrases]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += [inner.phrase for inner, _ in mentioned(manuscript.book[name]) if inner.phrase]
    return frozenset(seen)


@cache
def phrases_of(locale: str, letter: str) -> frozenset[str]:
    """Return the phrases that a letter can say in a locale."""
    return reachable(LIBRARY.edition(locale).manuscript(letter))


def signature(case: Case) -> tuple[object, ...]:
    """Return what two cases must share to get the same words."""
    judgement = _judged(case)
    axes, phrases = used_axes(case.locale, case.letter), phrases_of(case.locale, case.letter)
    situation = {**judgement.situation.as_dict(), "feedback_consent": case.consent}
    values = tuple((axis, situation[axis]) for axis in sorted(axes) if axis in situation)
    return case.letter, case.channel, values, judgement.silent & phrases, judgement.required & phrases, bool(case.facts)


def _judged(case: Case) -> Judgement:
    """Judge a case without taking a candidate through the door: there are a hundred thousand of them."""
    known = bool(case.facts & ALL)
    light = Candidate(
        id="7", locale=case.locale, facts=dict.fromkeys(case.facts, ""), self_assessment=case.said, gap=case.gap,
        feedback_consent=case.consent, relation=case.relation, stage=case.stage,
        reapply_policy="open" if known else "none", decision_by="human_assisted" if known else "human",
    )  # fmt: skip
    return judge(light, channel=case.channel, register=case.register)


def required(letter: str) -> frozenset[str]:
    """Return the facts without which a letter is refused, whatever the channel."""
    manuscript = LIBRARY.edition("es").manuscript(letter)
    columns = {column for one in manuscript.files for column in one.required_columns}
    return frozenset(columns) & EVERYTHING


@cache
def differing() -> tuple[Case, ...]:
    """Return, in the first voice of each language, one case for each different signature."""
    found: dict[tuple[object, ...], Case] = {}
    for locale, register in VOICES[:2]:
        for letter in LETTERS:
            for case in products(locale, register, letter):
                found.setdefault((locale, *signature(case)), case)
    return tuple(found.values())


def products(locale: str, register: str, letter: str) -> Iterator[Case]:
    """Yield the full product of the axes for one letter in one voice, with all facts and with those it requires."""
    channels = LIBRARY.edition(locale).manuscript(letter).channels
    facts = (EVERYTHING, required(letter))
    for channel, relation, said, gap, stage, consent, known in product(
        channels, RELATIONS, SELF, GAPS, STAGES, CONSENTS, facts
    ):
        if (letter, channel) != ("rejection", "email"):  # which situations.py goes through with every fact and cause
            yield Case(letter, locale, register, said, gap, "", consent, relation, stage, known, channel)


@cache
def catalogue() -> tuple[Written, ...]:
    """Write every differing case in every voice of its language."""
    return tuple(write(spoken(), REFUSED))


def chosen() -> Iterator[Case]:
    """Yield the differing cases: all of them where the judges are required, else one in six and the first of a kind."""
    met = set()
    for number, case in enumerate(differing()):
        kind = (case.letter, case.language, case.channel, case.relation, case.consent, case.stage == "application",
                case.facts == EVERYTHING)  # fmt: skip
        if FULL or number % 6 == 0 or kind not in met:
            met.add(kind)
            yield case


def spoken() -> Iterator[Case]:
    """Yield every case that is chosen in its own voice, and in the others where all is documented."""
    for case in chosen():
        for locale, register in VOICES:
            if locale.partition("-")[0] != case.language:
                continue
            if (locale, register) == (case.locale, case.register) or case.facts == EVERYTHING:
                yield Case(case.letter, locale, register, case.said, case.gap, case.cause, case.consent, case.relation,
                           case.stage, case.facts, case.channel)  # fmt: skip
