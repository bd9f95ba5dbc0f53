"""Workbooks as spreadsheet programs write them, and as nobody should."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

Cell = object
Sheets = Mapping[str, Sequence[Sequence[Cell]]]

_FORMATS = {datetime: "dd/mm/yyyy hh:mm", date: "dd/mm/yyyy", time: "hh:mm"}
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def xlsx(sheets: Sheets, hidden: Iterable[str] = ()) -> bytes:
    """Write what Excel would; a text that begins with # is the error of a formula."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 11, 26)})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            else:
                sheet.activate()
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell, formats)
    return stream.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: Mapping[type, object]) -> None:
    if isinstance(cell, str) and cell.startswith("#"):
        sheet.write_formula(row, column, "=1/0", None, cell)
    elif isinstance(cell, str) and cell:
        sheet.write_string(row, column, cell)
    elif type(cell) in formats:
        sheet.write_datetime(row, column, cell, formats[type(cell)])
    elif cell not in ("", None):
        sheet.write(row, column, cell)


def ods(sheets: Sheets) -> bytes:
    """Write what LibreOffice would, its blank cells to the edge of the sheet among them."""
    pytest.importorskip("python_calamine")
    tables = (f'<table:table table:name="{escape(name)}">{"".join(map(_row, rows))}'
              '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
              'table:number-columns-repeated="16384"/></table:table-row></table:table>'
              for name, rows in sheets.items())  # fmt: skip
    return ods_of("".join(tables))


def ods_of(tables: str, before: str = "") -> bytes:
    """Write an .ods with these tables in its XML."""
    content = (f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {_SPACES}><office:body>'
               f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
               "</office:document-content>")  # fmt: skip
    return packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                   "META-INF/manifest.xml": b"<a/>", "content.xml": content.encode()})  # fmt: skip


def _row(cells: Sequence[Cell]) -> str:
    return (f"<table:table-row>{''.join(map(_cell, cells))}"
            '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>')  # fmt: skip


def _cell(cell: Cell) -> str:
    match cell:
        case "" | None:
            return "<table:table-cell/>"
        case bool():
            kind = f'"boolean" office:boolean-value="{str(cell).lower()}"'
        case int() | float():
            kind = f'"float" office:value="{cell}"'
        case date():
            kind = f'"date" office:date-value="{cell.isoformat()}"'
        case time():
            kind = f'"time" office:time-value="PT{cell:%HH%MM%SS}"'
        case str() if cell.startswith("#"):
            kind = '"string" office:string-value="" calcext:value-type="error"'
        case _:
            kind = '"string"'
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f"<table:table-cell office:value-type={kind}>{text}</table:table-cell>"


def packed(parts: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed(workbook: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with other bytes in one of its parts."""
    with ZipFile(BytesIO(workbook)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    assert old in parts[part]
    return packed({**parts, part: parts[part].replace(old, new)})
