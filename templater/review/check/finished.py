"""Finished messages for the check: each letter's file in a few situations, with the first wordings and the longest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from templater.candidate import Candidate
from templater.errors import CandidateError, Problem, TemplateError
from templater.judgement import judge
from templater.letters.conditions import refused
from templater.letters.edition import Edition
from templater.letters.judging import Judge
from templater.letters.letter import Letter
from templater.letters.manuscript import Manuscript
from templater.letters.message import Message
from templater.letters.plan import Draw, Plan
from templater.letters.planning import make_plan
from templater.review.check.origins import origin_of, origins_of_format, origins_of_letter
from templater.review.check.templates import Templates
from templater.rules.rulebook import make_rulebook

_MORE: Mapping[str, int] = {"chat": 1, "sms": 3}
"""How many more situations than one a file is written in: channels that count signs are looked at more closely, and
each wording is judged by itself besides."""

_CIRCUMSTANCES: tuple[Mapping[str, str], ...] = tuple(
    {"stage": stage, "self_assessment": said, "gap": gap, "feedback_consent": consent, "relation": relation}
    for relation in ("agency", "inhouse")
    for stage, said, gap, consent in (
        ("interview", "none", "unknown", "not_asked"),
        ("interview", "negative", "small", "requested"),
        ("final", "positive", "moderate", "declined"),
        ("interview", "negative", "none", "requested"),
        ("interview", "positive", "none", "not_asked"),
        ("screen", "mixed", "large", "requested"),
        ("application", "none", "unknown", "not_asked"),
    )
)


_UNSIGNED: Mapping[str, str] = {"agency": "", "sender_name": ""}
"""Cells whose absence makes a text longer, since other words stand in for them."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A message of a letter's file, or what kept it from being one; `said` has the formats of its wordings by place."""

    edition: Edition
    letter: Letter
    message: Message | None
    problems: tuple[Problem, ...]
    facts: tuple[str, ...]
    said: tuple[tuple[str, str], ...]

    def place_of(self, words: str, start: int = 0) -> tuple[str, int]:
        """Return the line from which some words of the text come: of a wording that was said, or of the letter itself.

        Where a value alone stands, it is the letter's first line.
        """
        body = self.letter.body.source
        origins = [one for place, text in self.said for one in origins_of_format(text, place)]
        text = self.message.text if self.message else ""
        found = origin_of(text, start, start + len(words), (*origins, *origins_of_letter(body)))
        return found or (body.file, body.line)

    @property
    def subject_place(self) -> tuple[str, int]:
        """The line of the subject."""
        return self.letter.subject.source.file, self.letter.subject.source.line


@lru_cache(maxsize=2)
def finished(templates: Templates) -> tuple[Finished, ...]:
    """Return messages of every file of every language, and of the files that a region has of its own."""
    return tuple(one for edition, name, manuscript in templates.manuscripts() for letter in manuscript.files
                 if _is_own(edition, letter) for one in _of_file(templates, edition, manuscript, letter))  # fmt: skip


def _is_own(edition: Edition, letter: Letter) -> bool:
    return edition.locale.tag in letter.body.source.file.split("/")


def _of_file(templates: Templates, edition: Edition, manuscript: Manuscript, letter: Letter) -> Iterator[Finished]:
    channels = sorted(letter.channels, key=("email", "inmail", "chat", "sms", "phone").index)
    registers = edition.locale.registers if "sms" in channels else (edition.locale.default_register,)
    for channel in channels[:1] if channels[0] == "email" else channels:
        met = 0
        for circumstance in _circumstances(channel):
            candidate = templates.candidate(edition.locale.tag, circumstance)
            if candidate is None or any(refused(letter, candidate)):
                continue
            for register in registers:
                plan = _plan(edition, manuscript, letter, candidate, channel, register)
                if plan:
                    met += register == registers[-1]
                    yield from _written(edition, letter, plan, candidate)
            if met > _MORE.get(channel, 0):
                break


def _circumstances(channel: str) -> Iterator[Mapping[str, str]]:
    for circumstance in _CIRCUMSTANCES:
        yield circumstance
        if channel == "sms":
            yield {**circumstance, **_UNSIGNED}


def _plan(
    edition: Edition, manuscript: Manuscript, letter: Letter, candidate: Candidate, channel: str, register: str
) -> Plan | None:
    judgement = judge(candidate, channel=channel, register=register)
    sizes = {name: len(fact) if isinstance(fact, tuple) else 1 for name, fact in candidate.facts.items()}
    try:
        if manuscript.letter_for(judgement.situation) is not letter:
            return None
        return make_plan(edition, manuscript, letter, judgement, sizes, None, _judge())
    except (CandidateError, TemplateError):
        return None  # a situation in which it cannot be written; the rules of situations look at those


@lru_cache(maxsize=1)
def _judge() -> Judge:
    """Return a judge without rules: the words are judged one by one."""
    return Judge(make_rulebook((), (), (), ()), "")


def _written(edition: Edition, letter: Letter, plan: Plan, candidate: Candidate) -> Iterator[Finished]:
    facts = tuple(text for fact in candidate.facts.values() for text in _texts(fact))
    for dealt in dict.fromkeys(((0,) * len(plan.draws), tuple(map(_longest, plan.draws)))):
        chosen = [draw.alternatives[index] for draw, index in zip(plan.draws, dealt, strict=True)]
        said = tuple((one.place, one.formats.text.template) for one in chosen)
        try:
            yield Finished(edition, letter, plan.write(candidate, dealt), (), facts, said)
        except CandidateError as error:
            yield Finished(edition, letter, None, error.problems, facts, said)


def _texts(fact: object) -> tuple[str, ...]:
    return tuple(map(str, fact)) if isinstance(fact, tuple) else (str(fact),)


def _longest(draw: Draw) -> int:
    sizes = [len(one.formats.text.template) for one in draw.alternatives]
    return sizes.index(max(sizes))
