"""`--approved-only`: a mail merge, or a letter, of nothing but approved words."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_runs import Ended, table, templater, write

from templater.cli.approving import write_review
from templater.letters import Library

LETTER = "Subject: Hola\n\n{{ phrase.news }}\n"
NEWS = "# news\n## any\n- Una noticia.\n- Otra noticia.\n\n## small\n- Falta {{ requirement }}.\n- Falta poco.\n"
HEADER = "id,first_name,role,company,locale,gap,requirement,stage"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    write(tmp_path / "ours" / "es" / "hello.md", LETTER)
    write(tmp_path / "ours" / "es" / "phrases" / "hello.md", NEWS)
    rows = [f"{number},Ana,Dev,Acme,es,{'small' if number > 5 else ''},SQL,screen" for number in range(1, 9)]
    write(tmp_path / "people.csv", table(*rows, header=HEADER))
    return tmp_path


def approve(work: Path, *words: str) -> None:
    """Approve the letter's own text, and the wordings that say these words."""
    write_review(Library(work / "ours"), ["es"], work / "review.csv", datetime(2026, 1, 1, tzinfo=UTC), force=True)
    lines = list(csv.reader(io.StringIO((work / "review.csv").read_bytes().decode("utf-8-sig"), newline="")))
    for line in lines[1:]:
        line[-3] = "sí" if any(word in line[2] for word in words) else ""
    with (work / "review.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)
    assert templater("accept", "review.csv", "--by", "Ana", "--templates", "ours", cwd=work).status == 0


def merge(work: Path, *arguments: str) -> Ended:
    return templater(
        "merge", "people.csv", "--letter", "hello", "--templates", "ours", "--to", "-", *arguments, cwd=work
    )


def texts(ended: Ended) -> set[str]:
    return {record["text"].strip() for record in ended.records if "text" in record}


def test_only_approved_wordings_are_drawn(work: Path) -> None:
    assert {"Una noticia.", "Otra noticia."} < texts(merge(work))
    approve(work, "‹news›", "Otra noticia.", "Falta experiencia", "Falta {requirement}")
    ended = merge(work, "--approved-only")
    assert ended.status == 0
    assert texts(ended) == {"Otra noticia.", "Falta SQL."}
    assert not [line for line in ended.said if "not approved" in line]


def test_a_fact_that_is_left_out_for_want_of_an_approval_is_noted(work: Path) -> None:
    approve(work, "‹news›", "Otra noticia.", "Falta poco.")
    ended = merge(work, "--approved-only")
    assert texts(ended) == {"Otra noticia.", "Falta poco."}
    assert ("people.csv:7,8,9: column 'requirement': the phrase 'news' leaves it out, for the wording that says it is "
            "not approved: ours/es/phrases/hello.md:7") in ended.said  # fmt: skip


def test_a_row_with_nothing_approved_to_say_fails_with_the_lines_to_look_at_and_the_others_are_written(
    work: Path,
) -> None:
    approve(work, "‹news›", "Falta poco.")
    ended = merge(work, "--approved-only")
    assert ended.status == 1
    assert texts(ended) == {"Falta poco."}
    assert [record["error"]["code"] for record in ended.records if "error" in record] == ["not-approved"] * 5
    assert ended.said[0] == (
        "people.csv:2,3,4,5,6: the phrase 'news' has no approved wording: look at ours/es/phrases/hello.md:3, "
        "ours/es/phrases/hello.md:4 in a sheet for review, and give it back to templater accept"
    )


def test_the_letters_own_text_must_be_approved_too_and_a_change_unapproves_it(work: Path) -> None:
    approve(work, "‹news›", "noticia", "Falta")
    assert merge(work, "--approved-only").status == 0
    write(work / "ours" / "es" / "hello.md", LETTER + "\nUn saludo.\n")
    ended = merge(work, "--approved-only")
    assert ended.status == 1
    assert ended.said[0].startswith(
        "people.csv:2,3,4,5,6,…: the letter's own text is not approved: look at ours/es/hello.md"
    )


@pytest.mark.parametrize("command", [["merge", "people.csv", "--letter", "hello", "-n"], ["render", "hello"]])
def test_when_nothing_is_approved_at_all_one_line_says_what_to_do(work: Path, command: list[str]) -> None:
    ended = templater(*command, "--templates", "ours", "--approved-only", cwd=work)
    assert (ended.status, ended.out) == (78, b"")
    (line,) = ended.said
    assert line.startswith("nothing is approved yet, so --approved-only has nothing to say; ")
    assert line.endswith("templater accept review.xlsx --by NAME")


def test_one_letter_is_written_in_approved_words_or_refused(work: Path) -> None:
    approve(work, "‹news›", "Otra noticia.")
    command = ["render", "hello", "--templates", "ours", "--locale", "es", "--approved-only", "--set", "gap=unknown"]
    assert "Otra noticia." in templater(*command, cwd=work).text
    command[-1] = "gap=small"
    assert "Otra noticia." in templater(*command, cwd=work).text


def test_one_letter_with_nothing_approved_to_say_is_refused(work: Path) -> None:
    approve(work, "‹news›")
    command = ["render", "hello", "--templates", "ours", "--locale", "es", "--approved-only"]
    ended = templater(*command, cwd=work)
    assert ended.status == 1
    assert "the phrase 'news' has no approved wording" in ended.err


def test_without_the_option_approvals_change_nothing(work: Path) -> None:
    before = merge(work).out
    approve(work, "‹news›", "Otra noticia.")
    assert merge(work).out == before


def test_a_broken_record_is_named_with_its_line(work: Path) -> None:
    write(work / "ours" / "approved.json", "<<<<<<< HEAD\n")
    ended = merge(work, "--approved-only")
    assert ended.status == 78
    assert ended.said[0].startswith("ours/approved.json:1: ")
