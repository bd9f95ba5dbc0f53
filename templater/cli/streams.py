"""The standard streams, which may be closed, full, or speak an encoding that lacks a letter."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from functools import partial
from typing import TextIO

from templater.cli.interruptions import whole
from templater.errors import OutputError


def prepare_streams() -> None:
    """Open the streams that came closed, and let none refuse a character."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  # it stays open
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  # it stays open
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")  # as the standard error does from the start


class WholeLines:
    """The octets of the standard output, among which no interruption leaves half a line."""

    def __init__(self, stream: TextIO) -> None:
        self._below = stream.buffer

    def write(self, line: bytes) -> int:
        """Write a line."""
        whole(partial(self._below.write, line))
        return len(line)

    def flush(self) -> None:
        """Pass on what was written."""
        whole(self._below.flush)


def silence_closed_streams() -> None:
    """Flush what is left; where it has nowhere to go, Python must not complain of it on its way out."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def unwritable(error: OSError) -> OutputError:
    """Return the error for a standard output that takes no more."""
    return OutputError("{path} cannot be written: {reason}", path="-", reason=(error.strerror or str(error)).lower())
