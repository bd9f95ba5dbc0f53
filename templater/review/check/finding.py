"""What the check has to say about a place in the words, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """What is to stand between two columns of a line, which count from 1, the second not included."""

    file: str
    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at again: where it is, the line itself, why, and what to do.

    `file` is the file as a person calls it ("es/phrases.md", or "team/es/phrases.md"); `line` and `column` count
    from 1, in characters of the file as it is. `message` is a format string and a message id, which `values` fills;
    `fix` mends it without asking anybody.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    quoted: str = ""
    fix: tuple[Edit, ...] = ()

    @property
    def place(self) -> str:
        """File, line and column."""
        return f"{self.file}:{self.line}:{self.column}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message.format(**self.values)} [{self.code}]"
