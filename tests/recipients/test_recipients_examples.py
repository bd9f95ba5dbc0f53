from __future__ import annotations

from collections import Counter
from functools import cache
from io import BytesIO
from itertools import product

import pytest
from reading_recipients import EXAMPLES, shipped

from templater.candidate import AXIS_CHOICES, Candidate, read_candidate
from templater.errors import Problem
from templater.recipients import Row, Unreadable, open_recipients, read_one

ADDRESSES = ("email", "sender_email", "reply_to")
RESERVED = ("example.com", "example.org", "example.net")


def rows_of(name: str) -> list[Row | Unreadable]:
    with open_recipients(str(EXAMPLES / name), stdin=BytesIO(), headings=shipped()) as source:
        assert not source.columns.of("unknown")
        return list(source)


@cache
def candidates() -> list[tuple[Row, Candidate]]:
    read = []
    for row in rows_of("candidates.csv"):
        assert isinstance(row, Row)
        candidate = read_candidate(row.cells, shipped().vocabulary, needed=("first_name", "role", "company"))
        assert isinstance(candidate, Candidate), candidate
        read.append((row, candidate))
    return read


def test_there_are_24_candidates_and_each_language_has_eight_at_least() -> None:
    languages = Counter(candidate.locale.partition("-")[0] for _, candidate in candidates())
    assert languages.total() == 24
    assert min(languages["es"], languages["en"]) >= 8
    assert {candidate.locale for _, candidate in candidates()} == {"es", "es-MX", "en-GB", "en"}


@pytest.mark.parametrize("cell", list(product(AXIS_CHOICES["self_assessment"], AXIS_CHOICES["gap"])))
def test_every_cell_of_the_decision_table_has_a_candidate(cell: tuple[str, str]) -> None:
    assert cell in {(candidate.self_assessment, candidate.gap) for _, candidate in candidates()}


def test_candidates_come_from_agencies_with_a_name_and_from_companies() -> None:
    relations = Counter(candidate.relation for _, candidate in candidates())
    assert min(relations["agency"], relations["inhouse"]) >= 6
    assert all("sender.agency" in one.facts for _, one in candidates() if one.relation == "agency")


def test_every_candidate_has_an_id_and_addresses_that_reach_nobody() -> None:
    assert len({candidate.id for _, candidate in candidates()}) == 24
    for row, _ in candidates():
        for column in ADDRESSES:
            domain = str(row.cells[column]).rpartition("@")[2]
            assert not domain or domain in RESERVED or domain.endswith(".example")


def test_a_tip_is_given_only_to_those_who_asked() -> None:
    tips = [candidate for _, candidate in candidates() if "coaching_tip" in candidate.facts]
    assert tips
    assert all(candidate.feedback_consent == "requested" for candidate in tips)


def test_the_applications_are_a_spanish_excel_s() -> None:
    content = (EXAMPLES / "applications.csv").read_bytes()
    assert content.startswith("\ufeffNombre;Correo electrónico;Puesto\r\n".encode())
    rows = rows_of("applications.csv")
    assert len(rows) == 40
    for row in rows:
        assert isinstance(row, Row)
        candidate = read_candidate(row.cells, shipped().vocabulary, needed=("first_name", "email", "role"))
        assert isinstance(candidate, Candidate), candidate


# by line; a register or a letter that is not on offer is for the library to say
MISTAKES = {
    3: [("gap", "not-a-choice")],
    4: [("self_assessment", "not-a-choice")],
    5: [("email", "not-an-address")],
    6: [("email", "not-an-address")],
    7: [("interview_date", "ambiguous-date")],
    8: [("interview_date", "not-a-date")],
    9: [("locale", "not-a-locale")],
    11: [("first_name", "missing")],
    12: [("role", "missing")],
    13: [("company", "formula-error")],
    14: [("", "too-many-cells")],
    15: [("decision_by", "automated-decision")],
    16: [("survey_url", "not-a-link")],
    17: [("form", "not-a-choice")],
    18: [("relation", "not-a-choice")],
    19: [("stage", "not-a-choice")],
    21: [("email", "not-an-address"), ("interview_date", "not-a-date"), ("gap", "not-a-choice")],
}


def test_every_mistake_of_the_examples_is_found_in_its_row_and_column() -> None:
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows_of("candidates-with-mistakes.csv"):
        problems = _problems(row)
        if problems:
            found[row.number] = [(problem.column, problem.code) for problem in problems]
    assert found == MISTAKES


def _problems(row: Row | Unreadable) -> tuple[Problem, ...]:
    if isinstance(row, Unreadable):
        return row.problems
    read = read_candidate(row.cells, shipped().vocabulary, needed=("first_name", "role"))
    return read if isinstance(read, tuple) else ()


def test_the_mistakes_of_register_and_letter_come_through_to_the_library() -> None:
    by_line = {row.number: row for row in rows_of("candidates-with-mistakes.csv") if isinstance(row, Row)}
    assert by_line[10].cells["register"] == "vosotros"
    assert by_line[20].cells["letter"] == "rejecton"


def test_the_single_candidate_is_the_canonical_case() -> None:
    cells, columns = read_one(str(EXAMPLES / "candidate.json"), stdin=BytesIO(), headings=shipped())
    candidate = read_candidate(cells, shipped().vocabulary, needed=("first_name", "role", "company"))
    assert isinstance(candidate, Candidate)
    assert (candidate.self_assessment, candidate.gap, candidate.relation) == ("negative", "small", "inhouse")
    assert {"requirement", "evidence", "strength"} <= set(candidate.facts)
    assert columns.notices == ()
