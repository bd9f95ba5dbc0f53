"""What every source of recipients gives: rows in their order, and how its columns were understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from templater.candidate import Record
from templater.errors import Problem
from templater.recipients.headers import ColumnMap

STANDARD_INPUT = "-"
"""The name of what is no file, and may go on as long as somebody writes to it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One recipient as it was typed: cells by canonical column, blank ones among them.

    `number` is the line of the source on which the row begins, counted from 1; `record` is the row with all columns
    of the source, those among them that nothing here reads.
    """

    number: int
    cells: Mapping[str, object]
    record: Record = field(default=Record(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that brings no cells, with what is wrong with it; the rows after it are read."""

    number: int
    problems: tuple[Problem, ...]
    record: Record = field(default=Record(), repr=False, compare=False)


class Source(Protocol):
    """Rows to go through once, in order, while the file is open.

    Iterating raises InputError when the rest of the source cannot be read.
    """

    @property
    def name(self) -> str:
        """The name of the source for messages, such as "candidates.csv"; "-" is the standard input."""

    @property
    def columns(self) -> ColumnMap:
        """How the columns met so far were understood.

        A delimited file knows its columns when it opens; JSON lines may bring new keys until the end.
        """

    @property
    def share(self) -> float | None:
        """How much of the source has been read, from 0 to 1, or None where nobody can know, as with a pipe."""

    def __iter__(self) -> Iterator[Row | Unreadable]: ...
