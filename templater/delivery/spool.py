"""Rows of a run, put aside on disk until all are known: memory stays the same however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from templater.delivery.files import explained


class Spool:
    """Octets put aside beside a file to be; nobody else sees them, and they are gone when the program is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with explained(path):
            self._file = TemporaryFile(dir=path.parent)  # noqa: SIM115  # closed by `close`, and by its end
        self._end = 0

    def add(self, chunk: bytes) -> int:
        """Put octets aside, after all others; return where they begin."""
        start = self._end
        with explained(self._path):
            self._file.write(chunk)
        self._end += len(chunk)
        return start

    def read(self, start: int, length: int) -> bytes:
        """Return octets that were put aside."""
        with explained(self._path):
            self._file.seek(start)
            return self._file.read(length)

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of all that was put aside."""
        with explained(self._path):
            self._file.seek(0)
            yield from self._file

    def close(self) -> None:
        """Give the place back."""
        self._file.close()
