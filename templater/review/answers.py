"""A sheet of the answers that were read, for a person to look at, and back again with what they say."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from templater.candidate import Vocabulary, as_text, fold, plain, safe
from templater.delivery.spool import Places, Spool
from templater.errors import InputError, nearest
from templater.judgement import Reviewed
from templater.merge import Drafted, answer_key
from templater.recipients import Headings, Unreadable, open_recipients
from templater.review.cells import YES_OR_NO

COLUMNS = ("row", "id", "text", "reading", "confidence", "evidence", "stance", "confirmed")
READINGS = ("positive", "mixed", "negative", "unclear")

LONGEST = 2000
"""Characters of an answer that the sheet shows; a cell of Excel holds 32,767."""


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


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet that came back: where it stands, whose answer it is, and what it says."""

    number: int
    id: str
    reviewed: Reviewed


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


class AnswerSheet:
    """A sheet of answers as CSV that every spreadsheet opens: what a person should look at first comes first.

    Until it is written the answers are put aside on disk beside `path`; they come in the order of their rows.
    """

    def __init__(self, path: Path) -> None:
        self.count = self.unsure = 0
        self._spool = Spool(path)
        self._places: defaultdict[tuple[bool, bool, float], Places] = defaultdict(Places)

    def add(self, answer: Answer) -> None:
        """Take down an answer."""
        self.count += 1
        self.unsure += not (answer.is_sure or answer.confirmed)
        urgency = answer.confirmed, answer.is_sure, answer.confidence
        self._spool.add(_line(_cells(answer)), self._places[urgency])

    def finished(self) -> Iterator[bytes]:
        """Yield the sheet."""
        yield BOM_UTF8 + _line(COLUMNS)
        for _, places in sorted(self._places.items()):
            yield from self._spool.of(places)

    def close(self) -> None:
        """Give the place on disk back."""
        self._spool.close()


def _line(cells: Sequence[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def _cells(one: Answer) -> Sequence[str]:
    text, evidence = (_shown(text)[:LONGEST] for text in (one.text, one.evidence))
    return (str(one.row), as_text(one.id), as_text(text), one.reading, f"{one.confidence:.2f}", safe(evidence),
            one.stance, "yes" if one.confirmed else "")  # fmt: skip


def _shown(text: str) -> str:
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text.replace("\r\n", "\n"))


def read_review(path: str, *, stdin: BinaryIO, vocabulary: Vocabulary) -> Mapping[tuple[str, str], Line]:
    """Return what a sheet says, by the id and the answer of each line (see `answer_key`).

    A line counts as confirmed where its last column says so; the run takes one whose reading was changed for
    confirmed too. Raises InputError, with the line, where a cell says nothing that is known or two lines contradict
    each other.
    """
    said: dict[tuple[str, str], Line] = {}
    known = Path(path).suffix.lower() in (".csv", ".tsv", ".tab", ".jsonl", ".ndjson")
    opened = open_recipients(
        path, format=None if known else "csv", stdin=stdin, headings=Headings(), extra=frozenset(COLUMNS)
    )
    with opened as source:
        absent = {"id", "text", "reading"} - set(source.columns.mapping.values())
        if absent:
            raise InputError("is no sheet of answers: the columns {names} are missing", place=path,
                             names=", ".join(sorted(absent)))  # fmt: skip
        for row in source:
            place = f"{path}:{row.number}"
            if isinstance(row, Unreadable):
                problem, *_ = row.problems
                raise InputError(problem.message, place=place, **problem.values)
            cells = {name: _cell(row.cells.get(name)) for name in COLUMNS}
            key = answer_key(cells["id"], cells["text"])
            line = Line(row.number, cells["id"], _reviewed(cells, place, vocabulary))
            said[key] = _agreed(said.get(key, line), line, place)
    return said


def _cell(cell: object) -> str:
    return plain("" if cell is None else str(cell).strip())


def _agreed(first: Line, line: Line, place: str) -> Line:
    """Of two lines with the same answer a confirmed one counts; they must not contradict each other."""
    if first.reviewed.reading != line.reviewed.reading and first.reviewed.confirmed == line.reviewed.confirmed:
        raise InputError("this answer stands in line {other} too, with another reading; keep one of them",
                         place=place, other=first.number)  # fmt: skip
    return first if first.reviewed.confirmed else line


def _reviewed(cells: Mapping[str, str], place: str, vocabulary: Vocabulary) -> Reviewed:
    readings = {**dict(zip(READINGS, READINGS, strict=True)), "none": "unclear"}
    readings |= {name: {"none": "unclear"}.get(value, value) for name, value in _words(vocabulary, "self_assessment")}
    answers = {**YES_OR_NO, **dict(_words(vocabulary, "share_consent"))}
    reading = _known("reading", cells, readings, READINGS, place)
    return Reviewed(reading, _known("confirmed", cells, answers, ("yes", "no"), place) == "yes")


def _known(column: str, cells: Mapping[str, str], known: Mapping[str, str], allowed: Sequence[str], place: str) -> str:
    found = cells[column]
    for name in (found, fold(found)):
        if name in known and (name or not found):
            return known[name]
    values = {"column": column, "found": found, "allowed": ", ".join(allowed)}
    if near := nearest(fold(found), known):
        raise InputError("column '{column}': '{found}' is not one of {allowed} (did you mean '{near}'?)", place=place,
                         near=known[near], **values)  # fmt: skip
    raise InputError("column '{column}': '{found}' is not one of {allowed}", place=place, **values)


def _words(vocabulary: Vocabulary, column: str) -> Iterable[tuple[str, str]]:
    return vocabulary.values.get(column, {}).items()
