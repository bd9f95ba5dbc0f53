"""The sheets of a workbook that came back."""

from __future__ import annotations

import io
from collections.abc import Iterator

from templater.recipients.workbook import open_book


def read_workbook(content: bytes, path: str) -> Iterator[tuple[str, list[list[object]]]]:
    """Yield each sheet's name with its rows, the first row of the sheet first.

    Raises InputError when it is no workbook, and NotInstalled without the library that reads it.
    """
    book, _ = open_book(io.BytesIO(content), path)
    for name in book.sheet_names:
        yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)
