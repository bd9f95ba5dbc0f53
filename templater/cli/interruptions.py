"""Being told to stop, by Ctrl-C or by a signal, without leaving half a line or half a file behind."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

PATIENCE = 2
"""Seconds in which whoever reads may take the rest of a line, before the program ends all the same."""

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Stopped(BaseException):
    """Somebody told the program to stop; what is not whole is taken away on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number


class _Interruptions:
    """Whether a line is being written, and the signal that came meanwhile."""

    def __init__(self) -> None:
        self.holding = False
        self.came = 0

    def hear(self, number: int, frame: FrameType | None) -> None:  # the signature of a handler
        """Stop at once, or after the line that is being written."""
        if not self.holding:
            raise Stopped(number)
        if self.came:
            _let_go(number, frame)
        self.came = number
        if hasattr(signal, "alarm"):
            signal.signal(signal.SIGALRM, _let_go)
            signal.alarm(PATIENCE)


_interruptions = _Interruptions()


@contextmanager
def interruptions_heeded() -> Iterator[None]:
    """Raise Stopped where a signal tells to stop; a signal that whoever started us has switched off stays so."""
    if current_thread() is not main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    heeded = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    _interruptions.came = 0
    try:
        for number in heeded:
            signal.signal(number, _interruptions.hear)
        yield
    finally:
        for number in heeded:
            signal.signal(number, before[number])


def whole(act: Callable[[], object]) -> None:
    """Do something that no interruption cuts in two; one that comes meanwhile is heeded afterwards."""
    _interruptions.holding = True
    try:
        act()
    finally:
        _interruptions.holding = False
    if _interruptions.came:
        raise Stopped(_interruptions.came)


def _let_go(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # the signature of a handler
    """Send the rest of a line that nobody takes to nowhere, so that writing it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
