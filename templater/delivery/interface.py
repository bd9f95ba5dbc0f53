"""What every destination of messages is able to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from templater.delivery.mime import Envelope
from templater.errors import Problem
from templater.letters.message import Message


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a candidate's message is once the destination closes well; "-" is the standard output."""

    id: str
    row: int
    where: str


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
