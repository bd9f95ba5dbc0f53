"""A sheet for review that came back: what a person says of each wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from templater.candidate import Vocabulary, fold, plain
from templater.errors import InputError
from templater.recipients import Headings, Unreadable, map_headers, open_recipients
from templater.recipients.open import open_bytes
from templater.review.approving.workbook import read_workbook

NEEDED = ("ok", "code")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of a sheet: where it stands, of which wording it speaks, and what a person says of it.

    `at` is where the wording stood when the sheet was made, `answer` is "yes", "no" or "", and `said` is the wording as
    the sheet shows it, by register.
    """

    place: str
    mark: str
    at: str
    answer: str
    comment: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sheet is read: what its columns and the answers are called in every language, and its registers.

    `columns` holds folded titles (see `fold`), `answers` gives "yes" or "no" for what people write.
    """

    columns: Mapping[str, str]
    answers: Mapping[str, str]
    registers: frozenset[str]

    @property
    def headings(self) -> Headings:
        """The titles as a source of rows wants them."""
        return Headings(Vocabulary(columns=self.columns))

    @property
    def known(self) -> frozenset[str]:
        """The columns that are read."""
        return frozenset(self.columns.values()) | self.registers


def read_review_sheet(path: str, reading: Reading, *, stdin: BinaryIO) -> tuple[SheetLine, ...]:
    """Return the lines of a .xlsx or .csv sheet in their order.

    Raises InputError, with the line, for what is no sheet for review or an answer that nobody understands.
    """
    found = _workbook(path, reading, stdin) if Path(path).suffix.lower() == ".xlsx" else _text(path, reading, stdin)
    return tuple(_line(place, cells, reading) for place, cells in found if any(cells.values()))


def _text(path: str, reading: Reading, stdin: BinaryIO) -> Iterator[tuple[str, Mapping[str, str]]]:
    with open_recipients(path, stdin=stdin, headings=reading.headings, extra=reading.known) as source:
        _demand(source.columns.mapping.values(), path)
        for row in source:
            place = f"{path}:{row.number}"
            if isinstance(row, Unreadable):
                problem, *_ = row.problems
                raise InputError(problem.message, place=place, **problem.values)
            yield place, {name: plain(_cell(cell)) for name, cell in row.cells.items()}


def _workbook(path: str, reading: Reading, stdin: BinaryIO) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the rows of the sheets that are for review; people add others, to take notes."""
    with open_bytes(path, stdin) as stream:
        content = stream.read()
    absent: list[str] = []
    for name, (header, *rows) in ((name, rows or [[]]) for name, rows in read_workbook(content, path)):
        columns = _columns(header, reading)
        if missing := [name for name in NEEDED if name not in columns]:
            absent.append(", ".join(missing))
            continue
        absent.append("")
        for number, row in enumerate(rows, 2):
            yield f"{path}:{name}:{number}", dict(zip(columns, map(_cell, row), strict=False))
    if all(absent):
        _demand((), path)


def _columns(header: Sequence[object], reading: Reading) -> list[str]:
    try:
        return [one.column for one in map_headers([_cell(cell) for cell in header], reading.headings,
                                                  extra=reading.known).placed]  # fmt: skip
    except InputError:  # nothing in it is known
        return []


def _demand(there: Iterable[str], path: str) -> None:
    absent = [name for name in NEEDED if name not in set(there)]
    if absent:
        raise InputError("is no sheet for review: the columns {names} are missing", place=path,
                         names=", ".join(absent))  # fmt: skip


def _line(place: str, cells: Mapping[str, str], reading: Reading) -> SheetLine:
    return SheetLine(
        place=place,
        mark=cells.get("code", ""),
        at=cells.get("place", ""),
        answer=_answer(cells.get("ok", ""), place, reading),
        comment=cells.get("comment", ""),
        said={name: text for name, text in cells.items() if name in reading.registers},
    )


def _answer(found: str, place: str, reading: Reading) -> str:
    for answer in (found, fold(found)):
        if not found or answer in reading.answers:
            return reading.answers[answer] if found else ""
    raise InputError("column '{column}': '{found}' is not one of {allowed}", place=place, column="ok?", found=found,
                     allowed="yes, no")  # fmt: skip


def _cell(cell: object) -> str:
    """Return a cell as it was typed: spreadsheets keep 1 as 1.0, and TRUE as a value of its own."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else (str(cell).lower() if isinstance(cell, bool) else str(cell)).strip()
