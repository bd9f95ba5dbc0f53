"""Deliver into one mbox file, which mail programs import."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from templater.delivery.files import WholeFile
from templater.delivery.headers import mailbox_date
from templater.delivery.interface import Receipt
from templater.delivery.mime import Envelope, stored_message
from templater.errors import Problem, Undeliverable
from templater.letters.message import Message

_LOOKS_LIKE_FROM = re.compile(rb"^(?=>*From )", re.MULTILINE)


def mailbox_entry(stored: bytes, envelope: Envelope) -> bytes:
    """Return a stored message as it stands in a mailbox: after its From_ line, and with a blank line behind it."""
    if b"From " in stored:
        # mboxrd: one more ">" than there was, so that reading takes exactly one away.
        stored = _LOOKS_LIKE_FROM.sub(b">", stored)
    return b"From %b %b\n%b\n" % (envelope.from_address.encode(), mailbox_date(envelope.date).encode(), stored)


class Mailbox:
    """An mbox file in the mboxrd form (RFC 4155 tells of the others)."""

    needs_address = True

    def __init__(self, path: Path, *, force: bool) -> None:
        self._file = WholeFile(path, force=force)

    def __enter__(self) -> Self:
        self._file.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def deliver(self, message: Message, envelope: Envelope | None, candidate_id: str, row: int) -> Receipt:
        """Append one message."""
        if envelope is None:
            raise Undeliverable("a mailbox takes only messages with an address")
        self._file.write(mailbox_entry(stored_message(message, envelope), envelope))
        return Receipt(candidate_id, row, str(self._file.path))

    def refuse(self, candidate_id: str, row: int, problems: Sequence[Problem]) -> None:
        """A mailbox holds messages and nothing else."""
