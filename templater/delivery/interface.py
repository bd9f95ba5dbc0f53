"""What every destination of messages is able to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Protocol, Self, runtime_checkable

from templater.candidate import Record
from templater.delivery.mime import Envelope
from templater.errors import Problem
from templater.judgement import Note
from templater.letters.message import Message


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a candidate's message is once the destination closes well; "-" is the standard output."""

    id: str
    row: int
    where: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a row, for a person who looks at the whole run.

    `status` says "held" of a message that somebody should look at first; `name` is whom it is to, and `answer` what
    the candidate wrote of their interview. `problems` say why there is no message.
    """

    row: int
    id: str
    status: Literal["written", "held", "failed", "skipped"]
    record: Record = field(default=Record())
    message: Message | None = None
    name: str = ""
    answer: str = ""
    notes: Sequence[Note] = ()
    problems: Sequence[Problem] = ()


class Destination(Protocol):
    """A place for messages, open from `with` to its end; when the block fails, nothing is left there.

    Messages and refusals come in the order of the rows. An Undeliverable from `deliver` has
    written nothing of it, so the next may follow; whoever goes on after one refuses the row instead.
    """

    @property
    def needs_address(self) -> bool:
        """Say whether a message without an envelope cannot be delivered here."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def deliver(self, message: Message, envelope: Envelope | None, candidate_id: str, row: int) -> Receipt:
        """Write one message."""

    def refuse(self, candidate_id: str, row: int, problems: Sequence[Problem]) -> None:
        """Note, where there is a place for it, that a row brought no message; `problems` is never empty."""


@runtime_checkable
class Overview(Protocol):
    """A destination that shows every row of a run, those without a message among them."""

    def show(self, entry: Entry) -> None:
        """Take down how a row ended, once it was delivered or refused."""
