from __future__ import annotations

import json

import pytest
from making_workbooks import xlsx
from reading_recipients import cells, read

from templater.recipients import ColumnMap


def status(header: str, row: str) -> object:
    return cells(f"Name,{header}\nAna,{row}\n".encode())[0]["status"]


@pytest.mark.parametrize(
    ("header", "row", "told"),
    [
        ("Status,Rejection type", "Rejected,They rejected us", "withdrawn"),
        ("Status,Rejection type", "Rejected,We rejected them", "Rejected"),
        ("Status,Archive Reason Type", "Archived,RejectedByCandidate", "withdrawn"),
        ("Status,Archive Reason Type", "Archived,RejectedByOrg", "rejected"),
        ("Status,Archive Reason", "Archived,Lacking skills", "rejected"),
        ("Status,Archive Reason", "Archived,", "Archived"),
        ("Status,Archive Reason", "Archived,Hired", "Archived"),
        ("Status,Archive Reason", "Archived,Offer withdrawn", "Archived"),
        ("Status,Disqualification reason", "Active,Withdrew", "Active"),
        ("Status,Rejection reason", "Rejected,Accepted another offer", "withdrawn"),
        ("Estado,Motivo de descarte", "Descartado,Rechazado por el candidato", "withdrawn"),
        ("Estado,Motivo de descarte", "Descartado,Falta de experiencia", "Descartado"),
        ("Estado,Motivo", "Archivada,Se retira: otra oferta", "withdrawn"),
    ],
)
def test_whoever_withdrew_is_known_by_the_reason_whatever_the_status_says(header: str, row: str, told: str) -> None:
    assert status(header, row) == told


def test_a_reason_tells_of_a_withdrawal_where_there_is_no_status() -> None:
    rows = cells(b"Name,Rejection reason\nAna,Withdrew\nEva,Lacking skills\n")
    assert rows == [{"full_name": "Ana", "status": "withdrawn"}, {"full_name": "Eva"}]


def test_a_reason_itself_never_gets_into_the_row() -> None:
    rows, columns = read(b"Name,Rejection reason,Status\nAna,Lacking skills,Rejected\n")
    assert "Lacking" not in str(rows)
    assert columns.of("ignored") == ("Rejection reason",)


def test_the_objects_of_a_system_s_interface_are_understood() -> None:
    record = {
        "candidateName": "Ana",
        "jobTitle": "Dev",
        "currentStage": "Phone Screen",
        "status": "rejected",
        "veteranStatus": "x",
        "rejection_reason": {"id": 1, "name": "Salary", "type": {"id": 2, "name": "They rejected us"}},
    }
    rows, columns = read(json.dumps([record]).encode(), "json")
    assert dict(rows[0].cells) == {  # type: ignore[union-attr]  # a row that was read
        "full_name": "Ana", "role": "Dev", "stage": "Phone Screen", "status": "withdrawn",
    }  # fmt: skip
    assert columns.of("protected") == ("veteranStatus",)


def test_a_reason_is_heard_in_a_workbook_too() -> None:
    content = xlsx({"A": [("Name", "Status", "Archive reason"), ("Ana", "Archived", "Withdrew")]})
    assert cells(content, "xlsx") == [{"full_name": "Ana", "status": "withdrawn"}]


EXPORTS = {
    "greenhouse": "Candidate ID,First Name,Last Name,Email,Job,Current Stage,Status,Rejection Reason,"
    "Rejection Type,Recruiter,Gender,Race,Veteran Status,Disability Status",
    "lever": "Candidate Name,Email,Phone,Posting,Stage,Archive Reason,Owner,Origin",
    "ashby": "Candidate Name,Primary Email Address,Job,Current Interview Stage,Status,Archive Reason,"
    "Archive Reason Type",
    "workable": "Name,Email,Phone,Job,Stage,Disqualified,Disqualification Reason,Address",
    "teamtailor": "First name,Last name,Email,Phone,Job title,Stage,Reject reason,Picture",
}
EXPECTED = {
    "greenhouse": {"id", "first_name", "last_name", "email", "role", "stage", "status", "sender_name"},
    "lever": {"full_name", "email", "phone", "role", "stage"},
    "ashby": {"full_name", "email", "role", "stage", "status"},
    "workable": {"full_name", "email", "phone", "role", "stage", "status"},
    "teamtailor": {"first_name", "last_name", "email", "phone", "role", "stage"},
}
PROTECTED = {"greenhouse": 4, "teamtailor": 1}


@pytest.mark.parametrize("system", EXPORTS)
def test_the_columns_of_an_export_are_understood_and_shown_once(system: str) -> None:
    _, columns = read(f"{EXPORTS[system]}\n".encode())
    assert set(columns.mapping.values()) == EXPECTED[system]
    assert len(columns.of("protected")) == PROTECTED.get(system, 0)
    assert columns.of("ignored")
    assert sum("columns read as" in notice for notice in said(columns)) == 1


def said(columns: ColumnMap) -> list[str]:
    return [str(notice) for notice in columns.notices]


def test_a_date_that_two_countries_read_differently_is_said_with_how_it_is_read() -> None:
    _, columns = read(b"name,interview_date\nAna,2026-12-03\nEva,25/12/2026\nLeo,3/12/2026\n")
    assert said(columns)[-1] == (
        "a date such as 3/12/2026 is read by the language of its row: es dd/mm; in others it is refused, "
        "and 2026-12-03 is understood in all"
    )


def test_dates_that_can_only_be_one_day_or_are_refused_need_no_words() -> None:
    assert said(read(b"full_name,locale,interview_date\nAna,en,3/12/2026\n")[1]) == []
    assert said(read(b"full_name,interview_date\nAna,25/12/2026\nEva,12/12/2026\nLeo,2026-12-03\n")[1]) == []
