"""Whatever is typed, a letter is written or refused, and judged by its screen as it is by its whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache

from fields import fields_of, octets_of

from templater.candidate import Candidate, Door
from templater.errors import CandidateError
from templater.letters import Library, Message, Wanted
from templater.letters.judging import Heard, Judge

LONGEST = 2048
LIBRARY = Library()
VOICES = (("es", "tu"), ("es", "usted"), ("es", "vos"), ("en", ""), ("es-MX", "tu"), ("en-GB", ""))
LETTERS = ("rejection", "feedback-answer", "coaching", "manager-calibration", "experience-follow-up")
TYPED = ("requirement", "evidence", "strength")
GAPS = (" ", " ", " ", ", ", ". ", "-", "/", "\n", " (", ") ", "", "\u00a0", "’", "! ", "\u0301", "@", " www.")
COMMON = {"id": "7", "first_name": "Marta", "last_name": "Ruiz", "role": "Analista", "company": "Acme",
          "sender_name": "Eva Gil", "sender_email": "eva@acme.example", "stage": "interview",
          "coaching_tip": "practicar",
          "feedback_consent": "requested", "unexpected_requirement": "SQL", "manager_name": "Ana"}  # fmt: skip
DOOR = Door()


def try_one(octets: bytes) -> None:
    choices, *fields = fields_of(octets, 4)
    first, second, third, fourth = (ord(one) for one in choices[:4].ljust(4, "\0"))
    locale, register = VOICES[first % len(VOICES)]
    typed = {name: spelt_out(field, locale) for name, field in zip(TYPED, fields, strict=True)}
    axes = {"self_assessment": ("positive", "mixed", "negative", "none")[third % 4],
            "gap": ("none", "small", "moderate", "large", "unknown")[fourth % 5]}  # fmt: skip
    candidate = DOOR.read({**COMMON, **axes, **typed})
    if isinstance(candidate, Candidate):
        check(candidate, Wanted(LETTERS[second % len(LETTERS)], locale, register=register))


def spelt_out(field: str, locale: str) -> str:
    """Return a text as it is, or one of words that the rules know, each by two characters and its gap by a third."""
    if not field.startswith("~"):
        return field
    words, signs = known_words(locale), [ord(sign) for sign in field[1:]]
    taken = zip(signs[::3], signs[1::3], signs[2::3], strict=False)
    return "".join(words[(one * 128 + two) % len(words)] + GAPS[gap % len(GAPS)] for one, two, gap in taken)


@cache
def known_words(locale: str) -> list[str]:
    rules = LIBRARY.rulebook(locale).rules.values()
    texts = [text for rule in rules for text in (*rule.fires, *rule.silent, *rule.signs)]
    return sorted(
        {word for text in texts for word in (*text.split(), *re.findall(r"\w+", text))} | {"tú", "usted", "vos"}
    )


def check(candidate: Candidate, wanted: Wanted) -> None:
    try:
        plan = LIBRARY.plan(candidate, wanted)
    except CandidateError:
        return
    dealt = plan.deal(candidate.id)
    with suppress(CandidateError):  # it is judged all the same
        assert isinstance(plan.write(candidate, dealt), Message)
    values = plan.values(candidate.facts, dealt)
    for heard in plan._listened(plan.said(dealt)):
        assert judged(plan.judge, heard, values) == read_whole(plan.judge, heard, values)


def judged(judge: Judge, heard: Heard, values: Mapping[str, str]) -> list[tuple[str, str]]:
    problems, notes = judge.judge([heard], values, frozenset())
    alone = sum(len(judge._cell(values[hole.key]).alone) for hole in heard.typed)
    told = [(one.code, str(one.values["words"])) for one in problems[alone:]]
    return sorted([*told, *(("", dict(note.values)["words"]) for note in notes)])


def read_whole(judge: Judge, heard: Heard, values: Mapping[str, str]) -> list[tuple[str, str]]:
    typed = {hole.key for hole in heard.typed}
    said = heard.format.template % {
        hole.key: values[hole.key] if hole.key in typed else "…" for hole in heard.format.holes
    }
    found = [one for one in judge.rulebook.findings(said) if one.severity != "info"]
    if judge.register:
        found += [one for one in judge.rulebook.register_leaks(said, judge.register) if one.severity != "info"]
    return sorted((one.code if one.severity == "error" else "", one.words) for one in found)


def seeds() -> list[bytes]:
    return list(_seeds())


def _seeds() -> Iterator[bytes]:
    for at, (locale, _) in enumerate(VOICES[:4]):
        for number, rule in enumerate(LIBRARY.rulebook(locale).rules.values()):
            texts = [*rule.fires, *rule.silent, *rule.fires][:3]
            choices = "".join(map(chr, (at, number % 5, number % 4, 1 + number % 3)))
            yield octets_of(choices, *texts)
            yield octets_of(
                choices, *("~" + "".join(map(chr, (number % 8, number % 128, number % 17))) * 4 for _ in texts)
            )
