"""Measure the sheets of a workbook from its XML: how far they reach, and which cells hold an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

MOST_CELLS = 10_000_000
"""Cells from the first corner of a sheet to its last: a reader holds them all, the blank ones too."""

MOST_LETTERS = 3

Attributes = Mapping[str, str]


@dataclass(slots=True)
class Extent:
    """How many rows and columns a sheet has, counted from its first corner, and where formulas failed."""

    rows: int = 0
    columns: int = 0
    errors: list[tuple[int, int]] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """Take note of a cell with something in it; both count from 1."""
        if row < 1 or column < 1:
            raise ValueError("a cell without a place")
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)

    @property
    def too_large(self) -> bool:
        """Say whether its cells are more than anybody should hold in memory."""
        return self.rows * self.columns > MOST_CELLS


class Scan(Protocol):
    """What is found in the parts of a workbook while they are read."""

    parts: dict[str, Extent]
    """The extents by a name of their own in the file."""

    def of(self, sheet: str) -> Extent:
        """Return the extent of a sheet by the name that people see."""


class PartScan(Scan, Protocol):
    """A scan of a workbook whose parts are XML."""

    def handlers(self, part: str) -> Mapping[str, Callable[..., None]]:
        """Return the handlers of XML events that measure one part."""


class SheetScan:
    """The sheets of an .xlsx: a part for each, whose name stands in another."""

    def __init__(self) -> None:
        self.parts: dict[str, Extent] = {}
        self._keys: dict[str, str] = {}
        self._targets: dict[str, str] = {}

    def handlers(self, part: str) -> Mapping[str, Callable[..., None]]:
        """Return the handlers of XML events that measure one part."""
        if part.endswith("workbook.xml"):
            return {"StartElementHandler": self._sheet}
        if part.endswith("workbook.xml.rels"):
            return {"StartElementHandler": self._relation}
        return {"StartElementHandler": _Cells(self.parts.setdefault(_tail(part), Extent())).start}

    def of(self, sheet: str) -> Extent:
        """Return the extent of a sheet by the name that people see."""
        return self.parts.get(self._targets.get(self._keys.get(sheet, ""), ""), Extent())

    def _sheet(self, tag: str, attributes: Attributes) -> None:
        if _local(tag) == "sheet":
            self._keys[attributes.get("name", "")] = next(
                (value for name, value in attributes.items() if name.endswith(":id")), ""
            )

    def _relation(self, tag: str, attributes: Attributes) -> None:
        if _local(tag) == "Relationship":
            self._targets[attributes.get("Id", "")] = _tail(attributes.get("Target", ""))


class _Cells:
    """The cells of one .xlsx sheet; a cell without a place of its own follows the one before it."""

    def __init__(self, extent: Extent) -> None:
        self.extent = extent
        self.row = 0
        self.column = 0
        self.failed = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Hear that an element begins."""
        if ":" in tag:
            tag = _local(tag)
        if tag == "c":  # called a million times for a long list
            self._place(attributes.get("r", ""))
            self.failed = attributes.get("t") == "e"
        elif tag in ("v", "is"):
            if self.column > self.extent.columns or self.row > self.extent.rows:
                self.extent.reach(self.row, self.column)
            if self.failed:
                self.extent.errors.append((self.row, self.column))
                self.failed = False
        elif tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0

    def _place(self, place: str) -> None:
        if not place:
            self.column += 1
            return
        letters = place.rstrip("0123456789")
        self.row = int(place[len(letters) :])
        self.column = _column(letters)


class TableScan:
    """The sheets of an .ods: one part with all tables, in which rows and cells may stand for many."""

    def __init__(self) -> None:
        self.parts: dict[str, Extent] = {}
        self._extent = Extent()
        self._row = self._rows = self._column = self._columns = 0

    def handlers(self, part: str) -> Mapping[str, Callable[..., None]]:
        """Return the handlers of XML events that measure one part."""
        return {"StartElementHandler": self._start} if part == "content.xml" else {}

    def of(self, sheet: str) -> Extent:
        """Return the extent of a sheet by the name that people see."""
        return self.parts.get(sheet, Extent())

    def _start(self, tag: str, attributes: Attributes) -> None:
        match _local(tag):
            case "table-cell" | "covered-table-cell":
                self._column += self._columns
                self._columns = int(attributes.get("table:number-columns-repeated", 1))
                if "office:value-type" in attributes:
                    self._reach()
                if attributes.get("calcext:value-type") == "error":
                    self._extent.errors.append((self._row + 1, self._column + 1))
            case "p":
                if self._columns:
                    self._reach()
            case "table-row":
                self._row += self._rows
                self._rows = int(attributes.get("table:number-rows-repeated", 1))
                self._column = self._columns = 0
            case "table":
                self._extent = self.parts.setdefault(attributes.get("table:name", ""), Extent())
                self._row = self._rows = self._column = self._columns = 0

    def _reach(self) -> None:
        self._extent.reach(self._row + self._rows, self._column + self._columns)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _tail(part: str) -> str:
    """Return what tells a part from others wherever its path begins: "worksheets/sheet1.xml"."""
    return "/".join(part.split("/")[-2:])


@cache
def _column(letters: str) -> int:
    """Return the number of a column, from 1.

    >>> _column("A"), _column("XFD")
    (1, 16384)
    """
    if not (letters.isascii() and letters.isalpha() and len(letters) <= MOST_LETTERS):
        raise ValueError("a cell without a place")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
