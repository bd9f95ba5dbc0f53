"""What a cell means when nobody wrote one of our own words, and when it must be asked instead."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest

from templater.candidate import BY_NAME, Candidate, Vocabulary, read_candidate
from templater.recipients import read_headings

TEMPLATES = Path(__file__).parents[2] / "templates"
GOOD = {"first_name": "Ana", "role": "Analista", "locale": "es"}


@cache
def vocabulary() -> Vocabulary:
    return read_headings([TEMPLATES]).vocabulary


def read(**cells: object) -> Candidate | dict[str, str]:
    """Return the candidate, or the codes of what is wrong by column."""
    found = read_candidate({**GOOD, **cells}, vocabulary())
    return found if isinstance(found, Candidate) else {one.column: one.code for one in found}


@pytest.mark.parametrize(
    ("written", "stage"),
    [
        ("Phone Screen", "screen"),
        ("Recruiter Phone Screen (30 min)", "screen"),
        ("Technical phone interview", "screen"),
        ("Application Review", "application"),
        ("Onsite", "final"),
        ("Interview - Onsite", "final"),
        ("2nd round: panel interview", "interview"),
        ("Final round - technical interview", "final"),
        ("Hiring Manager Screen", "interview"),
        ("Reference Check", "final"),
        ("Entrevista final", "final"),
        ("Entrevista telefónica con RR. HH.", "screen"),
        ("Segunda ronda, entrevista con el equipo", "interview"),
        ("Revisión de CV", "application"),
    ],
)
def test_a_stage_is_understood_by_the_words_in_it_and_of_two_the_later_one(written: str, stage: str) -> None:
    candidate = read(stage=written)
    assert isinstance(candidate, Candidate), candidate
    assert candidate.stage == stage


@pytest.mark.parametrize("written", ["Archived", "Talent pool", "Sin entrevistar", "Ronda 3", "Rechazado", "x" * 300])
def test_a_stage_that_nobody_knows_is_asked_and_never_guessed(written: str) -> None:
    assert read(stage=written) == {"stage": "not-a-choice"}


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Rejected - after phone screen", "rejected"),
        ("REJECTED", "rejected"),
        ("Descartado tras la entrevista", "rejected"),
        ("No seleccionada (otro perfil)", "rejected"),
        ("RejectedByOrg", "rejected"),
        ("Rejected by candidate", "withdrawn"),
        ("RejectedByCandidate", "withdrawn"),
        ("They rejected us", "withdrawn"),
        ("Rejected our offer", "withdrawn"),
        ("Withdrawn (accepted another offer)", "withdrawn"),
        ("Rechazada por la candidata", "withdrawn"),
        ("Se retira: ha aceptado otra oferta", "withdrawn"),
        ("In progress - interview", "active"),
        ("Hired!", "hired"),
        (True, "rejected"),
        (False, "active"),
    ],
)
def test_a_status_is_understood_by_the_words_in_it(written: object, status: str) -> None:
    candidate = read(status=written)
    assert isinstance(candidate, Candidate), candidate
    assert candidate.status == status


@pytest.mark.parametrize(
    "written",
    [
        "Not rejected",
        "To be rejected",
        "Pending rejection",
        "Candidate rejected",
        "Archived",
        "Hired another candidate",
        "Offer withdrawn",
        "Rejected, then hired",
        "No descartado",
        "Pendiente de descartar",
        "Rejected in error",
        "Descartada por error",
        "Vacante retirada",
        "Archivado",
        "Rejected or withdrawn",
    ],
)
def test_a_status_that_may_mean_two_things_is_asked(written: str) -> None:
    assert read(status=written) == {"status": "not-a-choice"}


def test_every_keyword_means_what_its_own_table_says() -> None:
    for column, words in vocabulary().keywords.items():
        for word, meaning in words.items():
            exact = vocabulary().values[column].get(word, meaning)
            assert vocabulary().meaning(BY_NAME[column], word) in (meaning, exact), word


@pytest.mark.parametrize(
    "token",
    [
        "{{CANDIDATE_FIRST_NAME}}",
        "{{Candidate first name}}",
        "{first-name there}",
        "[FIRST_NAME]",
        "##applicant-first-name##",
        "*|FNAME|*",
        "«First_Name»",
        "Ana {{candidate_first_name}}",
        "<<First_Name>>",
        "<< Next-Record_2 >>",
        "{{CANDIDATE_\u00adFIRST_NAME}}",
        "{{Candidate\nname}}",
        "{{Candidate  name}}",
    ],
)
@pytest.mark.parametrize("column", ["first_name", "company", "requirement", "email", "stage"])
def test_a_placeholder_that_nobody_filled_in_is_a_problem_of_its_row(token: str, column: str) -> None:
    assert read(**{column: token}) == {column: "token"}


@pytest.mark.parametrize(
    "begun",
    ["<<", "{{", "{", "##", "[", "«", "*|", "%", "${", "{!"],
)
@pytest.mark.parametrize("words", ["a_", "a ", "A_", "a-", "a.", " "])
def test_a_placeholder_that_never_ends_takes_no_time(begun: str, words: str) -> None:
    started = time.process_time()
    read(requirement=(begun + words * 12) * 100, evidence=begun + words * 28)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "value", ["C++ {sic}", "{{ 7*7 }}", "[ver CV]", "100 % SQL", "R&D [remote]", "«Ágora»", "#1", "a|b"]
)
def test_what_only_looks_a_little_like_one_stands_as_it_is(value: str) -> None:
    candidate = read(requirement=value)
    assert isinstance(candidate, Candidate), candidate
    assert candidate.facts["requirement"] == value


@pytest.mark.parametrize(
    "written", ["3/12/2026 9:30", "03/12/2026, 9:30:00 AM", "3-12-2026 21:30", "3/12/2026 9:30 p. m."]
)
def test_a_time_behind_a_date_is_what_spreadsheets_add(written: str) -> None:
    candidate = read(interview_date=written)
    assert isinstance(candidate, Candidate), candidate
    assert str(candidate.facts["interview_date"]) == "2026-12-03"


def test_a_team_says_how_its_countries_write_dates(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en/columns.toml").write_text('[dates]\nen-GB = "dmy"\nen-US = "mdy"\n', "utf-8")
    words = read_headings([TEMPLATES, tmp_path]).vocabulary
    for locale, day in (("en-GB", "2026-12-03"), ("en_us", "2026-03-12")):
        found = read_candidate({**GOOD, "locale": locale, "interview_date": "3/12/2026"}, words)
        assert isinstance(found, Candidate)
        assert str(found.facts["interview_date"]) == day
    assert not isinstance(read_candidate({**GOOD, "locale": "en", "interview_date": "3/12/2026"}, words), Candidate)
