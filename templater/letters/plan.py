"""A plan: what a letter says in one situation with one set of facts, ready to be dealt and written.

Choosing, inflection and Markdown depend on the situation and on which facts are there, so they are settled
here once; a row costs one digest, its values and one format for each phrase.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape

from templater.candidate import Candidate
from templater.errors import CandidateError
from templater.judgement import Situation
from templater.language import Locale
from templater.letters.addressees import destination_of
from templater.letters.judging import Judge, Spoken
from templater.letters.layout import Layout
from templater.letters.letter import LETTER_CHANNELS
from templater.letters.limits import over_limit
from templater.letters.markdown import Both, Format, Hole
from templater.letters.message import Message, Pick
from templater.letters.sms import as_sent
from templater.letters.values import Values, write_values
from templater.letters.variety import byte_for, deal_digest, table

_PAGES = ("email", "phone")
"""The channels whose text is a page and ends its last line; what others carry is counted to the last sign."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One wording in a draw, as formats, with the phrases it holds."""

    text: str
    place: str
    formats: Both
    inner: frozenset[str]


@dataclass(frozen=True, slots=True)
class Draw:
    """The equivalent wordings of a phrase in this situation."""

    phrase: str
    heading: str
    alternatives: tuple[Alternative, ...]

    def deal(self, digest: bytes) -> int:
        """Return the index of the wording that a row's digest picks."""
        wordings = tuple(alternative.text for alternative in self.alternatives)
        return table(self.phrase, wordings)[byte_for(self.phrase, digest)]


@dataclass(frozen=True)
class Plan:
    """A letter for one situation and one set of facts; `draws` has the phrases within phrases first."""

    letter: str
    locale: Locale
    situation: Situation
    addressee: str
    subject: Format
    preheader: Format
    body: Both
    draws: tuple[Draw, ...]
    layout: Layout | None
    outer: frozenset[str]
    place: str
    judge: Judge

    def deal(self, candidate_id: str, *, seed: str = "", deal: int = 0, vary: bool = False) -> tuple[int, ...]:
        """Return the index of each draw's wording for one recipient.

        At stage `application` the first wording serves for all, since someone approved it, unless `vary`.
        """
        if self.situation.stage == "application" and not vary:
            return (0,) * len(self.draws)
        digest = deal_digest(seed, candidate_id, deal)
        return tuple(draw.deal(digest) for draw in self.draws)

    def is_settled(self, *, vary: bool) -> bool:
        """Say whether every deal gives the same words."""
        settled = self.situation.stage == "application" and not vary
        return settled or all(len(draw.alternatives) == 1 for draw in self.draws)

    def words(self, dealt: tuple[int, ...]) -> tuple[str, ...]:
        """Return the wordings that were dealt and are said, by which two letters can be told apart."""
        return tuple(alternative.text for _, alternative, _ in self._said(dealt))

    def write(self, candidate: Candidate, dealt: tuple[int, ...], *, deal: int = 0) -> Message:
        """Return the finished message.

        Raises CandidateError when a value cannot stand where the letter puts it, its words may not be said, or the
        message is over a limit of its channel.
        """
        values = write_values(self.holes, candidate.facts, self.locale)
        chosen = [draw.alternatives[index] for draw, index in zip(self.draws, dealt, strict=True)]
        for draw, alternative in zip(self.draws, chosen, strict=True):
            values.say(draw.phrase, alternative.formats)
        channel = self.situation.channel
        subject = values.fill(self.subject) if channel in LETTER_CHANNELS else ""
        preheader = values.fill(self.preheader)
        text = as_sent(values.fill(self.body.text), channel)
        problems, notes = self.judge.judge(self._spoken(dealt), values.filled, self._moot(candidate))
        problems += over_limit(self.letter, channel, subject, text)
        if problems:
            raise CandidateError(problems)
        return Message(
            letter=self.letter,
            locale=self.locale.tag,
            channel=channel,
            addressee=self.addressee,
            subject=subject,
            preheader=preheader,
            text=f"{text}\n{self.layout.text_footer if self.layout else ''}" if channel in _PAGES else text,
            html=self._html(subject, preheader, values),
            situation=self.situation,
            picks=tuple(self._picks(dealt, deal)),
            to=destination_of(self.addressee, channel, candidate.facts),
            notes=tuple(notes),
        )

    def _spoken(self, dealt: tuple[int, ...]) -> Iterator[Spoken]:
        """Yield the parts of the letter as they are said."""
        yield Spoken(self.place, self.subject)
        yield Spoken(self.place, self.body.text)
        for _, alternative, _ in self._said(dealt):
            yield Spoken(alternative.place, alternative.formats.text)

    def _moot(self, candidate: Candidate) -> frozenset[str]:
        """Return what makes rules moot: the phrases that are said, and a consent that was given."""
        said = frozenset(draw.phrase for draw in self.draws)
        return said | {"share_consent"} if candidate.share_consent == "yes" else said

    def _html(self, subject: str, preheader: str, values: Values) -> str | None:
        if self.layout is None:
            return None
        body = values.fill(self.body.html)
        return self.layout.wrap(locale=self.locale.tag, subject=escape(subject), preheader=escape(preheader), body=body)

    def _picks(self, dealt: tuple[int, ...], deal: int) -> list[Pick]:
        return [
            Pick(draw.phrase, one.place, draw.heading, index + 1, len(draw.alternatives), deal)
            for draw, one, index in self._said(dealt)
        ]

    def _said(self, dealt: tuple[int, ...]) -> list[tuple[Draw, Alternative, int]]:
        """What is said: the letter's phrases in their order, then those within them; others were dealt in vain."""
        chosen = [(draw, draw.alternatives[index], index) for draw, index in zip(self.draws, dealt, strict=True)]
        own = [one for one in chosen if one[0].phrase in self.outer]
        within = frozenset[str]().union(*(alternative.inner for _, alternative, _ in own)) - self.outer
        return own + [one for one in chosen if one[0].phrase in within]

    @cached_property
    def holes(self) -> tuple[Hole, ...]:
        """Every value that some wording of this plan can need."""
        formats = [self.subject, self.preheader, self.body.text, self.body.html]
        for draw in self.draws:
            formats += [part for one in draw.alternatives for part in (one.formats.text, one.formats.html)]
        return tuple(dict.fromkeys(hole for part in formats for hole in part.holes if not hole.is_phrase))
