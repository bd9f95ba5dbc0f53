"""Workbooks of text: one sheet for each language, which a person can filter, answer and save."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from templater.errors import NotInstalled
from templater.recipients.workbook import open_book

_NARROW, _MEDIUM, _WIDE = 12, 24, 60
"""Widths in characters."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: titles and rows of text, a column that is answered by one of two words, and a hidden one, the last."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    answers: tuple[str, str]
    answered: int
    wide: frozenset[int]


def workbook_bytes(tables: Sequence[Table], when: datetime) -> bytes:
    """Return an .xlsx workbook; every cell is text, and nothing in it is computed.

    Raises NotInstalled without the library that writes it.
    """
    stream = io.BytesIO()
    with _needed("xlsxwriter").Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": when.astimezone(UTC).replace(tzinfo=None)})
        cells = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            for number, row in enumerate((table.titles, *table.rows)):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell, cells if number else head)
            _arrange(sheet, table)
    return stream.getvalue()


def _arrange(sheet: Any, table: Table) -> None:
    last = len(table.titles) - 1
    for column in range(last):
        narrow = _NARROW if column == table.answered else _MEDIUM
        sheet.set_column(column, column, _WIDE if column in table.wide else narrow)
    sheet.set_column(last, last, _MEDIUM, None, {"hidden": True})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), last)
    if table.rows:
        # others of the words that are understood may be typed as well
        offered = {"validate": "list", "source": list(table.answers), "show_error": False}
        sheet.data_validation(1, table.answered, len(table.rows), table.answered, offered)


def read_workbook(content: bytes, path: str) -> Iterator[tuple[str, list[list[object]]]]:
    """Yield each sheet's name with its rows, the first row of the sheet first.

    Raises InputError when it is no workbook, and NotInstalled without the library that reads it.
    """
    book, _ = open_book(io.BytesIO(content), path)
    for name in book.sheet_names:
        yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _needed(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        raise NotInstalled("workbooks need two more libraries: {command}; or name a .csv file",
                           command="pip install 'candidate-templater[xlsx]'") from None  # fmt: skip
