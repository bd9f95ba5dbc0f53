"""Deliver into one file that is written when all rows are known: a sheet, or a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from templater.delivery.files import WholeFile, check_destination
from templater.delivery.interface import Entry, Receipt
from templater.delivery.mime import Envelope
from templater.delivery.spool import Spool
from templater.errors import Problem
from templater.letters.message import Message


class Form(Protocol):
    """What a file of rows looks like."""

    def check(self, message: Message) -> None:
        """Raise Undeliverable when a message cannot stand in it."""

    def put_aside(self, entry: Entry, spool: Spool) -> None:
        """Keep a row until all are known."""

    def finished(self, spool: Spool) -> Iterator[bytes]:
        """Yield the file."""


class Gathering:
    """A file of all the rows of a run; one in which no row became a message is not made."""

    needs_address = False

    def __init__(self, path: Path, form: Form, *, force: bool) -> None:
        self._path = path
        self._form = form
        self._force = force
        self._kept = False
        self._spool: Spool | None = None

    def __enter__(self) -> Self:
        check_destination(self._path, force=self._force)
        self._spool = Spool(self._path)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._spool is not None
        try:
            if error is None and self._kept:
                self._write(self._spool)
        finally:
            self._spool.close()

    def _write(self, spool: Spool) -> None:
        with WholeFile(self._path, force=self._force) as file:
            for chunk in self._form.finished(spool):
                file.write(chunk)

    def deliver(
        self,
        message: Message,
        envelope: Envelope | None,  # noqa: ARG002  # the interface
        candidate_id: str,
        row: int,
    ) -> Receipt:
        """Accept a message, which `show` brings with its row."""
        self._form.check(message)
        self._kept = True
        return Receipt(candidate_id, row, str(self._path))

    def refuse(self, candidate_id: str, row: int, problems: Sequence[Problem]) -> None:
        """Leave it to `show`, which brings the row."""

    def show(self, entry: Entry) -> None:
        """Put a row aside."""
        assert self._spool is not None
        self._form.put_aside(entry, self._spool)
