"""Write which wordings each letter of a run got, to a file beside its destination."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import Self

from templater.cli.own_file import own_file
from templater.delivery import WholeFile, json_line, pick_fields
from templater.merge import Drafted, Outcome


class Picks:
    """A file of JSON lines, one for each letter that was delivered; without a target, nothing.

    `others` are the files that the run reads or writes besides.
    """

    def __init__(self, target: str | None, others: Iterable[str], *, force: bool) -> None:
        path = own_file("--picks", target, others, force=force) if target is not None else None
        self._file = WholeFile(path, force=force) if path else None

    def __enter__(self) -> Self:
        if self._file:
            self._file.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.__exit__(kind, error, trace)

    def hear(self, outcome: Outcome) -> None:
        """Hear how a row ended."""
        if self._file and isinstance(outcome, Drafted):
            message = outcome.message
            fields = {"id": outcome.candidate.id, "row": outcome.row, "letter": message.letter,
                      "locale": message.locale, "picks": pick_fields(message)}  # fmt: skip
            self._file.write(json_line(fields))
