"""Look through a packed workbook before anybody unpacks it, and pass on nothing but what was looked at."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from templater.errors import InputError
from templater.recipients.broken import unreadable
from templater.recipients.extent import PartScan, Scan, SheetScan, TableScan

LARGEST_UNPACKED = 256 * 1024 * 1024
"""Bytes of all XML in a workbook; fifty thousand recipients take about forty million."""

THICKEST = 200
"""How many times larger than its packed form a part may be; sheets are ten to thirty times."""

_SMALL = 8 * 1024 * 1024
_CHUNK = 1024 * 1024
_BROKEN = (BadZipFile, expat.ExpatError, zlib.error, struct.error, ValueError, NotImplementedError, RuntimeError,
           LookupError, EOFError, OSError)  # fmt: skip


def vetted(stream: BinaryIO, name: str) -> tuple[BinaryIO, Scan]:
    """Return a workbook of the same sheets that holds only parts which were read to their end, and what is in them.

    A part that says another size than it has, or is in the archive twice, may look harmless to one reader of
    archives and be unpacked by another; what is passed on is packed anew, so that there is only one way to read it.
    Raises InputError for a workbook that is too large, or that brings declarations of its own (XML's DOCTYPE).
    """
    try:
        with ZipFile(stream) as archive:
            parts = [part for part in archive.infolist() if _is_read(part.filename)]
            _check(parts, name)
            return _copied(archive, parts, name)
    except _BROKEN as error:
        raise unreadable(name, error) from None


def _is_read(part: str) -> bool:
    return part.endswith((".xml", ".rels")) or part == "mimetype"


def _check(parts: list[ZipInfo], name: str) -> None:
    names = {part.filename.casefold() for part in parts}
    if len(names) != len(parts):
        raise BadZipFile("a part is there twice")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise BadZipFile("a part is packed as no spreadsheet program packs it")
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or any(map(_is_bomb, parts)):
        raise _too_large(name)


def _is_bomb(part: ZipInfo) -> bool:
    return part.file_size > _SMALL and part.file_size > THICKEST * part.compress_size


def _too_large(name: str) -> InputError:
    return InputError("is a workbook that unpacks to more than {most} bytes; save the sheet as CSV UTF-8",
                      place=name, most=LARGEST_UNPACKED)  # fmt: skip


def _copied(archive: ZipFile, parts: list[ZipInfo], name: str) -> tuple[BinaryIO, Scan]:
    copy = BytesIO()
    scan: PartScan = TableScan() if any(part.filename == "content.xml" for part in parts) else SheetScan()
    with ZipFile(copy, "w") as fresh:
        for part in parts:
            with archive.open(part) as packed, fresh.open(ZipInfo(part.filename), "w") as unpacked:
                read = _reader(scan.handlers(part.filename), name) if part.filename != "mimetype" else _ignored
                for chunk in iter(lambda: packed.read(_CHUNK), b""):
                    read(chunk)
                    unpacked.write(chunk)
                read(b"", True)  # noqa: FBT003 - expat's: it is the end, where all that began must have ended
    copy.seek(0)
    return copy, scan


def _ignored(*_: object) -> None: ...


def _reader(handlers: Mapping[str, Callable[..., None]], name: str) -> Callable[..., object]:
    """Return what reads a part piece by piece, and refuses what XML can declare."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def declared(*_: object) -> None:
        raise InputError("is a workbook with declarations of its own (DOCTYPE), which no spreadsheet program writes",
                         place=name)  # fmt: skip

    parser.StartDoctypeDeclHandler = declared
    for event, handler in handlers.items():
        setattr(parser, event, handler)
    return parser.Parse
