"""Choose what a phrase says in a situation: the section that wins, and the wordings in the draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from templater.errors import TemplateError
from templater.judgement import Situation
from templater.letters.books import Phrase, Section, Variant, Wording
from templater.letters.expressions import Name


@dataclass(frozen=True, slots=True)
class Spoken:
    """A wording in the form that a situation asks for: text, the facts it states, the phrases inside it."""

    wording: Wording
    variant: Variant
    pieces: tuple[str | Name, ...]
    facts: frozenset[str]
    inner: frozenset[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """The section that won, and its wordings in the draw; None and none when the phrase is silent.

    `lacking` holds the facts that would have made a silent phrase speak, `withheld` what would have been in the draw
    or before it, were it approved.
    """

    section: Section | None
    draw: tuple[Spoken, ...]
    lacking: frozenset[str] = frozenset()
    withheld: tuple[Spoken, ...] = ()

    @property
    def would_speak(self) -> bool:
        """Whether the phrase speaks, or would if its wordings were approved."""
        return bool(self.draw or self.withheld)

    @property
    def dropped(self) -> frozenset[str]:
        """The facts that are not stated because the wordings that state them are not approved.

        In the section that speaks, a wording would have been there in another's place only if it stated more.
        """
        own = frozenset(map(id, self.section.wordings)) if self.section else frozenset()
        pairs = ((one.facts, other) for one in self.draw for other in self.withheld)
        return frozenset().union(*(other.facts - facts for facts, other in pairs
                                   if facts < other.facts or id(other.wording) not in own))  # fmt: skip


Speak = Callable[[Section], Sequence[Spoken]]
May = Callable[[Section, Spoken], bool]


def _may(_section: Section, _spoken: Spoken) -> bool:
    return True


def choose(
    phrase: Phrase,
    situation: Situation,
    facts: frozenset[str],
    speaks: Callable[[str], bool],
    speak: Speak,
    may: May = _may,
) -> Choice:
    """Return what a phrase says: the winning section and the eligible wordings that are no fallback.

    `facts` are those that are there, `speaks` says whether a phrase within is not silent, `may` whether a wording
    may be said at all: one that may not is as good as not there.
    """
    lacking: frozenset[str] = frozenset()
    withheld: tuple[Spoken, ...] = ()
    for section in _by_rank(phrase, situation):
        if not section.wordings:
            return Choice(section, (), lacking, withheld)
        spoken = speak(section)
        eligible = [one for one in spoken if one.facts <= facts and all(map(speaks, one.inner))]
        drawn = [one for one in eligible if may(section, one)]
        withheld += tuple(one for one in eligible if len(drawn) < len(eligible) and one not in drawn)
        if drawn:
            return Choice(section, tuple(_without_fallbacks(drawn)), withheld=withheld)
        lacking |= frozenset().union(*(one.facts - facts for one in spoken))
    return Choice(None, (), lacking, withheld)


def _by_rank(phrase: Phrase, situation: Situation) -> Iterator[Section]:
    """Yield the sections that fit, the one that names the earlier axis first (MessageFormat 2, best match)."""
    fitting = sorted(phrase.fitting(situation), key=lambda section: section.tags.rank, reverse=True)
    for one, other in pairwise(fitting):
        if one.tags.rank == other.tags.rank:
            raise TemplateError(
                "in the phrase '{phrase}', '{one}' and '{other}' ({at}) fit the same situation "
                "and name the same axes",
                place=one.place, one=one.heading, other=other.heading, at=other.place, phrase=phrase.name,
            )  # fmt: skip
    yield from fitting


def _without_fallbacks(eligible: Sequence[Spoken]) -> Iterator[Spoken]:
    """Leave out wordings that state less than another: a documented fact is never dropped by chance."""
    for one in eligible:
        if not any(one.facts < other.facts for other in eligible):
            yield one


def variant_for(wording: Wording, situation: Situation) -> Variant:
    """Return the form of a wording for a situation: the most specific one that fits, else the sentence itself."""
    first, *tagged = wording.variants
    fitting = [variant for variant in tagged if variant.tags.fits(situation)]
    best = max(fitting, key=lambda variant: variant.tags.rank, default=first)
    for other in fitting:
        if other is not best and other.tags.rank == best.tags.rank:
            raise other.source.error("this form and that of line {first} fit the same situation and name the same axes",
                                     first=best.source.line)  # fmt: skip
    return best
