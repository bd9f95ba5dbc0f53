"""A plan: what a letter says in one situation with one set of facts, ready to be dealt and written.

Choosing, inflection and Markdown depend on the situation and on which facts are there, so they are settled
here once; a row costs one digest, its values and one format for each phrase.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape

from templater.candidate import Candidate, Fact
from templater.errors import CandidateError
from templater.judgement import Note, Situation
from templater.language import Locale
from templater.letters.addressees import destination_of
from templater.letters.judging import Heard, Judge
from templater.letters.layout import Layout
from templater.letters.letter import LETTER_CHANNELS
from templater.letters.limits import over_limit
from templater.letters.markdown import Both, Format
from templater.letters.message import Message, Pick
from templater.letters.sms import as_sent
from templater.letters.values import Place, Sayings, Values, phrases_asked, places_of, sayings_of
from templater.letters.variety import Table, deal_digest, table

Said = list[tuple[int, int]]

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

    def pick(self, index: int, deal: int) -> Pick:
        """Return how it came that a wording was dealt."""
        return Pick(self.phrase, self.alternatives[index].place, self.heading, index + 1, len(self.alternatives), deal)


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
    notes: tuple[Note, ...] = ()

    def deal(self, candidate_id: str, *, seed: str = "", deal: int = 0, vary: bool = False) -> tuple[int, ...]:
        """Return the index of each draw's wording for one recipient.

        At stage `application` the first wording serves for all, since someone approved it, unless `vary`.
        """
        if self.situation.stage == "application" and not vary:
            return (0,) * len(self.draws)
        digest = deal_digest(seed, candidate_id, deal)
        return tuple([one.deal(digest) for one in self._tables])

    def is_settled(self, *, vary: bool) -> bool:
        """Say whether every deal gives the same words."""
        settled = self.situation.stage == "application" and not vary
        return settled or all(len(draw.alternatives) == 1 for draw in self.draws)

    def said(self, dealt: tuple[int, ...]) -> Said:
        """Return what is said: the letter's phrases in their order, then those within them; others were dealt in vain.

        Each is a number of `draws` with that of a wording.
        """
        chosen = list(enumerate(dealt))
        if not self._inner:
            return chosen
        draws = self.draws
        own = [one for one in chosen if draws[one[0]].phrase in self.outer]
        within = frozenset[str]().union(*(draws[at].alternatives[index].inner for at, index in own)) - self.outer
        return own + [one for one in chosen if draws[one[0]].phrase in within]

    def words(self, dealt: tuple[int, ...]) -> tuple[str, ...]:
        """Return the wordings that were dealt and are said, by which two letters can be told apart."""
        return tuple([self.draws[at].alternatives[index].text for at, index in self.said(dealt)])

    def write(self, candidate: Candidate, dealt: tuple[int, ...], *, deal: int = 0) -> Message:
        """Return the finished message.

        Raises CandidateError when a value cannot stand where the letter puts it, its words may not be said, or the
        message is over a limit of its channel.
        """
        said = self.said(dealt)
        values = self._filled(candidate.facts, said)
        channel = self.situation.channel
        subject = values.fill(self.subject) if channel in LETTER_CHANNELS else ""
        preheader = values.fill(self.preheader)
        text = as_sent(values.fill(self.body.text), channel)
        problems, notes = self.judge.judge(self._listened(said), values, self._moot(candidate))
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
            picks=tuple([self._picks[at][index] for at, index in said])
            if deal == 0
            else tuple([self.draws[at].pick(index, deal) for at, index in said]),
            to=destination_of(self.addressee, channel, candidate.facts),
            notes=(*self.notes, *notes),
        )

    def values(self, facts: Mapping[str, Fact], dealt: tuple[int, ...]) -> Values:
        """Return what the holes of this plan hold for one row, with all the wordings that were dealt."""
        return self._filled(facts, list(enumerate(dealt)))

    def _filled(self, facts: Mapping[str, Fact], said: Said) -> Values:
        values = Values(self._places, facts)
        for at, index in sorted(said) if self._inner else said:  # what stands within others comes first
            for key, words in self._sayings[at][index]:
                values[key] = words % values
        return values

    def _listened(self, said: Said) -> list[Heard]:
        """Return the parts of the letter that must be looked at."""
        parts = [self._heard(one) for one in said]
        return [*self._frame, *[part for part in parts if part is not None]]

    def _heard(self, one: tuple[int, int]) -> Heard | None:
        """Listen to a wording when it is first said."""
        if one in self._known:
            return self._known[one]
        at, index = one
        wording = self.draws[at].alternatives[index]
        heard = self._known[one] = self.judge.hear(wording.place, wording.formats.text)
        return heard

    def _moot(self, candidate: Candidate) -> frozenset[str]:
        """Return what makes rules moot: the phrases that are said, and a consent that was given."""
        return self._phrases | {"share_consent"} if candidate.share_consent == "yes" else self._phrases

    def _html(self, subject: str, preheader: str, values: Values) -> str | None:
        if self.layout is None:
            return None
        body = values.fill(self.body.html)
        return self.layout.wrap(locale=self.locale.tag, subject=escape(subject), preheader=escape(preheader), body=body)

    # What follows is the same for every row, and made for the first.

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return tuple(table(draw.phrase, tuple(one.text for one in draw.alternatives)) for draw in self.draws)

    @cached_property
    def _phrases(self) -> frozenset[str]:
        return frozenset(draw.phrase for draw in self.draws)

    @cached_property
    def _inner(self) -> bool:
        """Whether some phrase stands within others."""
        return not self._phrases <= self.outer

    @cached_property
    def _frame(self) -> tuple[Heard, ...]:
        heard = (self.judge.hear(self.place, part) for part in (self.subject, self.body.text))
        return tuple(part for part in heard if part is not None)

    @cached_property
    def _known(self) -> dict[tuple[int, int], Heard | None]:
        """The wordings that were said so far, as they were heard."""
        return {}

    @cached_property
    def _picks(self) -> tuple[tuple[Pick, ...], ...]:
        """The picks of first deals, as nearly all are."""
        return tuple(tuple(draw.pick(index, 0) for index in range(len(draw.alternatives))) for draw in self.draws)

    @cached_property
    def _formats(self) -> tuple[Format, ...]:
        """Every format that may be filled; without a page there is no HTML."""
        both = (self.body, *(one.formats for draw in self.draws for one in draw.alternatives))
        pages = [one.html for one in both] if self.layout else []
        return (self.subject, self.preheader, *(one.text for one in both), *pages)

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        """Every field that some wording of this plan can need."""
        return places_of((hole for part in self._formats for hole in part.holes), self.locale)

    @cached_property
    def _sayings(self) -> tuple[tuple[Sayings, ...], ...]:
        """For each wording of each draw its words, by the keys under which some format asks for them."""
        is_page = self.layout is not None
        every = [[sayings_of(draw.phrase, one.formats, html=is_page) for one in draw.alternatives]
                 for draw in self.draws]  # fmt: skip
        formats = [part.template for part in self._formats]
        formats += [words for draw in every for sayings in draw for _, words in sayings]
        asked = {key for words in formats for key in phrases_asked(words)}
        return tuple(tuple(tuple(one for one in sayings if one[0] in asked) for sayings in draw) for draw in every)
