"""Whatever stands in its cells, a recipient comes in with nothing hidden, or is told what is wrong."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from unicodedata import category

from fields import fields_of, octets_of

from templater.candidate import COLUMNS, Candidate, Door, tokens_in
from templater.candidate.text import forbidden_character
from templater.errors import Problem
from templater.recipients import read_headings

ROOT = Path(__file__).parents[2]
LONGEST = 4096
NAMES = [column.name for column in COLUMNS] + ["team", "nobody's"]
MOST = 8
DOOR = Door(read_headings([ROOT / "templates"]).vocabulary, extra=["team"])


def try_one(octets: bytes) -> None:
    cells = dict(_cell(field) for field in fields_of(octets, MOST) if field)
    read = DOOR.read(cells, row=2)
    if not isinstance(read, Candidate):
        assert read
        assert all(isinstance(one, Problem) and str(one) for one in read)
        return
    for fact in read.facts.values():
        for text in fact if isinstance(fact, tuple) else (str(fact),):
            assert not any(category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in text), ascii(text)
            assert not forbidden_character(text), ascii(text)
            assert not list(tokens_in(text)), ascii(text)
            assert text == " ".join(text.split()) != "", ascii(text)


def _cell(field: str) -> tuple[str, object]:
    """Return a cell: its first character chooses the column, the second what the others are."""
    text = field[2:]
    number = sum(map(ord, text[:16])) % 3_000_000
    day, moment = date.fromordinal(1 + number), datetime.fromordinal(1 + number)
    kinds: list[object] = [
        text, text, text, text.split("|"), _json(text), number, 10 ** (number % 9000), number / 7, float("nan"), None,
        day, moment, time(number % 24), text.encode("utf-16", "replace"),
    ]  # fmt: skip
    return NAMES[ord(field[0]) % len(NAMES)], kinds[ord(field[1:2] or "\0") % len(kinds)]


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def seeds() -> list[bytes]:
    return list(_seeds())


def _seeds() -> Iterator[bytes]:
    for path in (ROOT / "examples").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                cells = [f"{chr(NAMES.index(name))}\0{cell}" for name, cell in row.items() if name in NAMES and cell]
                yield from (octets_of(*cells[at : at + MOST]) for at in range(0, len(cells), MOST))
    for name in ("requirement", "survey_url", "send_at", "locale", "interview_date"):
        for text in ("{{CANDIDATE_FIRST_NAME}}", "- a\n- b", "2026-12-03T09:30", "3/12/2026 9:30 p. m.", "es-MX", "https://a.es/x",
                     '["a", 1, null, {"b": true}]', "#N/A", "a\u00adb\u202e"):  # fmt: skip
            yield from (octets_of(f"{chr(NAMES.index(name))}{kind}{text}") for kind in "\0\3\4")
