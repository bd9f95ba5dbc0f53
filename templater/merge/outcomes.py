"""What a run is asked for, and what can become of a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from templater.candidate import Candidate, Record
from templater.errors import Problem
from templater.judgement import Note, Reviewed
from templater.letters import Message


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked for.

    `defaults` fills blank cells by column, `letter`, `locale`, `channel` and `register` among them; `as_email`
    says that the letters leave as e-mail, for which every row needs two addresses. `seed` and `vary` choose how
    wordings are dealt; `impersonal` insists on rejections after an interview without a reason or a person's name.
    `reviewed` is what a person says that answers say, by `answer_key`.
    """

    defaults: Mapping[str, str] = field(default_factory=dict)
    as_email: bool = False
    seed: str = ""
    vary: bool = False
    impersonal: bool = False
    reviewed: Mapping[tuple[str, str], Reviewed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A row that became a message, with what its recruiter should know; `record` is the row as it came."""

    row: int
    candidate: Candidate
    message: Message
    notes: tuple[Note, ...]
    record: Record = field(default=Record(), repr=False, compare=False)

    @property
    def is_held(self) -> bool:
        """Whether a person should look first: the candidate's own words leave open what they say."""
        reading = self.message.reading
        return reading is not None and not reading.is_sure and not self.candidate.confirmed


@dataclass(frozen=True, slots=True)
class Failed:
    """A row that did not, with everything that is wrong with it."""

    row: int
    id: str
    problems: tuple[Problem, ...]
    record: Record = field(default=Record(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that the letter is not for, such as that of somebody who was hired."""

    row: int
    id: str
    status: str
    record: Record = field(default=Record(), repr=False, compare=False)


Outcome = Drafted | Failed | Skipped
