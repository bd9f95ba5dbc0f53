"""Find in an answer what says something of one's own interview, and leave out what only seems to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from templater.judgement.reading.clauses import Clauses, divide
from templater.judgement.reading.cuebook import Cue, Cuebook, Says, Strength
from templater.judgement.reading.ratings import find_ratings
from templater.judgement.reading.words import Words
from templater.patterns import Span, outside, widest

DENIAL_REACHES = 6
"""Words from a "not" to what it denies."""

WEAKEST_FIRST: tuple[Strength, ...] = ("hint", "slight", "clear", "strong")

SUBJECT_AHEAD = 4
"""Words from what is praised to who is praised, in "lovely people, all of them"."""


class Found(NamedTuple):
    """A cue that counts: its words (none for a sign), where they stand in the text, and what they say here."""

    span: Span
    place: tuple[int, int]
    says: Says
    strength: Strength
    cue: Cue | None

    @property
    def is_hint(self) -> bool:
        """Whether it is only a clue."""
        return self.cue is not None and self.cue.is_hint


class Answer(NamedTuple):
    """An answer taken apart: its words and clauses, what was found, and what was set aside."""

    words: Words
    clauses: Clauses
    found: tuple[Found, ...]
    about_others: tuple[Span, ...]
    parts: tuple[Span, ...]
    summaries: tuple[Span, ...]


def take_apart(words: Words, book: Cuebook) -> Answer:
    """Return what an answer says, in the order of its words."""
    matches = book.index.matches(words.words, words.gaps)
    excepts = book.excepts.matches(words.words, words.gaps) if matches else {}
    roles = {owner[1:]: spans for owner, spans in matches.items() if owner[0] == " "}
    met = [
        (span, book.cues[owner])
        for owner, spans in matches.items()
        if owner[0] != " "
        for span in outside(spans, excepts.get(owner, ()))
    ]
    cues = _longest(one for one in met if not one[1].is_hint)
    within = [span for span, _ in cues]
    free = frozenset(outside((span for span, cue in met if cue.is_hint), within))
    hints = [(span, cue) for span, cue in met if cue.is_hint and span in free]
    clauses = divide(words, outside(roles.get("contrast", ()), within), outside(roles.get("then", ()), within))
    sieve = _Sieve(clauses, roles)
    asked = sieve.questions(words)
    visible = [
        (span, cue)
        for span, cue in sieve.visible(sorted((*cues, *hints), key=_place))
        if cue.says == "nothing" or not any(a <= span[0] < b for a, b in asked)
    ]
    found = [one for span, cue in visible if (one := sieve.read(words, span, cue))]
    found += [
        Found(span, words.span(*span), says, "clear", None)
        for span, says in find_ratings(words, clauses, book)
        if not sieve.is_of_others_at(span) and not any(a < span[1] and span[0] < b for a, b in within)
    ]
    found += _signs(words.text, book)
    others = tuple(span for span, cue in visible if sieve.is_of_others(span, cue))
    parts, summaries = (tuple(widest(roles.get(name, ()))) for name in ("parts", "summary"))
    return Answer(words, clauses, tuple(sorted(found, key=lambda one: one.place)), others, parts, summaries)


def _place(one: tuple[Span, Cue]) -> tuple[Span, str]:
    return one[0], one[1].code


def _longest(cues: Iterable[tuple[Span, Cue]]) -> list[tuple[Span, Cue]]:
    """Return, in order, the cues that no longer one overlaps: «no supe» is one thing and «supe» is not said."""
    taken: list[tuple[Span, Cue]] = []
    used: set[int] = set()
    for span, cue in sorted(cues, key=_precedence):
        words = range(*span)
        if used.isdisjoint(words):
            used.update(words)
            taken.append((span, cue))
    return sorted(taken, key=lambda one: one[0])


def _precedence(one: tuple[Span, Cue]) -> tuple[int, int, int, str]:
    (start, end), cue = one
    return start - end, start, WEAKEST_FIRST.index(cue.strength) * -1, cue.code


class _Sieve:
    """What the small words of an answer do to its cues."""

    def __init__(self, clauses: Clauses, roles: Mapping[str, set[Span]]) -> None:
        self.clauses = clauses
        self.denials = outside(roles.get("deny", ()), roles.get("not_denying", ()))
        self.joins = sorted(start for start, _ in roles.get("joins", ()))
        self.asks = frozenset(start for start, _ in roles.get("asks", ()))
        # of two that overlap the longer says who it is: «me pareció» is not about me
        whose = dict.fromkeys(roles.get("others", ()), False) | dict.fromkeys(roles.get("mine", ()), True)
        self.subjects = [(span[0], whose[span]) for span in widest(whose)]

    def visible(self, cues: Sequence[tuple[Span, Cue]]) -> list[tuple[Span, Cue]]:
        """Leave out what an earlier cue sets aside: a fear, a wish, another time."""
        visible: list[tuple[Span, Cue]] = []
        hidden_to = 0
        for span, cue in cues:
            if span[0] < hidden_to:
                continue
            visible.append((span, cue))
            if cue.hides:
                hidden_to = max(hidden_to, self._reach(span, cue.hides))
        return visible

    def _reach(self, span: Span, hides: str) -> int:
        last = span[1] - 1
        if hides == "clause":
            joined = bisect_left(self.joins, span[1])
            end = self.clauses.clause(last)[1]
            return min(end, self.joins[joined]) if joined < len(self.joins) else end
        return self.clauses.sentence(last)[1] if hides == "sentence" else self.clauses.sentences[-1]

    def read(self, words: Words, span: Span, cue: Cue) -> Found | None:
        """Return what a cue says here."""
        if self.is_of_others(span, cue):
            return None
        denial = self._denial(span)
        if denial is None:
            return Found(span, words.span(*span), cue.says, cue.strength, cue)
        if not cue.denied or cue.is_hint:
            return None
        whole = (denial[0], span[1])
        strength: Strength = "clear" if cue.strength == "strong" else cue.strength
        return Found(whole, words.span(*whole), cue.denied, strength, cue)

    def questions(self, words: Words) -> list[Span]:
        """Return the sentences that ask: with the mark at both ends, or a word that asks and the mark."""
        return [
            span
            for span in pairwise(self.clauses.sentences)
            if span[0] < span[1] and words.gaps[span[1]] == "?" and (span[0] in self.asks or words.is_opened(span[0]))
        ]

    def _denial(self, span: Span) -> Span | None:
        start = self.clauses.clause(span[0])[0]
        joined = bisect_left(self.joins, span[0])
        start = max(start, self.joins[joined - 1]) if joined else start
        reach = max(start, span[0] - DENIAL_REACHES)
        first = bisect_left(self.denials, (reach, 0))
        near = self.denials[first : first + DENIAL_REACHES]
        return next((denial for denial in near if denial[1] <= span[0]), None)

    def is_of_others(self, span: Span, cue: Cue) -> bool:
        """Say whether a cue that can be said of anything is said of somebody or something else."""
        return cue.about == "it" and cue.says != "nothing" and self.is_of_others_at(span)

    def is_of_others_at(self, span: Span) -> bool:
        """Say whether what stands here is said of somebody or something else."""
        behind = bisect_left(self.subjects, (span[1], False))
        if behind and self.subjects[behind - 1][0] >= self.clauses.sentence(span[0])[0]:
            return not self.subjects[behind - 1][1]
        end = min(self.clauses.sentence(span[0])[1], span[1] + SUBJECT_AHEAD)
        return behind < len(self.subjects) and self.subjects[behind][0] < end and not self.subjects[behind][1]


def _signs(text: str, book: Cuebook) -> Iterator[Found]:
    for sign, code in book.signs.items():
        at = text.find(sign)
        if at >= 0:
            cue = book.cues[code]
            yield Found((-1, -1), (at, at + len(sign)), cue.says, cue.strength, cue)
