"""Say what went wrong, where, and what would be right, in words that can be translated.

TemplaterError
├── CandidateError         one recipient cannot be written to: every Problem of the row
├── InputError             a file of recipients cannot be read at all
│   └── InputMissing       there is no such file
├── TemplateError          the words are broken: file, line and the line itself
├── ConfigurationError     templater.toml is broken
├── ChoiceError            a letter, locale, register or channel that does not exist
├── NotInstalled           a library or a program that only some uses need is not there
└── OutputError            the destination cannot be written, or is there already
    └── Undeliverable      one message cannot take the form that its destination needs

Every message is English text with named fields, which is also its message id: the
command line looks the text up in its catalog and fills the fields afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with the column it is wrong in.

    `message` is a format string and a message id; `column` is a recipient's column, or "";
    `code` is a short stable name for programs, such as "not-a-choice".
    """

    message: str
    code: str
    column: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        text = self.message.format(**self.values)
        return f"column '{self.column}': {text}" if self.column else text


class TemplaterError(Exception):
    """Anything that templater can explain; see the module for the tree.

    `message` is a format string and a message id, `values` fill it, `place` is "file:line" or "".
    """

    def __init__(self, message: str, *, place: str = "", **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.values = values

    def __str__(self) -> str:
        text = self.message.format(**self.values)
        return f"{self.place}: {text}" if self.place else text


class CandidateError(TemplaterError):
    """One recipient cannot be written to; `problems` says why, completely."""

    def __init__(self, problems: Iterable[Problem], *, place: str = "") -> None:
        self.problems = tuple(problems)
        super().__init__("{problems}", place=place, problems="; ".join(map(str, self.problems)))


class InputError(TemplaterError):
    """A source of recipients cannot be read at all."""


class InputMissing(InputError):
    """There is no such file."""


class TemplateError(TemplaterError):
    """The words are broken; `place` is the template's file and line, `line` the line itself."""

    def __init__(self, message: str, *, place: str = "", line: str = "", **values: object) -> None:
        super().__init__(message, place=place, **values)
        self.line = line

    def at(self, place: str) -> TemplateError:
        """Return the same error at a place that only the caller knows."""
        self.place = place
        return self

    def __str__(self) -> str:
        text = super().__str__()
        return f"{text}\n    {self.line.strip()}" if self.line.strip() else text


Report = Callable[[TemplateError], None]
"""What becomes of an error in the words: a letter cannot be written with one, and a list of faults holds them all."""


def refuse(error: TemplateError) -> None:
    """Raise an error: with broken words nothing is written."""
    raise error


class ConfigurationError(TemplaterError):
    """templater.toml is broken."""


class ChoiceError(TemplaterError):
    """A letter, locale, register, channel or value that does not exist."""


class NotInstalled(TemplaterError):
    """A library or a program that only some uses need is not there; the message says how to install it."""


class OutputError(TemplaterError):
    """The destination cannot be written, or is there already."""


class Undeliverable(OutputError):
    """One message cannot take the form that its destination needs; the others can still be delivered."""


def nearest(found: str, known: Iterable[str]) -> str:
    """Return the known name that `found` was probably meant to be, or "".

    >>> nearest("smal", ["none", "small", "large"])
    'small'
    """
    names = {name.casefold(): name for name in known}
    close = get_close_matches(found.casefold(), names, n=1, cutoff=0.6)
    return names[close[0]] if close else ""
