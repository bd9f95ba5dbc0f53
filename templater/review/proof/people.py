"""Somebody of whom a paragraph is true: the sample recipient, put in the situations that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from templater.candidate import Candidate
from templater.errors import CandidateError
from templater.letters import Library, Message, Plan, Wanted
from templater.review.proof.sample import read, sample_cells
from templater.review.proof.sheet import Paragraph, Where, Words
from templater.review.reach.circumstances import FACETS, Circumstance, circumstances, in_order

_TOLD_APART = frozenset({"stance", "stage", "gap", "cause", "consent"})
"""Facets that are looked at even where they do not matter to a paragraph: a letter may refuse one of their values."""

_NOT_WRITTEN = frozenset({"unless", "unwritten"})
"""Problems that say that the letter is not for this situation."""


@dataclass(frozen=True, slots=True)
class Person:
    """A candidate, and the letter that is written to them."""

    candidate: Candidate
    wanted: Wanted


def people(library: Library, paragraph: Paragraph, where: Where) -> Iterator[Person]:
    """Yield people to whom a paragraph can be said, one for each situation; a letter need not be for all of them."""
    axes = dict(where.axes)
    relations = axes.get("relation", ("agency", "inhouse"))
    carriers = [
        (register, channel)
        for register, channel in paragraph.carriers
        if register in axes.get("register", (register,)) and channel in axes.get("channel", (channel,))
    ]
    for at, relation, (register, channel) in product(_situations(where), relations, carriers):
        form = axes.get("form", ("x",))[0]
        wanted = Wanted(paragraph.letter, paragraph.locale, channel, register, impersonal=True)
        yield Person(_candidate(library, paragraph.locale, at, where, relation, form), wanted)


def write_with(library: Library, paragraph: Paragraph) -> Message | None:
    """Return a whole message with a paragraph in it, or None when the sample's is over a limit of its channel."""
    for way in paragraph.ways:
        for where in way.where:
            for person in people(library, paragraph, where):
                try:
                    plan = library.plan(person.candidate, person.wanted)
                    return plan.write(person.candidate, dealt(plan, way.words))
                except CandidateError as error:
                    if error.problems[0].code not in _NOT_WRITTEN:
                        break
    return None


def dealt(plan: Plan, words: tuple[Words, ...]) -> tuple[int, ...]:
    """Return the deal of a plan in which these words are said."""
    places = {one.place for one in words}
    return tuple(
        next((index for index, one in enumerate(draw.alternatives) if one.place in places), 0) for draw in plan.draws
    )


def _situations(where: Where) -> Iterator[Circumstance]:
    axes = dict(where.axes)
    facets = _TOLD_APART.union(axes).intersection(FACETS)
    for key, at in circumstances(facets, documented="requirement" not in where.blank).items():
        if all(value in axes.get(facet, (value,)) for facet, value in zip(in_order(facets), key, strict=True)):
            yield at


def _candidate(library: Library, locale: str, at: Circumstance, where: Where, relation: str, form: str) -> Candidate:
    columns = {name: value for name, value in at.columns if value}
    cells = sample_cells(library, locale, relation) | {"form": form}
    policy = columns.pop("reapply_policy", "open")
    if "reapply_from" not in where.given and ("reapply_from" in where.blank or "reapply_policy" in dict(where.axes)):
        cells["reapply_policy"] = policy
    for fact in where.blank:
        cells.pop("agency" if fact == "sender.organisation" else fact, None)
    confirmed = columns.pop("confirmed", "yes") == "yes"
    cells |= {"external_reason": "", **columns}
    return replace(read(cells, library), confirmed=confirmed)
