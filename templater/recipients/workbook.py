"""Read recipients from a sheet of a workbook: .xlsx, .ods, and .xls as Excel wrote it until 2003."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from importlib import import_module
from io import SEEK_END, BytesIO
from typing import Any, BinaryIO

from templater.errors import ChoiceError, InputError, NotInstalled, nearest
from templater.recipients.archive import vetted
from templater.recipients.broken import unreadable
from templater.recipients.extent import MOST_CHARACTERS, Scan
from templater.recipients.headers import ColumnMap, Notice
from templater.recipients.interface import Row, Unreadable
from templater.recipients.legacy import vetted_legacy
from templater.recipients.table import Table
from templater.recipients.vocabulary import Headings

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes, packed; fifty thousand recipients take about four million."""

ERRORS_NAMED = 5
"""Cells that a notice names before it only counts the others."""

_READERS = ("python_calamine", "pyo3_runtime")

_PACKED, _LEGACY = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class WorkbookSource:
    """The rows of one sheet; see `Source`.

    It is the one that is named, or the first that people see and that names its columns. Raises InputError when it
    is no workbook or none of its sheets has a header row, ChoiceError for a sheet that does not exist, and
    NotInstalled without the library that reads workbooks.
    """

    def __init__(
        self, stream: BinaryIO, name: str, headings: Headings, *, extra: frozenset[str] = frozenset(), sheet: str = ""
    ) -> None:
        self.name = name
        self._headings = headings
        self._extra = extra
        book, scan = open_book(stream, name)
        names = _visible(book)
        chosen, self._table = self._named(book, sheet) if sheet else self._first(book, names)
        self._notices = (*_others(chosen, names, asked=bool(sheet)), *_failed(chosen, scan))

    @property
    def columns(self) -> ColumnMap:
        """How the header row was understood."""
        known = self._table.columns
        return replace(known, notices=(*known.notices, *self._notices))

    @property
    def share(self) -> float | None:
        """Nothing: a workbook is read whole before its first row."""
        return None

    def __iter__(self) -> Iterator[Row | Unreadable]:
        return iter(self._table)

    def _named(self, book: Any, sheet: str) -> tuple[str, Table]:
        names: Sequence[str] = book.sheet_names
        found = next((one for one in names if one == sheet), "") or next(
            (one for one in names if one.strip().casefold() == sheet.strip().casefold()), ""
        )
        if not found:
            raise _no_sheet(self.name, sheet, names)
        return found, self._read(book, found)

    def _first(self, book: Any, names: Sequence[str]) -> tuple[str, Table]:
        refused: InputError | None = None
        for one in names:
            try:
                return one, self._read(book, one)
            except InputError as error:
                refused = refused or error
        raise refused or InputError("is empty; its first line must name the columns, such as {example}",
                                    place=self.name, example="first_name, email, role")  # fmt: skip

    def _read(self, book: Any, sheet: str) -> Table:
        with _explained(self.name):
            rows = book.get_sheet_by_name(sheet).iter_rows()
        return Table(self._typed(rows), self.name, self._headings, self._extra)

    def _typed(self, rows: Iterator[Sequence[object]]) -> Iterator[tuple[int, list[object]]]:
        with _explained(self.name):
            for number, row in enumerate(rows, 1):
                yield number, [cell if isinstance(cell, str) else _cell(cell) for cell in row]


def open_book(stream: BinaryIO, name: str) -> tuple[Any, Scan]:
    """Return a workbook of python-calamine, and what is known of its sheets before one is read.

    Raises InputError when it is no workbook, or larger than anybody should unpack, and NotInstalled.
    """
    content = _content(stream, name)
    library = _library()
    copy, scan = _vetting(content, name)(BytesIO(content), name)
    for extent in scan.parts.values():
        if extent.too_large:
            raise InputError("a sheet reaches over {cells} cells; delete what stands far outside the list",
                             place=name, cells=extent.cells)  # fmt: skip
        if extent.too_long:
            raise InputError("the texts of a sheet come to more than {most} characters; save the sheet as CSV UTF-8",
                             place=name, most=MOST_CHARACTERS)  # fmt: skip
    with _explained(name):
        return library.CalamineWorkbook.from_filelike(copy), scan


def _content(stream: BinaryIO, name: str) -> bytes:
    try:
        size = stream.seek(0, SEEK_END) if stream.seekable() else 0
        if size <= LARGEST_FILE:
            if size:
                stream.seek(0)
            content = stream.read(LARGEST_FILE + 1)
            size = len(content)
    except OSError as error:
        raise InputError("cannot be read: {reason}", place=name, reason=error.strerror or "") from None
    if size > LARGEST_FILE:
        raise InputError("is larger than {most} bytes; save the sheet as CSV UTF-8", place=name, most=LARGEST_FILE)
    return content


def _vetting(content: bytes, name: str) -> Callable[[BinaryIO, str], tuple[BinaryIO, Scan]]:
    if content.startswith(_PACKED):
        return vetted
    if content.startswith(_LEGACY):
        return vetted_legacy
    if not content.strip():
        raise InputError("is empty; its first line must name the columns, such as {example}", place=name,
                         example="first_name, email, role")  # fmt: skip
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise InputError("is a web page with the name of a workbook; open it in a spreadsheet program and save it as "
                         ".xlsx", place=name)  # fmt: skip
    raise InputError("is text with the name of a workbook; add --format csv, or --format tsv", place=name)


def _library() -> Any:
    try:
        return import_module("python_calamine")
    except ImportError:
        raise NotInstalled("workbooks need two more libraries: {command}; or name a .csv file",
                           command="pip install 'candidate-templater[xlsx]'") from None  # fmt: skip


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Turn what the library raises, a panic of its compiled part included, into an error of the file."""
    try:
        yield
    except BaseException as error:  # pyo3's PanicException is no Exception
        if type(error).__module__.partition(".")[0] not in _READERS:
            raise
        raise unreadable(name, error) from None


def _visible(book: Any) -> list[str]:
    return [one.name for one in book.sheets_metadata if _is(one.visible, "Visible") and _is(one.typ, "WorkSheet")]


def _is(value: Any, name: str) -> bool:
    return str(value).rpartition(".")[2] == name


def _cell(cell: object) -> object:
    """Return a cell as it would be typed: no point behind a whole number, and dates as ISO 8601 writes them."""
    match cell:
        case bool():
            return cell
        case float() if cell.is_integer():
            return str(int(cell))
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
    return str(cell)


def _no_sheet(path: str, sheet: str, names: Sequence[str]) -> ChoiceError:
    near = nearest(sheet, names)
    if near:
        return ChoiceError("--sheet '{found}' is not one of {known} (did you mean '{near}'?)", place=path, found=sheet,
                           known=", ".join(names), near=near)  # fmt: skip
    return ChoiceError("--sheet '{found}' is not one of {known}", place=path, found=sheet, known=", ".join(names))


def _others(chosen: str, names: Sequence[str], *, asked: bool) -> Iterator[Notice]:
    others = [name for name in names if name != chosen]
    if others and not asked:
        yield Notice("the sheet '{chosen}' was read; --sheet reads another: {others}",
                     values={"chosen": chosen, "others": ", ".join(others)})  # fmt: skip


def _failed(sheet: str, scan: Scan) -> Iterator[Notice]:
    cells = [f"{_letters(column)}{row}" for row, column in scan.of(sheet).errors]
    if cells:
        named = ", ".join(cells[:ERRORS_NAMED]) + (", …" if len(cells) > ERRORS_NAMED else "")
        yield Notice("cells in which a formula failed were read as blank: {cells}", values={"cells": named})


def _letters(column: int) -> str:
    """Return the letters of a column.

    >>> _letters(1), _letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
