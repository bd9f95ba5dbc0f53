"""Look through an .xls before its reader does, and pass on nothing but what was looked at: [MS-CFB] and [MS-XLS]."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import BinaryIO

from templater.errors import InputError
from templater.recipients.broken import unreadable
from templater.recipients.extent import Extent

_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SMALL_STREAM, _SMALL_SECTOR = 4096, 64
_SECTOR = 4096
_ENTRY = 128

_DIMENSIONS, _UNKNOWN = 0x0200, 0xFFFF
_BOF, _SHEET, _MANY_NUMBERS, _ERROR = 0x0809, 0x0085, 0x00BD, 0x0205
_FORMULAS = (0x0006, 0x0206, 0x0406)
_CELLS = (*_FORMULAS, _ERROR, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x027E)

_SHORTEST = {_BOF: 4, 0x0017: 2, 0x0018: 14, 0x0022: 2, 0x002F: 2, 0x0042: 2, 0x00E5: 2, 0x00FC: 8}
"""Octets of records that a reader takes for granted; where they lack it says so on stderr, in its own words."""


class RecordScan:
    """The sheets of an .xls: runs of records in one stream, whose names stand at its beginning."""

    def __init__(self, book: bytes) -> None:
        self.parts: dict[str, Extent] = {}
        self._places: dict[str, str] = {}
        extent = Extent()
        for at, kind, body in _records(book):
            if len(body) < _SHORTEST.get(kind, 0):
                raise ValueError("a record is cut short")
            if kind == _BOF:
                extent = self.parts[str(at)] = Extent()
            elif kind == _SHEET:
                self._places[_name(body)] = str(*struct.unpack_from("<I", body))
            elif kind in _CELLS or kind == _MANY_NUMBERS:
                _measure(extent, kind, body)
        if not set(self._places.values()) <= set(self.parts):
            raise ValueError("a sheet begins nowhere")

    def of(self, sheet: str) -> Extent:
        """Return the extent of a sheet by the name that people see."""
        return self.parts.get(self._places.get(sheet, ""), Extent())


def vetted_legacy(stream: BinaryIO, name: str) -> tuple[BinaryIO, RecordScan]:
    """Return a workbook of the same sheets in a file of nothing else, and what is in them.

    Raises InputError for what is broken, or protected with a password.
    """
    try:
        streams = dict(_streams(stream.read()))
        if "encryptedpackage" in streams:
            raise InputError("is protected with a password; save it without one", place=name)
        read = streams.get("workbook") or streams.get("book")
        if not (book := read() if read else b""):
            raise ValueError("no workbook in it")
        return BytesIO(_file_of(_unmeasured(book))), RecordScan(book)
    except (ValueError, IndexError, struct.error) as error:
        raise unreadable(name, error) from None


def _records(book: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        yield at, kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _unmeasured(book: bytes) -> bytes:
    """Return a workbook that does not say how far its sheets reach: a reader makes room for all of it at once."""
    copy = bytearray(book)
    for at, kind, _ in _records(book):
        if kind == _DIMENSIONS:
            struct.pack_into("<H", copy, at, _UNKNOWN)
    return bytes(copy)


def _measure(extent: Extent, kind: int, body: bytes) -> None:
    row, column = struct.unpack_from("<HH", body)
    last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _MANY_NUMBERS else column
    extent.filled += max(last - column, 0) + 1
    extent.reach(row + 1, last + 1)
    failed = kind == _ERROR and body[7:8] == b"\1"
    if failed or (kind in _FORMULAS and body[6:7] == b"\2" and body[12:14] == b"\xff\xff"):
        extent.errors.append((row + 1, column + 1))


def _name(body: bytes) -> str:
    """Return a sheet's name: its length, how wide its letters are, and the letters."""
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * 2].decode("utf-16-le") if wide else body[8 : 8 + length].decode("latin-1")


def _streams(content: bytes) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield what reads each stream of a compound file, by its name in small letters; they may all share one chain."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise ValueError("sectors of no known size")
    sectors = _Sectors(memoryview(content)[size:], size, _table_of(content, size))
    directory = sectors.read(struct.unpack_from("<I", content, 48)[0])
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    small = array("I", sectors.read(struct.unpack_from("<I", content, 60)[0]))
    root = next((sectors.read(_start(entry)) for entry in entries if entry[66] == 5), b"")
    smalls = _Sectors(memoryview(root), _SMALL_SECTOR, small)
    for entry in entries:
        if entry[66] == 2:
            length = struct.unpack_from("<I", entry, 120)[0]
            held = smalls if length < _SMALL_STREAM else sectors
            yield (
                entry[: max(entry[64] - 2, 0)].decode("utf-16-le").casefold(),
                partial(held.read, _start(entry), length),
            )


def _start(entry: bytes) -> int:
    return int(struct.unpack_from("<I", entry, 116)[0])


class _Sectors:
    """Pieces of one size that a table links to chains."""

    def __init__(self, content: memoryview, size: int, table: array[int]) -> None:
        self.content = content
        self.size = size
        self.table = table

    def read(self, first: int, length: int | None = None) -> bytes:
        """Return the bytes of the chain that begins with a piece, or so many of them."""
        pieces = []
        while first < _FAT:
            pieces.append(self.content[first * self.size : (first + 1) * self.size])
            if len(pieces) * self.size >= len(self.content) + self.size:
                raise ValueError("a chain without end")
            first = self.table[first]
        return b"".join(pieces)[:length]


def _table_of(content: bytes, size: int) -> array[int]:
    """Return the table that says for each sector which one follows; the places of its own sectors form a chain too."""
    places = array("I", content[76:512])
    following = struct.unpack_from("<I", content, 68)[0]
    for _ in range(len(content) // size):
        if following >= _FAT:
            break
        listed = array("I", content[(following + 1) * size : (following + 2) * size])
        following = listed.pop()
        places.extend(listed)
    table = array("I")
    for place in places:
        if place < _FAT:
            table.frombytes(content[(place + 1) * size : (place + 2) * size])
        if len(table) * table.itemsize > len(content):
            raise ValueError("a table without end")
    return table


def _file_of(book: bytes) -> bytes:
    """Return a compound file with one stream, the workbook."""
    book = book.ljust(_SMALL_STREAM, b"\0")
    data = -(-len(book) // _SECTOR)
    tables = -(-(data + 1) // (_SECTOR // 4 - 1))
    links = [*range(1, data), _END, _END, *[_FAT] * tables]
    table = struct.pack(f"<{len(links)}I", *links).ljust(tables * _SECTOR, b"\xff")
    head = struct.pack("<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 4, 0xFFFE, 12, 6,
                       1, tables, data, 0, _SMALL_STREAM, _END, 0, _END, 0, data + 1)  # fmt: skip
    places = struct.pack(f"<{tables}I", *range(data + 1, data + 1 + tables))
    head = (head[:-4] + places).ljust(512, b"\xff").ljust(_SECTOR, b"\0")
    directory = _entry("Root Entry", 5, child=1, start=0, size=0) + _entry(
        "Workbook", 2, child=_NONE, start=0, size=len(book)
    )
    empty = _entry("", 0, child=_NONE, start=0, size=0)
    listed = directory + empty * ((_SECTOR - len(directory)) // _ENTRY)
    return head + book.ljust(data * _SECTOR, b"\0") + listed + table


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    letters = (name + "\0").encode("utf-16-le") if name else b""
    return struct.pack("<64sHBBIII36xIQ", letters, len(letters), kind, 1, _NONE, _NONE, child, start, size)
