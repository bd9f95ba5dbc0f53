"""Placeholders of other systems: ours in their place, or an error at their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_templates import found, shipped

from templater.review.check import fixed

TOKENS = {"tokens.toml": shipped("tokens.toml")}
LETTER = "es/hello.md"

KNOWN = [
    ("{{CANDIDATE_FIRST_NAME}}", "candidate.first_name"),
    ("{{ CANDIDATE_NAME }}", "candidate.full_name"),
    ("{{Candidate first name}}", "candidate.first_name"),
    ("{{Newest job posting}}", "role.title"),
    ("{{candidate_first_name}}", "candidate.first_name"),
    ("{{candidate.firstName}}", "candidate.first_name"),
    ("{first-name}", "candidate.first_name"),
    ("{first-name there}", "candidate.first_name"),
    ("{job-title}", "role.title"),
    ("{vacancy_title}", "role.title"),
    ("[FIRST_NAME]", "candidate.first_name"),
    ("[SIGNATURE]", "phrase.signature"),
    ("##applicant-first-name##", "candidate.first_name"),
    ("<<First Name>>", "candidate.first_name"),
    ("«First_Name»", "candidate.first_name"),
    ("*|FNAME|*", "candidate.first_name"),
    ("%FIRST_NAME%", "candidate.first_name"),
    ("{!Candidate.FirstName}", "candidate.first_name"),
    ("{{COMPANY}}", "role.company"),
    ("{{MY_FULL_NAME}}", "sender.name"),
]


def body(words: str) -> str:
    return f"Subject: Hola\n\nHola, {words}:\n\n{{{{ phrase.hi }}}}\n"


@pytest.mark.parametrize(("token", "ours"), KNOWN)
def test_a_placeholder_that_has_a_field_of_ours_is_converted(tmp_path: Path, token: str, ours: str) -> None:
    text = body(token)
    findings = [one for one in found(tmp_path, {LETTER: text, **TOKENS}) if one.code == "foreign-token"]
    assert [(one.file, one.line, one.column, one.severity) for one in findings] == [(f"team/{LETTER}", 3, 7, "error")]
    assert f"write '{{{{ {ours} }}}}'" in str(findings[0])
    mended = fixed({f"team/{LETTER}": text}, findings)
    assert mended == {f"team/{LETTER}": body("{{ " + ours + " }}")}
    again = found(tmp_path, {LETTER: mended[f"team/{LETTER}"], **TOKENS})
    assert "foreign-token" not in {one.code for one in again}


@pytest.mark.parametrize("token", ["{{APPLICATION_ID}}", "{connect-url}", "[HIRING_TEAM]", "##agency-name##", "{{1}}"])
def test_a_placeholder_that_has_none_is_an_error_that_a_person_mends(tmp_path: Path, token: str) -> None:
    findings = [one for one in found(tmp_path, {LETTER: body(token), **TOKENS}) if one.code == "foreign-token"]
    assert [(one.line, one.quoted, one.fix) for one in findings] == [(3, f"Hola, {token}:", ())]


def test_what_another_line_of_the_same_letter_says_is_found_too_and_a_note_is_nobody_s_reading(tmp_path: Path) -> None:
    text = body("{first-name}") + "Para {job-title} en {{ role.company }}.\n"
    book = "# hi\n> como {first-name}\n## any\n- Hola.\n"
    findings = found(tmp_path, {LETTER: text, "es/phrases/hello.md": book, **TOKENS})
    assert [one.line for one in findings if one.code == "foreign-token"] == [3, 6]


def test_a_team_s_own_names_are_known(tmp_path: Path) -> None:
    table = '[tokens]\n"role.title" = ["requisition label"]\n'
    findings = found(tmp_path, {LETTER: body("{{REQUISITION_LABEL}}"), "tokens.toml": table})
    assert [one.values["ours"] for one in findings if one.code == "foreign-token"] == ["{{ role.title }}"]


@pytest.mark.parametrize("table", ["[tokens\n", "tokens = 3\n", '[tokens]\n"role.title" = "puesto"\n', "[token]\n"])
def test_a_broken_table_is_an_error_of_its_file(tmp_path: Path, table: str) -> None:
    findings = found(tmp_path, {"tokens.toml": table})
    assert "team/tokens.toml" in {one.file for one in findings if one.code == "broken"}


def test_the_shipped_letters_hold_none() -> None:
    from templater.candidate import tokens_in
    from templater.language.shelves import builtin_templates

    for path in builtin_templates().rglob("*.md"):
        for line in path.read_text("utf-8").splitlines():
            assert [name for _, _, name in tokens_in(line) if "_date" not in name and "_" not in name] == [], path
