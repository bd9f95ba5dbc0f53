"""Turn a stream of bytes into lines of text as they come, whatever program saved them."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from typing import BinaryIO

from templater.errors import InputError

CHUNK = 64 * 1024
LONGEST_LINE = 8 * 1024 * 1024
"""Characters; without an end to lines a file would be held in memory whole."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),  # Excel's "Unicode Text"
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NO_TEXT = "\udcff"
"""What stands in the text for octets that are none: half a character, which no encoding has by itself."""

_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # ZIP (.xlsx, .ods) and OLE 2 (.xls)


def _marked(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return NO_TEXT, error.end


_MARKING = "templater.marking"
codecs.register_error(_MARKING, _marked)


class TextLines:
    """The lines of a stream, each with its own line end; only what is needed for the next is held.

    Without a byte order mark the stream is UTF-8. With `legacy`, what cannot be UTF-8 is Windows-1252, in which
    Excel still saves plain CSV; `encoding` tells which it turned out to be so far, and `number` is the line last given.
    With `marks`, octets that are no text become `NO_TEXT`; otherwise the stream ends there.
    """

    def __init__(self, stream: BinaryIO, name: str, *, legacy: bool = False, marks: bool = False) -> None:
        self.name = name
        self.number = 0
        self.encoding = "utf-8"
        self._stream = stream
        self._legacy = legacy
        self._errors = _MARKING if marks else "strict"
        self._plain = True
        self._size = _size(stream)
        self._octets = 0
        self._decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")()

    @property
    def share(self) -> float | None:
        """How much of the stream has been read, from 0 to 1; None where it is no file."""
        return min(self._octets / self._size, 1.0) if self._size else None

    def __iter__(self) -> Iterator[str]:
        rest = ""
        for text in self.texts():
            *whole, rest = _split(rest + text)
            yield from map(self._next, whole)
            if len(rest) > LONGEST_LINE:
                raise self.error("the line is longer than {most} characters; is this a spreadsheet saved as text?",
                                  most=LONGEST_LINE)  # fmt: skip
        if rest:
            yield self._next(rest)

    def _next(self, line: str) -> str:
        if "\0" in line:
            raise self.error("is not plain text (it holds NUL characters); save the sheet as CSV UTF-8")
        self.number += 1
        return line

    def texts(self) -> Iterator[str]:
        """Yield the text in pieces, as it comes; whoever reads it so counts the lines."""
        chunks = self._chunks()
        first = b""
        while len(first) < 4 and b"\n" not in first and (chunk := next(chunks, b"")):
            first += chunk
        if first.startswith(_SPREADSHEETS):
            raise InputError("is a workbook, not text; save the sheet as CSV UTF-8", place=self.name)
        self.encoding = self._marked_encoding(first)
        self._decoder = codecs.getincrementaldecoder(self.encoding)(self._errors)
        yield self._decode(first)
        for chunk in chunks:
            yield self._decode(chunk)
        yield self._decode(b"", final=True)

    def _marked_encoding(self, first: bytes) -> str:
        """Return the encoding by the mark at the beginning, which is none where a wrong line only looks like it."""
        found = next((name for mark, name in _BYTE_ORDER_MARKS if first.startswith(mark)), "utf-8")
        is_whole = found != "utf-16" or self._errors == "strict" or b"\0" in first[2:4]  # JSON begins with ASCII
        return found if is_whole else "utf-8"

    def _chunks(self) -> Iterator[bytes]:
        # read1 gives what a pipe has got already, so that a row is answered before the next one is written
        read = getattr(self._stream, "read1", self._stream.read)
        try:
            while chunk := read(CHUNK):
                self._octets += len(chunk)
                yield chunk
        except OSError as error:
            raise self.error("cannot be read: {reason}", reason=error.strerror or "") from None

    def _decode(self, chunk: bytes, *, final: bool = False) -> str:
        try:
            text = self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            return self._decode_legacy(error)
        self._plain = self._plain and text.isascii()
        return text

    def _decode_legacy(self, error: UnicodeDecodeError) -> str:
        """Go on in Windows-1252 when all text so far reads the same in both."""
        valid, content = error.object[: error.start], error.object
        try:
            if self._legacy and self.encoding == "utf-8" and self._plain and valid.isascii():
                self.encoding = "cp1252"
                self._decoder = codecs.getincrementaldecoder("cp1252")()
                return self._decoder.decode(content)
        except UnicodeDecodeError:
            raise self.error("is not text; save the sheet as CSV UTF-8") from None
        raise self.error("is not {encoding}; save it again as UTF-8", after=valid.count(b"\n"),
                          encoding=self.encoding.upper().removesuffix("-SIG"))  # fmt: skip

    def error(self, message: str, after: int = 0, **values: object) -> InputError:
        """Return an error at the line that comes next, or `after` lines further on."""
        return InputError(message, place=f"{self.name}:{self.number + 1 + after}", **values)


def _size(stream: BinaryIO) -> int:
    """Return the octets of a file, or 0 for what is none."""
    with suppress(OSError, ValueError):
        found = os.fstat(stream.fileno())
        return found.st_size if stat.S_ISREG(found.st_mode) else 0
    return 0


def _split(text: str) -> list[str]:
    r"""Split at \n, \r\n and \r only: str.splitlines also breaks at signs that belong to a cell."""
    lines = list(StringIO(text, newline=""))
    if not lines or lines[-1].endswith("\n"):
        lines.append("")
    return lines
