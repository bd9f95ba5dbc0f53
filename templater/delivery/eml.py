"""Deliver into a directory, one .eml file for each message."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from templater.delivery.files import WholeDirectory
from templater.delivery.interface import Receipt
from templater.delivery.mime import Envelope, write_message
from templater.errors import Problem, Undeliverable
from templater.letters.message import Message

_LONGEST_SLUG = 60


def slug(text: str) -> str:
    """Return text as part of a file name that every system takes: a-z, 0-9 and hyphens, or "".

    >>> slug("Marta Ruiz Núñez/2026")
    'marta-ruiz-nunez-2026'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:_LONGEST_SLUG].rstrip("-")


def draft_message(message: Message, envelope: Envelope) -> bytes:
    """Return a message that Outlook, and others that know its field, open for editing instead of reading."""
    return b"X-Unsent: 1\r\n" + write_message(message, envelope)


class EmlDirectory:
    """A directory of messages whose names sort like the rows they came from: 0007-marta-ruiz.eml."""

    needs_address = True

    def __init__(self, path: Path, *, force: bool, draft: bool = False) -> None:
        self._write = draft_message if draft else write_message
        self._directory = WholeDirectory(path, force=force)
        self._count = 0

    def __enter__(self) -> Self:
        self._directory.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._directory.__exit__(kind, error, trace)

    def deliver(self, message: Message, envelope: Envelope | None, candidate_id: str, row: int) -> Receipt:
        """Write one message into a file of its own."""
        if envelope is None:
            raise Undeliverable("an .eml file takes only a message with an address")
        written = self._write(message, envelope)
        name = self._new_name(candidate_id, row)
        self._directory.write(name, written)
        return Receipt(candidate_id, row, str(self._directory.path / name))

    def refuse(self, candidate_id: str, row: int, problems: Sequence[Problem]) -> None:
        """A directory holds messages and nothing else."""

    def _new_name(self, candidate_id: str, row: int) -> str:
        """The row finds the candidate in the spreadsheet; without rows, the order of the messages stands for it."""
        self._count += 1
        stem = f"{row or self._count:04d}-{slug(candidate_id)}".rstrip("-")
        name, count = f"{stem}.eml", 1
        while self._directory.holds(name):
            count += 1
            name = f"{stem}-{count}.eml"
        return name
