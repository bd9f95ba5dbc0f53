"""Gather the finished texts of a letter's files into paragraphs, each of them once, with what leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from templater.candidate.columns import BY_FACT
from templater.judgement import AXES
from templater.letters.paragraphs import Paragraph as Passage
from templater.review.proof.covering import Axis, Box, cover
from templater.review.proof.finishing import Finished
from templater.review.proof.sheet import Paragraph, Way, Where, Words
from templater.review.reach.circumstances import FACETS
from templater.review.reach.scope import VOICE_AXES
from templater.review.reach.voices import Voice

AXIS_ORDER = tuple(dict.fromkeys((*AXES, *FACETS)))
"""The order in which the axes of a situation are told."""


class Assembler:
    """Gathers the paragraphs of one letter in one locale."""

    def __init__(self, letter: str, locale: str, channels: Sequence[str]) -> None:
        self._letter = letter
        self._locale = locale
        self._channels = tuple(channels)
        self._gathered: dict[str, Paragraph] = {}

    def add(
        self, passage: Passage, key: str, done: Finished, *, channels: Sequence[str], registers: Sequence[str]
    ) -> None:
        """Add what a passage can be; `key` names it, and `channels` and `registers` are those it was finished for."""
        describer = _Describer(done, tuple(channels) if tuple(channels) != self._channels else ())
        for text, ways in done.found.items():
            voices = dict.fromkeys(voice for leading in ways.values() for voice in leading)
            found = Paragraph(
                self._letter, self._locale, (key,), passage.place, text,
                carriers=tuple(dict.fromkeys(carriers_of(voices, done, channels, registers))),
                ways=tuple(Way(words, tuple(describer.where(leading))) for words, leading in ways.items()),
            )  # fmt: skip
            known = self._gathered.get(text)
            self._gathered[text] = found if known is None else _merged(known, found)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs so far, in the order in which they came."""
        return tuple(self._gathered.values())


def _merged(one: Paragraph, other: Paragraph) -> Paragraph:
    """Return a paragraph that stands in two places of a letter, or in two of its files, as one."""
    where: dict[tuple[Words, ...], dict[Where, None]] = {}
    for way in (*one.ways, *other.ways):
        where.setdefault(way.words, {}).update(dict.fromkeys(way.where))
    ways = tuple(Way(words, tuple(places)) for words, places in where.items())
    passages = tuple(dict.fromkeys((*one.passages, *other.passages)))
    return replace(one, passages=passages, carriers=tuple(dict.fromkeys((*one.carriers, *other.carriers))), ways=ways)


def carriers_of(
    voices: Iterable[Voice], done: Finished, channels: Sequence[str], registers: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield registers with channels; an axis on which nothing depends has all of its values."""
    for voice in voices:
        for register in (voice.register,) if "register" in done.scope.axes else registers:
            for channel in (voice.channel,) if "channel" in done.scope.axes else channels:
                yield register, channel


class _Describer:
    """Says where the bits of a passage are; `channels` are those of its file, if other files have others."""

    def __init__(self, done: Finished, channels: tuple[str, ...]) -> None:
        self._done = done
        self._channels = channels
        self._axes = list(done.universe.axes())
        self._voices = list(done.occurring)
        self._voice_axes = [(axis, self._by_value(axis)) for axis in VOICE_AXES if axis in done.scope.axes]
        self._boxes: dict[tuple[int, int], list[Box]] = {}

    def _by_value(self, axis: str) -> Axis:
        found: dict[str, int] = {}
        for number, voice in enumerate(self._voices):
            value = getattr(voice, axis)
            found[value] = found.get(value, 0) | 1 << number
        return found

    def where(self, leading: Mapping[Voice, int]) -> Iterator[Where]:
        """Yield what leads to a text: in which circumstances, with which facts, in which voices."""
        together: dict[tuple[int, int], int] = {}
        for voice, mask in leading.items():
            key = (mask, self._done.letter[voice])
            together[key] = together.get(key, 0) | 1 << self._voices.index(voice)
        everybody = (1 << len(self._voices)) - 1
        for (mask, occurring), voices in together.items():
            if (mask, occurring) not in self._boxes:
                self._boxes[mask, occurring] = cover(mask, occurring, [axis for _, axis in self._axes])
            for spoken in cover(voices, everybody, [axis for _, axis in self._voice_axes]):
                for box in self._boxes[mask, occurring]:
                    yield self._told(box, spoken)

    def _told(self, box: Box, spoken: Box) -> Where:
        axes: list[tuple[str, tuple[str, ...]]] = []
        facts: dict[str, list[str]] = {"given": [], "blank": []}
        for (name, _), values in (*zip(self._axes, box, strict=True), *zip(self._voice_axes, spoken, strict=True)):
            if values is None:
                continue
            if name in self._done.universe.facts:
                facts[values[0]].append(BY_FACT[name].name if name in BY_FACT else name)
            else:
                axes.append((name, values))
        if self._channels and "channel" not in dict(axes):
            axes.append(("channel", self._channels))
        axes.sort(key=lambda axis: AXIS_ORDER.index(axis[0]))
        return Where(tuple(axes), tuple(facts["given"]), tuple(facts["blank"]))
