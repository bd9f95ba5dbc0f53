"""Rows of a run, put aside on disk until all are known: memory stays the same however many there are."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from templater.delivery.files import explained


class Places:
    """Where octets were put aside, in their order: all that memory holds of them."""

    def __init__(self) -> None:
        self._places = array("Q")

    def add(self, start: int, length: int) -> None:
        """Note a place."""
        self._places.extend((start, length))

    def __len__(self) -> int:
        return len(self._places) // 2

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._places[::2], self._places[1::2], strict=True)


class Spool:
    """Octets put aside beside a file to be; nobody else sees them, and they are gone when the program is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with explained(path):
            self._file = TemporaryFile(dir=path.parent)  # noqa: SIM115  # closed by `close`, and by its end
        self._end = 0

    def add(self, chunk: bytes, places: Places | None = None) -> None:
        """Put octets aside, after all others, and note where they are."""
        with explained(self._path):
            self._file.write(chunk)
        if places is not None:
            places.add(self._end, len(chunk))
        self._end += len(chunk)

    def of(self, places: Places) -> Iterator[bytes]:
        """Yield what was put aside at these places."""
        for start, length in places:
            with explained(self._path):
                self._file.seek(start)
                chunk = self._file.read(length)
            yield chunk

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of all that was put aside."""
        with explained(self._path):
            self._file.seek(0)
            yield from self._file

    def close(self) -> None:
        """Give the place back."""
        self._file.close()
