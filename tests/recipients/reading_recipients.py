from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from templater.recipients import ColumnMap, Headings, Row, Unreadable, open_recipients, read_headings

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@cache
def shipped() -> Headings:
    return read_headings([ROOT / "templates"])


def read(
    content: bytes, kind: str = "csv", extra: frozenset[str] = frozenset()
) -> tuple[list[Row | Unreadable], ColumnMap]:
    """Read bytes as the standard input: the rows, and the columns as they are known at the end."""
    opened = open_recipients("-", format=kind, stdin=BytesIO(content), headings=shipped(), extra=extra)
    with opened as source:
        return list(source), source.columns


def cells(content: bytes, kind: str = "csv") -> list[dict[str, object]]:
    """The cells of rows that must all be readable."""
    rows, _ = read(content, kind)
    unreadable = [row for row in rows if isinstance(row, Unreadable)]
    assert not unreadable
    return [dict(row.cells) for row in rows if isinstance(row, Row)]


def codes(content: bytes, kind: str = "csv") -> dict[int, str]:
    """The line and the code of every row that could not be read."""
    rows, _ = read(content, kind)
    return {row.number: row.problems[0].code for row in rows if isinstance(row, Unreadable)}
