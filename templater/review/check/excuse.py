"""Rules that are switched off for one place, with the reason: `> off twin: both are liked`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from templater.review.check.templates import File

_OFF = re.compile(r"\s*(?:>|#|Note:)\s*off\b[ :]*([\w-]*)\s*(?::\s*(.*))?$")
_HEADING = re.compile(r"(#{1,2}) |(\[\[?)")


@dataclass(frozen=True, slots=True)
class Excuse:
    """A rule that does not hold from one line of a file to another, both included, and why; "" without a reason."""

    code: str
    reason: str
    file: str
    line: int
    first: int
    last: int

    def covers(self, code: str, file: str, line: int) -> bool:
        """Say whether a finding is meant."""
        return code == self.code and file == self.file and self.first <= line <= self.last


def excuses(file: File) -> Iterator[Excuse]:
    """Yield the excuses of a file: each holds for the section, the phrase or the table that it stands in.

    Above them all, or among the headers of a letter, it holds for the whole file.
    """
    if " off " not in file.text:
        return
    lines = file.lines
    levels = [_level(line) for line in lines]
    for number, line in enumerate(lines):
        if found := _OFF.match(line):
            start = next((at for at in range(number, -1, -1) if levels[at]), -1)
            own = levels[start] if start >= 0 else 0
            end = next((at for at in range(number + 1, len(lines)) if 0 < levels[at] <= own), len(lines))
            first, last = (start + 1, end) if own else (1, len(lines))
            yield Excuse(found[1], (found[2] or "").strip(), file.name, number + 1, first, last)


def _level(line: str) -> int:
    """Return the level of a heading: 1 for a phrase or a table of TOML, 2 for a section, 0 for none."""
    found = _HEADING.match(line)
    return 0 if found is None or _OFF.match(line) else len(found[1] or "#")
