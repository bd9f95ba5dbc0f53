"""A sheet for review: a row for each wording, for people who have a spreadsheet and no terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from templater.candidate import as_text
from templater.delivery.workbook import Table, write_workbook
from templater.review.approving.rows import ReviewRow

LONGEST = 32_000
"""Characters of a cell; one of Excel holds 32,767."""

BEFORE, AFTER = ("phrase", "situation"), ("other", "place", "ok", "comment", "code")
"""The columns before those of the registers, and after them."""

Titles = Callable[[str, str], str]
"""What a column, or the answer "yes" or "no", is called in the language of a locale: `titles("es", "comment")`."""


def review_sheet_bytes(rows: Iterable[ReviewRow], suffix: str, titles: Titles, when: datetime) -> bytes:
    """Return the sheet: a workbook with a sheet for each locale for ".xlsx", else CSV with all of them.

    `when` is the moment that the workbook says it was made. Raises NotInstalled where workbooks cannot be written.
    """
    if suffix == ".xlsx":
        grouped = groupby(rows, key=lambda row: row.locale)
        stream = io.BytesIO()
        write_workbook([_table(locale, list(some), titles) for locale, some in grouped], stream, when)
        return stream.getvalue()
    return _csv(_table("", list(rows), titles))


def is_sheet(path: str) -> bool:
    """Say whether a name is that of a sheet."""
    return Path(path).suffix.lower() in (".xlsx", ".csv")


def _table(name: str, rows: Sequence[ReviewRow], titles: Titles) -> Table:
    locale = rows[0].locale if rows else name
    registers = list(dict.fromkeys(register for row in rows for register in row.said))
    columns = (*BEFORE, *registers, *AFTER)
    return Table(
        name=name,
        titles=[column if column in registers else titles(locale, column) for column in columns],
        rows=[_cells(row, registers, titles) for row in rows],
        answers=(titles(locale, "yes"), titles(locale, "no")),
        answered=columns.index("ok"),
        hides_last=True,
        wide=frozenset(columns.index(column) for column in (*registers, "other", "comment")),
    )


def _cells(row: ReviewRow, registers: Sequence[str], titles: Titles) -> list[str]:
    said = [row.said.get(register, "") for register in registers]
    answer = titles(row.locale, "yes") if row.approved else ""
    cells = (row.phrase, row.situation, *said, row.other, row.place, answer, "", row.mark)
    return [cell[:LONGEST] for cell in cells]


def _csv(table: Table) -> bytes:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    for row in (table.titles, *table.rows):
        writer.writerow(as_text(cell) for cell in row)
    return sheet.getvalue().encode("utf-8-sig")
