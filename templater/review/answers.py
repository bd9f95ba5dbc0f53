"""A sheet of the answers that were read, for a person to look at, and back again with what they say."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from templater.candidate import Vocabulary, fold
from templater.errors import InputError, nearest
from templater.judgement import Reviewed
from templater.merge import Drafted
from templater.recipients import Headings, Unreadable, open_recipients

COLUMNS = ("row", "id", "text", "reading", "confidence", "evidence", "stance", "confirmed")
READINGS = ("positive", "mixed", "negative", "unclear")

_YES = "yes"
_TICKS = ("✓", "✔", "☑")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute (OWASP, CSV injection); a quote in front keeps it text."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a run: what was read in it, and what it did to the letter."""

    row: int
    id: str
    text: str
    reading: str
    confidence: float
    is_sure: bool
    evidence: str
    stance: str
    confirmed: bool


def answer_of(drafted: Drafted) -> Answer | None:
    """Return the answer that a row's letter heeds, or None where there is none."""
    candidate, reading = drafted.candidate, drafted.message.reading
    if reading is None:
        return None
    confirmed = {"none": "unclear"}.get(candidate.self_assessment, candidate.self_assessment)
    return Answer(
        row=drafted.row,
        id=candidate.id,
        text=candidate.answer,
        reading=confirmed if candidate.confirmed else reading.self_assessment,
        confidence=reading.confidence,
        is_sure=reading.is_sure,
        evidence="; ".join(f"{one.text} = {one.says}" for one in reading.evidence),
        stance=drafted.message.situation.stance,
        confirmed=candidate.confirmed,
    )


def write_review(answers: Iterable[Answer]) -> bytes:
    """Return a sheet as CSV that every spreadsheet opens: what a person should look at first comes first."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for one in sorted(answers, key=_urgency):
        writer.writerow(map(_safe, _cells(one)))
    return sheet.getvalue().encode("utf-8-sig")


def _urgency(answer: Answer) -> tuple[bool, bool, float, int]:
    return answer.confirmed, answer.is_sure, answer.confidence, answer.row


def _cells(one: Answer) -> Sequence[str]:
    return (str(one.row), one.id, one.text, one.reading, f"{one.confidence:.2f}", one.evidence, one.stance,
            _YES if one.confirmed else "")  # fmt: skip


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell


def read_review(path: str, *, stdin: BinaryIO, vocabulary: Vocabulary) -> Mapping[tuple[str, str], Reviewed]:
    """Return what a sheet says, by the id and the answer of each line.

    A line counts as confirmed where its last column says so; the run takes one whose reading was changed for
    confirmed too. Raises InputError, with the line, where a reading is none.
    """
    said: dict[tuple[str, str], Reviewed] = {}
    opened = open_recipients(path, stdin=stdin, headings=Headings(), extra=frozenset(COLUMNS))
    with opened as source:
        absent = {"id", "text", "reading"} - set(source.columns.mapping.values())
        if absent:
            raise InputError("is no sheet of answers: the columns {names} are missing", place=path,
                             names=", ".join(sorted(absent)))  # fmt: skip
        for row in source:
            if isinstance(row, Unreadable):
                problem, *_ = row.problems
                raise InputError(problem.message, place=f"{path}:{row.number}", **problem.values)
            cells = {name: _plain(str(cell).strip()) for name, cell in row.cells.items()}
            said[cells["id"], cells["text"]] = _reviewed(cells, f"{path}:{row.number}", vocabulary)
    return said


def _reviewed(cells: Mapping[str, str], place: str, vocabulary: Vocabulary) -> Reviewed:
    known = {**dict(zip(READINGS, READINGS, strict=True)), "none": "unclear"}
    known |= {name: {"none": "unclear"}.get(value, value) for name, value in _words(vocabulary, "self_assessment")}
    found = fold(cells["reading"])
    if found not in known:
        allowed = ", ".join(READINGS)
        if near := nearest(found, known):
            raise InputError("column 'reading': '{found}' is not one of {allowed} (did you mean '{near}'?)",
                             place=place, found=cells["reading"], allowed=allowed, near=known[near])  # fmt: skip
        raise InputError("column 'reading': '{found}' is not one of {allowed}", place=place, found=cells["reading"],
                         allowed=allowed)  # fmt: skip
    noes = {"", "no", *(name for name, value in _words(vocabulary, "share_consent") if value == "no")}
    return Reviewed(known[found], fold(cells.get("confirmed", "")) not in noes or cells.get("confirmed", "") in _TICKS)


def _words(vocabulary: Vocabulary, column: str) -> Iterable[tuple[str, str]]:
    return vocabulary.values.get(column, {}).items()
