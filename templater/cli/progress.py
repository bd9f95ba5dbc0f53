"""How far a run has come, on a terminal and nowhere else: rows, how many a second, and the time left."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeVar

import click

from templater.cli.speech import say, tell

Row = TypeVar("Row")

PAUSE = 0.1
"""Seconds between two looks at how far it is; a run that is shorter shows nothing."""


@dataclass(slots=True)
class Progress:
    """A line at the foot of a terminal, from `with` to its end; `is_shown` says whether there is a terminal.

    `share` is how much of the list has been read, from 0 to 1, or None where nobody can know; `clock` tells seconds.
    What else is said meanwhile goes through `tell`, so that the two do not write over each other.
    """

    is_shown: bool
    share: Callable[[], float | None]
    clock: Callable[[], float]
    rows: int = 0
    _began: float = field(default=0.0, init=False)
    _drawn: float = field(default=0.0, init=False)
    _line: str = field(default="", init=False)

    def __enter__(self) -> Self:
        self._began = self._drawn = self.clock()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._erase()

    def along(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows, and show how many there were."""
        for row in rows:
            yield row
            self.rows += 1
            if self.is_shown:
                self._look()

    def tell(self, line: str) -> None:
        """Say something, where the line stood; it comes again below."""
        self._erase()
        tell(line)

    def _look(self) -> None:
        now = self.clock()
        if now - self._drawn >= PAUSE:
            self._drawn = now
            width = shutil.get_terminal_size().columns - 1  # in the last column a line may wrap
            line = progress_line(self.rows, now - self._began, self.share())[:width]
            _write(f"\r{line}{' ' * (len(self._line) - len(line))}")
            self._line = line

    def _erase(self) -> None:
        if self._line:
            _write(f"\r{' ' * len(self._line)}\r")
            self._line = ""


def _write(text: str) -> None:
    with suppress(OSError):
        click.echo(text, nl=False, err=True)


def progress_line(rows: int, seconds: float, share: float | None) -> str:
    """Return how far a run has come after so many seconds; without a share nobody knows how long it takes.

    >>> progress_line(1200, 4.0, 0.25)
    '1200 rows, 300 a second, 0:12 left'
    """
    rate = round(rows / seconds) if seconds else 0
    if not share:
        return say("{count} rows, {rate} a second", count=rows, rate=rate)
    left = time_of(seconds * (1 - share) / share)
    return say("{count} rows, {rate} a second, {left} left", count=rows, rate=rate, left=left)


def time_of(seconds: float) -> str:
    """Return a time as clocks write it.

    >>> time_of(59.6), time_of(3723)
    ('1:00', '1:02:03')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
