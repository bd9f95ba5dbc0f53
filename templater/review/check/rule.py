"""A rule of the check: its name, what it says, how it looks, and two examples that prove it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from templater.errors import TemplateError
from templater.language.shelves import Source
from templater.review.check.finding import Edit, Finding, Severity
from templater.review.check.templates import Templates


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a rule does not accept.

    `words` are found in the line to give the column; `values` fill the rule's message, as `words` does. `message`
    says something else than the rule's own, and `severity` how bad it is where that differs.
    """

    file: str
    line: int
    words: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    column: int = 0
    fix: tuple[Edit, ...] = ()
    message: str = ""
    severity: Severity | None = None


Example = Mapping[str, str]
"""Files of a team, by name, over a small set of templates: what the rule finds in them, or does not."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong: a short name for programs, the message, and how it is found.

    `fires` is an example in which it is found, `silent` one that is just right; a test tries both.
    """

    code: str
    message: str
    find: Callable[[Templates], Iterable[Hit]]
    fires: Example
    silent: Example
    severity: Severity = "error"

    def findings(self, templates: Templates) -> Iterator[Finding]:
        """Yield a finding for each hit."""
        for hit in self.find(templates):
            quoted = templates.line(hit.file, hit.line)
            column = hit.column or _column(quoted, hit.words)
            severity = hit.severity or self.severity
            if templates.is_draft(hit.file):
                severity = "warning"
            yield Finding(self.code, severity, hit.file, hit.line, column, hit.message or self.message,
                          {"words": hit.words, **hit.values}, quoted, hit.fix)  # fmt: skip


def _column(line: str, words: str) -> int:
    """Return where words stand in a line, from 1: as whole words if they can, and 1 where they do not."""
    whole = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", line)
    return whole.start() + 1 if whole else line.find(words) + 1 or 1


def place_of(place: str) -> tuple[str, int]:
    """Return the file and the line of a place such as "es/phrases.md:12"; line 1 where it names none.

    >>> place_of("es/phrases.md:12"), place_of("layout.html")
    (('es/phrases.md', 12), ('layout.html', 1))
    """
    file, colon, line = place.rpartition(":")
    return (file, int(line)) if colon and line.isdecimal() else (place, 1)


def hit_at(place: str, words: str = "", **values: object) -> Hit:
    """Return a hit at a place such as "es/phrases.md:12"."""
    file, line = place_of(place)
    return Hit(file, line, words, values)


def hit_in(source: Source, words: str = "", **values: object) -> Hit:
    """Return a hit in a text of a file, at the line of it that holds the words."""
    lines = source.text.split("\n")
    behind = next((number for number, line in enumerate(lines) if words in line), 0)
    return Hit(source.file, source.line + behind, words, values)


def hit_of(error: TemplateError) -> Hit:
    """Return an error of the words as a hit."""
    file, line = place_of(error.place)
    return Hit(file, line, str(error.values.get("found", "")), error.values, message=error.message)
