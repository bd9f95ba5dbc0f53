"""Find the words that must not be in a letter, and say why and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Literal

from templater.patterns import Lexicon, Marks, Match, Pattern, Span, Typed, outside, read_typed

Severity = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""An error stops the letter; a warning asks somebody to look; the rest is for whoever wants to write better."""

KINDS = ("protected", "comparison", "fit", "promise", "conduct", "data", "style", "draft")
"""What a rule is about: what the law protects, other candidates, the person instead of the task, what nobody can
promise, how we behave (blame, refusals, accusations), personal data, how it reads, and drafts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of a text that a rule is about; `words` as they were typed, `place` is the rule's file and line."""

    code: str
    kind: str
    severity: Severity
    words: str
    why: str
    instead: str
    place: str


@dataclass(frozen=True, slots=True)
class WordRule:
    """What must not be in a letter; `off` names the fact or phrase that makes the rule moot.

    `alone` is found only where it is all that somebody typed: a requirement that says "man", and no more.
    """

    code: str
    kind: str
    severity: Severity
    words: tuple[Pattern, ...]
    alone: tuple[Pattern, ...]
    signs: tuple[str, ...]
    excepts: tuple[Pattern, ...]
    match: Match
    off: str
    why: str
    instead: str
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    source: str
    place: str

    def finding(self, words: str) -> Finding:
        """Return what to tell whoever typed these words."""
        return Finding(self.code, self.kind, self.severity, words, self.why, self.instead, self.place)


@dataclass(frozen=True, slots=True)
class Register:
    """The marks of one way to speak to somebody: the strong are nothing else, the weak may be."""

    name: str
    strong: tuple[Pattern, ...]
    weak: tuple[Pattern, ...]
    excepts: tuple[Pattern, ...]
    why: str
    instead: str
    place: str


@dataclass(frozen=True, slots=True)
class Person:
    """What in a candidate's reply means that a person must answer it, not a letter."""

    code: str
    words: tuple[Pattern, ...]
    excepts: tuple[Pattern, ...]
    why: str
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A locale's rules, the marks of its registers, what a person must answer, and what is said once."""

    rules: Mapping[str, WordRule]
    registers: Mapping[str, Register]
    persons: Mapping[str, Person]
    once: tuple[Pattern, ...]
    _rules: Lexicon = field(repr=False, compare=False)
    _alone: Lexicon = field(repr=False, compare=False)
    _registers: Lexicon = field(repr=False, compare=False)
    _persons: Lexicon = field(repr=False, compare=False)
    _once: Lexicon = field(repr=False, compare=False)
    _beginnings: re.Pattern[str] = field(repr=False, compare=False)

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Return what the rules find in a text, in the order of the text; each rule says it once."""
        typed = read_typed(text)
        found = [(typed.offset(spans[0][0]), code, spans[0]) for code, spans in self._rules.find(typed).items()]
        said = {code: (offset, typed.between(*span)) for offset, code, span in found}
        for code, offset, sign in _find_signs(self.rules.values(), typed.text):
            if code not in said or offset < said[code][0]:
                said[code] = (offset, sign)
        ordered = sorted((offset, code, words) for code, (offset, words) in said.items())
        return tuple(self.rules[code].finding(words) for _, code, words in ordered)

    def alone(self, typed: Typed) -> tuple[Finding, ...]:
        """Return what the rules find where it is all that somebody typed: one word in a cell can be a reason."""
        found = self._alone.whole(typed)
        if not found:
            return ()
        words = typed.between(0, len(typed.words()))
        return tuple(self.rules[code].finding(words) for code in sorted(set(found)))

    def notable(self, register: str) -> Lexicon:
        """Return the words of which a letter in a register, or "", may stop, or must be looked at, exceptions aside."""
        return Lexicon(
            (
                *(Marks(rule.code, rule.words) for rule in self.rules.values() if rule.severity != "info"),
                *(Marks(one.name, one.strong) for one in self.registers.values() if register not in ("", one.name)),
            )
        )

    def may_hold_sign(self, text: str) -> bool:
        """Say whether a sign that a rule looks for may begin in a text."""
        return self._beginnings.search(text) is not None

    def may_end_in_sign(self, text: str) -> bool:
        """Say whether a text ends as a sign that a rule looks for begins, so that what follows may make it whole."""
        end = text.casefold()
        signs = (sign.casefold() for rule in self.rules.values() for sign in rule.signs if not range_of(sign))
        return any(end.endswith(sign[:size]) for sign in signs for size in range(1, len(sign)))

    def register_leaks(self, text: str, register: str) -> tuple[Finding, ...]:
        """Return the marks of every other register that are no marks of this one, each different one once.

        A strong mark is an error. A weak one ("su" in a letter in tú) is mostly a third person.
        """
        typed = read_typed(text)
        marks = self._registers.find(typed)
        own = [*marks.pop(_mark(register, "strong"), ()), *marks.pop(_mark(register, "weak"), ())]
        leaks: dict[Span, Finding] = {}
        strong: list[Span] = []
        for name, strength in ((name, strength) for strength in ("strong", "weak") for name in self.registers):
            spans = outside(marks.get(_mark(name, strength), ()), [*own, *strong] if strength == "weak" else own)
            strong += spans if strength == "strong" else ()
            for span in spans:
                leaks.setdefault(span, self._leak(name, strength, typed.between(*span)))
        each: dict[str, Finding] = {}
        for _, leak in sorted(leaks.items(), key=itemgetter(0)):
            each.setdefault(leak.words.casefold(), leak)
        return tuple(each.values())

    def _leak(self, name: str, strength: str, words: str) -> Finding:
        register = self.registers[name]
        severity: Severity = "error" if strength == "strong" else "info"
        return Finding("register", "register", severity, words, register.why, register.instead, register.place)

    def person_matters(self, text: str) -> tuple[Finding, ...]:
        """Return what in a candidate's reply a person must answer, in the order of the text."""
        typed = read_typed(text)
        found = sorted((spans[0], code) for code, spans in self._persons.find(typed).items())
        return tuple(
            Finding(code, "person", "error", typed.between(*span), one.why, "", one.place)
            for span, code in found
            for one in (self.persons[code],)
        )

    def repeated(self, text: str) -> tuple[str, ...]:
        """Return what stands twice or more in a text and may be said only once, as it was typed first."""
        typed = read_typed(text)
        found = sorted(spans for spans in self._once.find(typed).values() if len(spans) > 1)
        return tuple(typed.between(*spans[0]) for spans in found)


def make_rulebook(
    rules: Iterable[WordRule], registers: Iterable[Register], persons: Iterable[Person], once: Iterable[Pattern]
) -> Rulebook:
    """Return a rulebook that can look for all of it."""
    by_code = {rule.code: rule for rule in rules}
    by_name = {register.name: register for register in registers}
    matters = {person.code: person for person in persons}
    said_once = tuple(once)
    return Rulebook(
        by_code,
        by_name,
        matters,
        said_once,
        Lexicon(Marks(rule.code, rule.words, rule.excepts) for rule in by_code.values()),
        Lexicon(Marks(rule.code, rule.alone) for rule in by_code.values() if rule.alone),
        Lexicon(_register_marks(by_name.values())),
        Lexicon(Marks(one.code, one.words, one.excepts) for one in matters.values()),
        Lexicon(Marks(pattern.text, (pattern,)) for pattern in said_once),
        _beginnings(by_code.values()),
    )


def _register_marks(registers: Iterable[Register]) -> Iterator[Marks]:
    for register in registers:
        yield Marks(_mark(register.name, "strong"), register.strong, register.excepts)
        yield Marks(_mark(register.name, "weak"), register.weak, register.excepts)


def _mark(register: str, strength: str) -> str:
    return f"{register} {strength}"


def _find_signs(rules: Iterable[WordRule], text: str) -> Iterator[tuple[str, int, str]]:
    for rule in rules:
        if rule.signs and (found := _expression(rule.signs).search(text)):
            yield rule.code, found.start(), found[0]


@lru_cache(maxsize=128)
def _expression(signs: tuple[str, ...]) -> re.Pattern[str]:
    """Return an expression without quantifiers, so it cannot run away."""
    return re.compile("|".join(map(_sign, signs)), re.IGNORECASE)


def _beginnings(rules: Iterable[WordRule]) -> re.Pattern[str]:
    """Return an expression for the characters with which the signs of rules begin."""
    signs = {sign for rule in rules for sign in rule.signs}
    begins = {_sign(sign).strip("[]") if range_of(sign) else re.escape(sign[0]) for sign in signs}
    return re.compile(f"[{''.join(sorted(begins))}]" if begins else r"(?!)", re.IGNORECASE)


def _sign(sign: str) -> str:
    ends = range_of(sign)
    return f"[{re.escape(ends[0])}-{re.escape(ends[1])}]" if ends else re.escape(sign)


def range_of(sign: str) -> tuple[str, str] | None:
    """Return the ends of a range; what can be typed on any keyboard, such as :-), is none.

    >>> range_of("☀-➿"), range_of(":-)")
    (('☀', '➿'), None)
    """
    if len(sign) == 3 and sign[1] == "-" and not sign[0].isascii() and not sign[2].isascii():
        return sign[0], sign[2]
    return None
