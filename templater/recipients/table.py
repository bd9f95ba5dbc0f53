"""Read a table: find the row that names the columns, and give each row after it by our names for them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from templater.candidate import ADDED, meant
from templater.errors import InputError, Problem
from templater.recipients.headers import ColumnMap, Notice, map_headers, place_header, recorder
from templater.recipients.interface import Row, Unreadable
from templater.recipients.numeric_dates import NumericDates
from templater.recipients.outcomes import settled
from templater.recipients.vocabulary import Headings

TITLES = 5
"""Lines above the header row that may hold a title, a date, whatever an export says of itself."""

Record = Sequence[object]


TooMany = Callable[[int, int], Problem]
"""Says what is wrong with a row that has more cells than the header."""


class Table:
    """The rows below a header row.

    Raises InputError when there is no header row. With `too_many`, columns without a name at the end are cells
    that fell out of their row, unless they are blank; else they are columns that are left out.
    """

    def __init__(
        self,
        records: Iterator[tuple[int, Record | Problem]],
        name: str,
        headings: Headings,
        extra: frozenset[str],
        too_many: TooMany | None = None,
    ) -> None:
        header = _header(records, name, headings, extra)
        cells = header.named if too_many else header.cells
        if tuple(cells[-len(ADDED) :]) == ADDED:  # a sheet that a run of ours wrote
            cells, records = list(map(meant, cells)), _meant(records)
        try:
            columns = map_headers(cells, headings, extra=extra, place=f"{name}:{header.number}")
        except InputError:
            if header.titles:
                map_headers(header.titles[:1], headings, extra=extra, place=f"{name}:{header.first}")
            raise
        self._columns = replace(columns, notices=(*columns.notices, *_above(header)))
        self._dates = NumericDates(headings.vocabulary)
        self._records = records
        self._headings = headings
        self._width = len(cells)
        self._too_many = too_many
        self._read = [(at, one.column) for at, one in enumerate(columns.placed) if one.column]
        self._record = recorder(columns.placed)
        self._reasons = [at for at, one in enumerate(columns.placed) if one.fate == "ignored"]

    @property
    def columns(self) -> ColumnMap:
        """How the header row was understood, and what the rows so far have shown."""
        return replace(self._columns, notices=(*self._columns.notices, *self._dates.notices()))

    def __iter__(self) -> Iterator[Row | Unreadable]:
        for number, record in self._records:
            if isinstance(record, Problem):
                yield Unreadable(number, (record,))
            elif self._too_many and any(map(_text, record[self._width :])):
                yield Unreadable(number, (self._too_many(len(record), self._width),), self._record(record))
            elif any(map(_text, record)):
                cells = self._cells(record)
                self._dates.look(cells)
                yield Row(number, cells, self._record(record[: self._width]))

    def _cells(self, record: Record) -> dict[str, object]:
        size = len(record)  # a row may be shorter than the header, which may be as wide as the file is long
        cells = {column: record[at] if at < size else "" for at, column in self._read}
        if not self._reasons:
            return cells
        reasons = self._reasons[: bisect_left(self._reasons, size)]
        return settled(cells, [record[at] for at in reasons], self._headings.vocabulary)


def _meant(records: Iterator[tuple[int, Record | Problem]]) -> Iterator[tuple[int, Record | Problem]]:
    """Yield records as they were before they were kept from being computed."""
    for number, record in records:
        if isinstance(record, Problem):
            yield number, record
        else:
            yield number, [meant(cell) if isinstance(cell, str) else cell for cell in record]


@dataclass(frozen=True, slots=True)
class _Header:
    number: int
    cells: list[str]
    first: int
    titles: list[str]

    @property
    def named(self) -> list[str]:
        """The cells without the unnamed columns that Excel adds at the end."""
        last = max(at for at, cell in enumerate(self.cells, 1) if cell.strip())
        return self.cells[:last]


def _header(
    records: Iterator[tuple[int, Record | Problem]], name: str, headings: Headings, extra: frozenset[str]
) -> _Header:
    """Return the first row that is neither blank nor a title: one cell alone, which is no name of a column."""
    titles: list[str] = []
    first = 0
    for number, record in records:
        if isinstance(record, Problem):
            raise InputError(record.message, place=f"{name}:{number}", **record.values)
        cells = [cell if isinstance(cell, str) else str(cell) for cell in record]
        filled = [cell for cell in cells if cell.strip()]
        first = first or (number if filled else 0)
        if len(filled) == 1 and len(titles) < TITLES and place_header(filled[0], headings, extra).fate == "unknown":
            titles += filled
        elif filled:
            return _Header(number, cells, first, titles)
    if titles:
        return _Header(first, titles[:1], first, [])
    raise InputError("is empty; its first line must name the columns, such as {example}", place=name,
                     example="first_name, email, role")  # fmt: skip


def _above(header: _Header) -> Iterator[Notice]:
    if header.titles:
        yield Notice("what stands above the names of the columns was left out: {lines}",
                     values={"lines": " · ".join(" ".join(title.split()) for title in header.titles)})  # fmt: skip


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else str(cell)
