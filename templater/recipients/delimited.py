"""Read recipients from a table of text: commas, semicolons or tabs between the cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from templater.errors import InputError, Problem
from templater.recipients.decoding import TextLines
from templater.recipients.headers import ColumnMap, Notice, place_header
from templater.recipients.interface import Row, Unreadable
from templater.recipients.table import Table
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
        self._delimiter = declared or delimiter or detect_delimiter(_untitled(sample, headings, extra))
        self._line = ""
        self._table = Table(self._read(chain(sample, lines)), name, headings, extra, self._too_many)

    @property
    def columns(self) -> ColumnMap:
        """How the header row was understood."""
        if self._text.encoding != "cp1252":
            return self._table.columns
        return replace(self._table.columns, notices=(*self._table.columns.notices, _CP1252))

    @property
    def share(self) -> float | None:
        """How much of the source has been read; see `Source`."""
        return self._text.share

    def __iter__(self) -> Iterator[Row | Unreadable]:
        return iter(self._table)

    def _too_many(self, found: int, expected: int) -> Problem:
        return Problem(
            "the row has {found} cells and the header {expected}; put quotes around a cell with a '{delimiter}' in it",
            "too-many-cells",
            values={"found": found, "expected": expected, "delimiter": self._delimiter.replace("\t", "\\t")},
        )

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


def _sample(lines: Iterator[str]) -> list[str]:
    sample: list[str] = []
    for line in lines:
        sample.append(line)
        if len(sample) == SAMPLE_LINES or sum(map(len, sample)) > SAMPLE_CHARACTERS:
            break
    return sample


def _declared(sample: Sequence[str]) -> tuple[int, str]:
    """Return the lines to skip and the delimiter of Excel's own first line, "sep=;", when there is one."""
    declared = re.fullmatch(r'"?sep=([^\w"\r\n])"?[,;\t]*+\s*+', sample[0], re.IGNORECASE) if sample else None
    return (1, declared[1]) if declared else (0, "")


def _untitled(sample: Sequence[str], headings: Headings, extra: frozenset[str]) -> Sequence[str]:
    """Return a sample without the lines above the header that hold no delimiter and name no column."""
    for at, line in enumerate(sample):
        text = line.strip().strip('"')
        if any(delimiter in line for delimiter in DELIMITERS) or place_header(text, headings, extra).fate == "read":
            return sample[at:]
    return sample


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
