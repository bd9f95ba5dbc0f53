"""What must hold of a person before a letter is written to them: status, stage, a reason and a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from templater.candidate import Candidate, Fact
from templater.errors import Problem
from templater.judgement import AFTER_AN_INTERVIEW, Judgement
from templater.letters.letter import Letter
from templater.letters.manuscript import Manuscript

REASONS = ("requirement", "evidence")
"""The facts of which a rejection after an interview needs one, unless an outside cause is documented."""

STATUS = "status"
"""The code of the problem that a letter is not for people of this status: they are skipped, not failed."""


def not_for_status(manuscript: Manuscript, status: str) -> Iterator[Problem]:
    """Say whether a letter is not for a person's status: a verdict is for people who were turned down.

    A withdrawn candidate who gets a rejection is the worst of mistakes (Greenhouse and Ashby keep the two
    reasons apart for that).
    """
    if status and manuscript.refuses and status != "rejected":
        yield Problem("'{found}': only people who were turned down get this letter", STATUS, "status",
                      {"found": status})  # fmt: skip
    elif status and all((STATUS, status) in letter.unless for letter in manuscript.files):
        yield Problem("'{found}': this letter is not for them", STATUS, "status", {"found": status})


def refused(letter: Letter, candidate: Candidate) -> Iterator[Problem]:
    """Say which values of a candidate the letter's `Unless:` refuses."""
    for column, value in letter.unless:
        if column != STATUS and getattr(candidate, column) == value:
            yield Problem("'{found}': this letter is not written then", "unless", column, {"found": value})


def impersonal(letter: Letter, judgement: Judgement, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Say what a verdict after an interview lacks: a documented reason, and a person who signs.

    After an interview a template without either is what candidates resent most (Talent Board 2021).
    """
    said = "verdict" in letter.phrases and "verdict" not in judgement.silent
    if not said or judgement.situation.stage not in AFTER_AN_INTERVIEW:
        return
    if not judgement.situation.cause and not any(fact in facts for fact in REASONS):
        yield Problem("after an interview a rejection needs a requirement, what was seen (evidence) or an external "
                      "reason", "impersonal", "requirement")  # fmt: skip
    if "sender.name" not in facts:
        yield Problem("after an interview a rejection is signed by a person", "impersonal", "sender_name")
