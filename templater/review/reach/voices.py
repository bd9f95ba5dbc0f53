"""Who writes to whom, and by what: the axes that every circumstance can have any value of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from templater.judgement import AXES, Judgement
from templater.letters.edition import Edition
from templater.review.reach.circumstances import Circumstance
from templater.review.reach.scope import Scope


@dataclass(frozen=True, slots=True)
class Voice:
    """One value on each of the axes of the voice."""

    channel: str
    relation: str
    register: str
    form: str

    def judgement(self, circumstance: Circumstance) -> Judgement:
        """Return how to write in a circumstance with this voice."""
        return _judgement(self, circumstance)


@lru_cache(maxsize=32768)
def _judgement(voice: Voice, circumstance: Circumstance) -> Judgement:
    judgement = circumstance.judgement(voice.channel)
    spoken = replace(judgement.situation, relation=voice.relation, register=voice.register, form=voice.form)
    return replace(judgement, situation=spoken)


def voices(scope: Scope, edition: Edition, channels: Sequence[str], registers: Sequence[str] = ()) -> Iterator[Voice]:
    """Yield the voices that some words can tell apart; where they cannot, the first of each axis stands for all.

    `channels` are those to look at; `registers` limits those of the locale.
    """
    spoken = [one for one in edition.locale.registers if not registers or one in registers]
    values = (channels, AXES["relation"][::-1], spoken, AXES["form"][::-1])
    axes = (known if axis in scope.axes else known[:1] for axis, known in zip(Voice.__slots__, values, strict=True))
    for channel, relation, register, form in product(*axes):
        yield Voice(channel, relation, register, form)
