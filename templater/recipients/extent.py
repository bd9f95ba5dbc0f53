"""Measure the sheets of a workbook from its XML: how far they reach, and which cells hold an error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

MOST_CELLS = 10_000_000
"""Cells from the first corner of a sheet to its last: a reader holds them all, the blank ones too."""

MOST_BLANK = 1_000_000
"""Cells over which a sheet may reach whatever is in it; of more, one in `THINNEST` holds something."""

THINNEST = 20

MOST_CHARACTERS = 128 * 1024 * 1024
"""Characters of the texts in a sheet, those that cells share counted for each: a reader copies them."""

MOST_LETTERS = 3

_WRITTEN = ("office:string-value", "office:date-value", "office:time-value", "table:formula")
"""The attributes of an .ods cell that a reader keeps as text."""

Attributes = Mapping[str, str]


@dataclass(slots=True)
class Extent:
    """How many rows and columns a sheet has, counted from its first corner, and where formulas failed."""

    rows: int = 0
    columns: int = 0
    errors: list[tuple[int, int]] = field(default_factory=list)
    filled: int = 0
    characters: int = 0
    shared: Counter[str] = field(default_factory=Counter)
    lengths: list[int] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """Take note of how far a cell with something in it stands; both count from 1."""
        if row < 1 or column < 1:
            raise ValueError("a cell without a place")
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)

    @property
    def cells(self) -> int:
        """How many cells it reaches over."""
        return self.rows * self.columns

    @property
    def too_large(self) -> bool:
        """Say whether its cells are more than anybody should hold in memory."""
        return self.cells > MOST_CELLS or self.cells > max(MOST_BLANK, THINNEST * self.filled)

    @property
    def too_long(self) -> bool:
        """Say whether its texts are; `shared` counts the cells that show one of those with the `lengths`, by number."""
        longest = max(self.lengths, default=0)
        known = {str(number): length for number, length in enumerate(self.lengths)}
        shown = sum(count * known.get(text, longest) for text, count in self.shared.items())
        return self.characters + shown > MOST_CHARACTERS


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
        self._lengths: list[int] = []

    def handlers(self, part: str) -> Mapping[str, Callable[..., None]]:
        """Return the handlers of XML events that measure one part."""
        if part.endswith("workbook.xml"):
            return {"StartElementHandler": self._sheet}
        if part.endswith("workbook.xml.rels"):
            return {"StartElementHandler": self._relation}
        if part.casefold().endswith("sharedstrings.xml"):
            if self._lengths:
                raise ValueError("the texts are there twice")
            texts = _Texts(self._lengths)
            return {"StartElementHandler": texts.start, "CharacterDataHandler": texts.text}
        cells = _Cells(self.parts.setdefault(_tail(part), Extent(lengths=self._lengths)))
        return {"StartElementHandler": cells.start, "CharacterDataHandler": cells.text}

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


class _Texts:
    """The texts that the cells of an .xlsx share."""

    def __init__(self, lengths: list[int]) -> None:
        self.lengths = lengths

    def start(self, tag: str, attributes: Attributes) -> None:
        """Hear that an element begins."""
        match _local(tag):
            case "sst":
                if int(attributes.get("uniqueCount", 0)) > MOST_CELLS:  # a reader makes room for them at once
                    raise ValueError("more texts than cells")
            case "si":
                self.lengths.append(0)

    def text(self, text: str) -> None:
        """Hear some text."""
        if self.lengths:
            self.lengths[-1] += len(text)


class _Cells:
    """The cells of one .xlsx sheet; a cell without a place of its own follows the one before it."""

    def __init__(self, extent: Extent) -> None:
        self.extent = extent
        self.row = 0
        self.column = 0
        self.kind = ""
        self.number = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        """Hear that an element begins."""
        if ":" in tag:
            tag = _local(tag)
        if tag == "c":  # called a million times for a long list
            if self.number and (number := self.number.strip()):
                self.extent.shared[number] += 1
            self.number = ""
            self._place(attributes.get("r", ""))
            self.kind = attributes.get("t", "")
        elif tag in ("v", "is"):
            self.extent.filled += 1
            if self.column > self.extent.columns or self.row > self.extent.rows:
                self.extent.reach(self.row, self.column)
            if self.kind == "e":
                self.extent.errors.append((self.row, self.column))
                self.kind = ""
        elif tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0

    def text(self, text: str) -> None:
        """Hear some text; in a cell that shows a shared one it is the number of it."""
        if self.kind == "s":
            self.number += text

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
        self._row = self._rows = self._column = self._columns = self._copies = 0

    def handlers(self, part: str) -> Mapping[str, Callable[..., None]]:
        """Return the handlers of XML events that measure one part."""
        if part != "content.xml":
            return {}
        return {"StartElementHandler": self._start, "EndElementHandler": self._end, "CharacterDataHandler": self._text}

    def of(self, sheet: str) -> Extent:
        """Return the extent of a sheet by the name that people see."""
        return self.parts.get(sheet, Extent())

    def _start(self, tag: str, attributes: Attributes) -> None:
        match _local(tag):
            case "table-cell" | "covered-table-cell":
                self._cell(attributes)
            case "p":
                if self._columns:
                    self._reach()
            case "s":
                self._extent.characters += self._copies * _count(attributes.get("text:c", "1"))
            case "table-row":
                self._row += self._rows
                self._rows = _count(attributes.get("table:number-rows-repeated", "1"))
                self._column = self._columns = 0
            case "table":
                self._extent = self.parts.setdefault(attributes.get("table:name", ""), Extent())
                self._row = self._rows = self._column = self._columns = 0

    def _cell(self, attributes: Attributes) -> None:
        self._column += self._columns
        self._columns = _count(attributes.get("table:number-columns-repeated", "1"))
        self._copies = self._rows * self._columns if attributes.get("office:value-type") == "string" else 0
        for name in _WRITTEN:
            self._write(attributes.get(name, ""), self._rows * self._columns)
        if "office:value-type" in attributes:
            self._reach()
        if attributes.get("calcext:value-type") == "error":
            self._extent.errors.append((self._row + 1, self._column + 1))

    def _end(self, tag: str) -> None:
        if _local(tag) in ("table-cell", "covered-table-cell"):
            self._copies = 0

    def _text(self, text: str) -> None:
        self._write(text, self._copies)

    def _write(self, text: str, copies: int) -> None:
        self._extent.characters += copies * len(text)

    def _reach(self) -> None:
        self._extent.filled += 1
        self._extent.reach(self._row + self._rows, self._column + self._columns)


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("fewer than no cells")
    return number


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
