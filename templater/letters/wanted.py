"""Which letter is wanted for a candidate, and how it is to be written."""

from __future__ import annotations

from dataclasses import dataclass

from templater.judgement import Judgement
from templater.letters.plan import Plan


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letter for a candidate, after the row, the options and the defaults have spoken.

    `impersonal` insists on a rejection after an interview without a documented reason or a person's name.
    """

    letter: str
    locale: str
    channel: str = "email"
    register: str = ""
    impersonal: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What is the same for all candidates with the same choices, of whom the same facts are known."""

    judgement: Judgement
    plan: Plan
