"""Understand the names of a source's columns, and say what was not understood."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from templater.candidate import BY_NAME, Record, fold
from templater.errors import InputError
from templater.recipients.vocabulary import Headings

STRANGERS = 100
"""Unknown columns that are named, and that may be misspellings of ours."""

NAMED = 20
"""Columns without a name that a notice counts before it stops."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where programs run words together: "firstName", "currentInterviewStage"."""

LIKENESS = 0.8
"""How alike a column must be to one of ours to be called its misspelling: "emial" is, "notes" is not."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say once about a source; `message` is a format string and a message id, as in Problem.

    `column` is the column as the source writes it, or "".
    """

    message: str
    column: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.values)


@dataclass(frozen=True, slots=True)
class Placed:
    """One column of a source, and what becomes of it; `column` is ours, or "" when it is not read."""

    found: str
    fate: Literal["read", "protected", "ignored", "unknown", "unnamed"]
    column: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How a source's columns were understood, in its own order, with what its reader should know."""

    placed: tuple[Placed, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        """The columns that are read: what the source calls each, and what we do."""
        return {one.found: one.column for one in self.placed if one.column}

    def of(self, fate: str) -> tuple[str, ...]:
        """Return the source's names for the columns with one fate, such as "unknown" or "protected"."""
        return tuple(one.found for one in self.placed if one.fate == fate)


def map_headers(found: Sequence[str], headings: Headings, *, extra: frozenset[str], place: str = "") -> ColumnMap:
    """Return how a header row is understood; `extra` are columns that the team declares beside ours.

    Raises InputError when two headers mean the same column, or none means any; `place` is the row's file and line.
    """
    placed = tuple(place_header(name, headings, extra) for name in found)
    for first, second in same_column(placed):
        raise InputError("the columns '{first}' and '{second}' are both read as '{column}'; keep one of them",
                         place=place, first=first.found, second=second.found, column=first.column)  # fmt: skip
    if not any(one.column for one in placed):
        raise InputError("no column is known here; the first line names the columns, such as {example}",
                         place=place, example="first_name, email, role")  # fmt: skip
    return column_map(placed, headings)


def place_header(found: str, headings: Headings, extra: frozenset[str]) -> Placed:
    """Return what becomes of one column; a protected trait is not read whatever else its name may mean."""
    name = " ".join(found.split())
    if not name:
        return Placed("", "unnamed")
    placed = _placed(name, fold(name), headings, extra)
    apart = _CAMEL.sub(" ", name)
    return placed if placed.fate != "unknown" or apart == name else _placed(name, fold(apart), headings, extra)


def _placed(name: str, key: str, headings: Headings, extra: frozenset[str]) -> Placed:
    words = headings.vocabulary
    if key in words.protected:
        return Placed(name, "protected")
    if column := _own(name, key, extra) or words.columns.get(key, ""):
        return Placed(name, "read", column)
    if key in headings.ignored:
        return Placed(name, "ignored")
    # "candidate_gender" and "EEOC: veteran status" are as protected as the plain names
    return Placed(name, "protected" if any(f"_{trait}_" in f"_{key}_" for trait in words.protected) else "unknown")


def _own(name: str, key: str, extra: frozenset[str]) -> str:
    """Return one of our columns, or one that the team declares, by its very name."""
    if key in BY_NAME:
        return key
    # a name in another script folds to nothing, and is compared as it is
    return next((column for column in extra if column == name or (key and fold(column) == key)), "")


def same_column(placed: Iterable[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Yield the pairs that would fill the same column."""
    seen: dict[str, Placed] = {}
    for one in placed:
        if one.column in seen:
            yield seen[one.column], one
        elif one.column:
            seen[one.column] = one


def column_map(placed: Sequence[Placed], headings: Headings) -> ColumnMap:
    """Return the map of columns whose fate is known, with its notices."""
    return ColumnMap(tuple(placed), tuple(_notices(placed, headings)))


def recorder(placed: Sequence[Placed]) -> Callable[[Sequence[object]], Record]:
    """Return what makes a record of a row's cells, without those about protected traits.

    Cells beyond the columns are kept under no name, and there may be fewer.
    """
    kept = [number for number, one in enumerate(placed) if one.fate != "protected"]
    names = tuple(placed[number].found for number in kept)

    def record(cells: Sequence[object]) -> Record:
        if len(cells) <= len(placed):
            some = kept[: bisect_left(kept, len(cells))]
            return Record(names, cells if len(names) == len(placed) else [cells[number] for number in some])
        beyond = range(len(placed), len(cells))
        return Record((*names, *("" for _ in beyond)), [cells[number] for number in (*kept, *beyond)])

    return record


def _notices(placed: Sequence[Placed], headings: Headings) -> Iterator[Notice]:
    renamed = [f"{one.found} → {one.column}" for one in placed if one.column and fold(one.found) != fold(one.column)]
    if renamed:
        yield Notice("columns read as: {pairs}", values={"pairs": ", ".join(renamed)})
    for one in placed:
        if one.fate == "protected":
            yield Notice("the column '{found}' is about a protected trait: it was dropped, and never read",
                         one.found, {"found": one.found})  # fmt: skip
        elif one.fate == "ignored":
            yield Notice("the column '{found}' was left out: the reason noted in another system is no requirement; "
                         "write what the role asks for in a column 'requirement'",
                         one.found, {"found": one.found})  # fmt: skip
    yield from _strangers(placed, headings)
    unnamed = [str(number) for number, one in enumerate(placed, 1) if one.fate == "unnamed"]
    if unnamed:
        named = unnamed if len(unnamed) <= NAMED else [*unnamed[:NAMED], "…"]
        yield Notice("columns without a name were left out, counted from the left: {numbers}",
                     values={"numbers": ", ".join(named)})  # fmt: skip


def _strangers(placed: Sequence[Placed], headings: Headings) -> Iterator[Notice]:
    """Yield a notice for each misspelling, and one for all other columns that nothing here uses."""
    strangers: list[str] = []
    present = {one.column for one in placed}
    for one in placed:
        if one.fate != "unknown":
            continue
        if len(strangers) < STRANGERS and (near := _misspelt(one.found, present, headings)):
            yield Notice("there is no column '{found}' (did you mean '{near}'?); it was left out",
                         one.found, {"found": one.found, "near": near})  # fmt: skip
        else:
            strangers.append(one.found)
    if strangers:
        named = strangers if len(strangers) <= STRANGERS else [*strangers[:STRANGERS], "…"]
        yield Notice("columns that no letter uses were left out: {names}", values={"names": ", ".join(named)})


def _misspelt(found: str, present: set[str], headings: Headings) -> str:
    """Return the absent column that a name was probably meant to be, or ""."""
    names = {**headings.vocabulary.columns, **dict.fromkeys(BY_NAME)}
    absent = [name for name, column in names.items() if (column or name) not in present]
    close = get_close_matches(fold(found), absent, n=1, cutoff=LIKENESS)
    return close[0] if close else ""
