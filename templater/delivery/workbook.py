"""Workbooks of text, which a person can filter, answer and save; written row by row, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, BinaryIO

from templater.errors import NotInstalled, OutputError

LONGEST = 32_767
"""What a cell of Excel holds, counted as UTF-16 counts."""

MOST_ROWS = 1_048_576
"""What a sheet of Excel holds, the titles among them."""

_NARROW, _MEDIUM, _WIDE = 12, 24, 60
"""Widths in characters."""

_MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""When a workbook says it was made if nobody says: the date of the files in it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: titles, rows of text, and the columns that are wide.

    One column may be answered by one of two words, and the last may be hidden.
    """

    name: str
    titles: Sequence[str]
    rows: Iterable[Sequence[str]]
    wide: frozenset[int]
    answers: tuple[str, str] = ("", "")
    answered: int = -1
    hides_last: bool = False


def write_workbook(tables: Iterable[Table], stream: BinaryIO, when: datetime | None = None) -> None:
    """Write an .xlsx workbook; every cell is text, and nothing in it is computed.

    `when` is the moment that the workbook says it was made. Raises NotInstalled without the library that writes it.
    """
    with needed("xlsxwriter").Workbook(stream, {"constant_memory": True}) as book:
        book.set_properties({"created": (when or _MADE).astimezone(UTC).replace(tzinfo=None)})
        cells = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            _arrange(sheet, table, _write_rows(sheet, table, head, cells))


def _write_rows(sheet: Any, table: Table, head: Any, cells: Any) -> int:
    """Return how many rows there are, without the titles."""
    number = -1
    for number, row in enumerate(_numbered(table)):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, cells if number else head)
    return number


def _write(sheet: Any, number: int, column: int, cell: str, look: Any) -> None:
    if cell.startswith("<r>") and cell.endswith("</r>"):
        # XlsxWriter takes this for markup of its own, and would write it unescaped; in pieces it is text
        sheet.write_rich_string(number, column, cell[:1], cell[1:2], cell[2:], look)
    else:
        sheet.write_string(number, column, cell, look)


def _numbered(table: Table) -> Iterator[Sequence[str]]:
    yield table.titles
    for number, row in enumerate(table.rows, 1):
        if number == MOST_ROWS:
            raise OutputError("a sheet of a workbook holds {most} rows, and there are more; write to a .csv file",
                              most=MOST_ROWS)  # fmt: skip
        yield row


def _arrange(sheet: Any, table: Table, rows: int) -> None:
    last = len(table.titles) - 1
    for column in range(last + 1):
        narrow = _NARROW if column == table.answered else _MEDIUM
        hidden = {"hidden": True} if table.hides_last and column == last else {}
        sheet.set_column(column, column, _WIDE if column in table.wide else narrow, None, hidden)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, last)
    if rows and table.answered >= 0:
        # others of the words that are understood may be typed as well
        offered = {"validate": "list", "source": list(table.answers), "show_error": False}
        sheet.data_validation(1, table.answered, rows, table.answered, offered)


def length_of(text: str) -> int:
    """Return the length of a text as Excel counts it: a sign beyond U+FFFF is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cut(text: str) -> str:
    """Return what of a text a cell holds: all of it, or its beginning and an ellipsis."""
    if len(text) <= LONGEST // 2 or length_of(text) <= LONGEST:
        return text
    return text.encode("utf-16-le")[: 2 * LONGEST - 2].decode("utf-16-le", "ignore") + "…"


def needed(module: str) -> Any:
    """Return a library that only workbooks need; raises NotInstalled."""
    try:
        return import_module(module)
    except ImportError:
        raise NotInstalled("workbooks need two more libraries: {command}; or name a .csv file",
                           command="pip install 'candidate-templater[xlsx]'") from None  # fmt: skip
