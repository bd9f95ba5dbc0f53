"""Read recipients from a table of text: commas, semicolons or tabs between the cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from templater.candidate import ADDED, meant
from templater.errors import InputError, Problem
from templater.recipients.decoding import TextLines
from templater.recipients.headers import ColumnMap, Notice, map_headers, recorder
from templater.recipients.interface import Row, Unreadable
from templater.recipients.vocabulary import Headings

DELIMITERS = (",", ";", "\t")
SAMPLE_LINES = 64
SAMPLE_CHARACTERS = 256 * 1024
"""How much is looked at to tell the delimiter."""

_CP1252 = Notice("is not UTF-8, so it was read as Windows-1252; look at the accents, or save it as CSV UTF-8")


class DelimitedSource:
    """The rows of a delimited table; see `Source`.

    Raises InputError when there is no header row, or a quote that is opened is never closed.
    """

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        headings: Headings,
        *,
        extra: frozenset[str] = frozenset(),
        delimiter: str = "",
    ) -> None:
        self.name = name
        self._text = TextLines(stream, name, legacy=True)
        lines = iter(self._text)
        sample = _sample(lines)
        self._skipped, declared = _declared(sample)
        sample = sample[self._skipped :]
        self._delimiter = declared or delimiter or detect_delimiter(sample)
        self._line = ""
        self._records = self._read(chain(sample, lines))
        number, header = self._header()
        if tuple(header[-len(ADDED) :]) == ADDED:  # a sheet that a run of ours wrote
            header = list(map(meant, header))
            self._records = _meant(self._records)
        self._columns = map_headers(header, headings, extra=extra, place=f"{name}:{number}")
        self._width = len(header)
        self._record = recorder(self._columns.placed)

    @property
    def columns(self) -> ColumnMap:
        """How the header row was understood."""
        if self._text.encoding != "cp1252":
            return self._columns
        return replace(self._columns, notices=(*self._columns.notices, _CP1252))

    @property
    def share(self) -> float | None:
        """How much of the source has been read; see `Source`."""
        return self._text.share

    def __iter__(self) -> Iterator[Row | Unreadable]:
        for number, record in self._records:
            if isinstance(record, Problem):
                yield Unreadable(number, (record,))
            elif any(cell.strip() for cell in record[self._width :]):
                yield Unreadable(number, (self._too_many(len(record)),), self._record(record))
            elif any(cell.strip() for cell in record):
                cells = [*record[: self._width], *[""] * (self._width - len(record))]
                yield Row(number, self._read_of(cells), self._record(cells))

    def _read_of(self, cells: Sequence[str]) -> dict[str, object]:
        return {one.column: cell for one, cell in zip(self._columns.placed, cells, strict=True) if one.column}

    def _too_many(self, found: int) -> Problem:
        return Problem(
            "the row has {found} cells and the header {expected}; put quotes around a cell with a '{delimiter}' in it",
            "too-many-cells",
            values={"found": found, "expected": self._width, "delimiter": self._delimiter.replace("\t", "\\t")},
        )

    def _header(self) -> tuple[int, list[str]]:
        """The first row that is not blank, without the unnamed columns that Excel adds at its end."""
        for number, record in self._records:
            if isinstance(record, Problem):
                raise InputError(record.message, place=f"{self.name}:{number}", **record.values)
            while record and not record[-1].strip():
                record.pop()
            if record:
                return number, record
        raise InputError("is empty; its first line must name the columns, such as {example}", place=self.name,
                         example="first_name, email, role")  # fmt: skip

    def _read(self, lines: Iterator[str]) -> Iterator[tuple[int, list[str] | Problem]]:
        """Yield every record with the line on which it begins."""
        reader = csv.reader(self._remembered(lines), delimiter=self._delimiter, strict=True)
        while True:
            before = reader.line_num
            number = self._skipped + before + 1
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, self._mistake(number, str(error), lines=reader.line_num - before)
            else:
                yield number, record

    def _remembered(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            self._line = line
            yield line

    def _mistake(self, number: int, reason: str, lines: int) -> Problem:
        """Keep a mistake within its line, where quotes come in pairs; else no later row can be trusted."""
        if lines > 1 or self._line.count('"') % 2:
            raise InputError('a quote (") opens a cell here and is not closed; close it, or double a quote of the text',
                             place=f"{self.name}:{number}")  # fmt: skip
        if "field limit" in reason:
            most = csv.field_size_limit()
            return Problem("a cell is longer than {most} characters", "too-long", values={"most": most})
        return Problem('a cell goes on after its closing quote ("); double a quote of the text', "stray-quote")


def _meant(records: Iterator[tuple[int, list[str] | Problem]]) -> Iterator[tuple[int, list[str] | Problem]]:
    """Yield records as they were before they were kept from being computed."""
    for number, record in records:
        yield number, record if isinstance(record, Problem) else list(map(meant, record))


def _sample(lines: Iterator[str]) -> list[str]:
    sample: list[str] = []
    for line in lines:
        sample.append(line)
        if len(sample) == SAMPLE_LINES or sum(map(len, sample)) > SAMPLE_CHARACTERS:
            break
    return sample


def _declared(sample: Sequence[str]) -> tuple[int, str]:
    """Return the lines to skip and the delimiter of Excel's own first line, "sep=;", when there is one."""
    declared = re.fullmatch(r'"?sep=([^\w"\r\n])"?[,;\t]*\s*', sample[0], re.IGNORECASE) if sample else None
    return (1, declared[1]) if declared else (0, "")


def detect_delimiter(sample: Sequence[str]) -> str:
    r"""Return the delimiter that divides the header row, and of several the one that the rows confirm.

    >>> detect_delimiter(["Nombre;Puesto\n", "Ana;Analista, datos\n"])
    ';'
    """
    return max(DELIMITERS, key=lambda delimiter: _fit(_widths(sample, delimiter)))


def _fit(widths: Sequence[int]) -> tuple[bool, float, int]:
    header, rows = (widths[0], widths[1:]) if widths else (1, ())
    alike = sum(width == header for width in rows) / len(rows) if rows else 1.0
    return header > 1, alike, header


def _widths(sample: Sequence[str], delimiter: str) -> list[int]:
    widths: list[int] = []
    try:
        for record in csv.reader(sample, delimiter=delimiter):
            if any(cell.strip() for cell in record):
                widths.append(len(record))
    except csv.Error:  # the reader that follows says what is wrong
        pass
    return widths
