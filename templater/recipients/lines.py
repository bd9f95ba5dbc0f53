"""Cut a stream into lines, of which one that nobody can read costs only itself, however long it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from templater.errors import Problem
from templater.recipients.decoding import LONGEST_LINE, NO_TEXT, TextLines

_BLANK = " \t\r\n"


def single_lines(text: TextLines) -> Iterator[tuple[int, str | Problem]]:
    r"""Yield the lines that are not blank, without what is blank around them, or what makes one no text.

    Only \n ends a line, so that whoever writes lines and reads an answer to each keeps count. `text` marks octets that
    are no text.
    """
    for line in _cut(text.texts()):
        text.number += 1
        if line is None:
            yield text.number, Problem("is longer than {most} characters, too long for one recipient", "too-long",
                                       values={"most": LONGEST_LINE})  # fmt: skip
        elif NO_TEXT in line:
            yield text.number, Problem("is not {encoding}; save it again as UTF-8", "not-text",
                                       values={"encoding": text.encoding.upper().removesuffix("-SIG")})  # fmt: skip
        elif "\0" in line:
            yield text.number, Problem("is not plain text (it holds NUL characters); save it again as UTF-8",
                                       "not-text")  # fmt: skip
        elif content := line.strip(_BLANK):
            yield text.number, content


def _cut(pieces: Iterable[str]) -> Iterator[str | None]:
    """Yield every line without its end, and None for one that is too long: at once, and what follows is let go."""
    held: str | None = ""
    for piece in pieces:
        *ended, rest = piece.split("\n")
        for part in ended:
            if held is not None:
                yield _joined(held, part)
            held = ""
        if held is not None and (held := _joined(held, rest)) is None:
            yield None
    if held:
        yield held


def _joined(held: str, part: str) -> str | None:
    return held + part if len(held) + len(part) <= LONGEST_LINE else None
