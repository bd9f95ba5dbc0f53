"""`templater accept`: what was looked at is recorded, and a sheet that came back is read."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_runs import ROOT, Ended, left_in, templater, write

from templater.cli.approving import write_review
from templater.letters import Library

WHEN = datetime(2026, 11, 26, tzinfo=UTC)
BOOK = "# greeting\n## any\n- {}\n\n# bye\n## any\n- {}\n- Adiós.\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A team's directory with a phrase book in two languages."""
    write(tmp_path / "ours" / "es" / "phrases.md", BOOK.format("Hola:", "Chao."))
    write(tmp_path / "ours" / "en" / "phrases.md", BOOK.format("Hi,", "Bye."))
    write(tmp_path / "templater.toml", 'templates = "ours"\n')
    return tmp_path


def accept(work: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Ended:
    return templater("accept", *arguments, cwd=work, env=env)


def change(work: Path, old: str, new: str, language: str = "es") -> None:
    path = work / "ours" / language / "phrases.md"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


GREETING = "ours/en/phrases.md:2, ours/es/phrases.md:2: phrases.md:greeting:any\n"
BYE = "ours/en/phrases.md:6, ours/es/phrases.md:6: phrases.md:bye:any\n"


def test_the_first_time_everything_is_accepted_and_then_what_has_changed(work: Path) -> None:
    first = accept(work)
    assert (first.status, first.text) == (0, BYE + GREETING)
    assert first.said == ["2 sections accepted in ours/accepted.json"]
    again = accept(work)
    assert (again.status, again.text, again.said) == (0, "", ["nothing is to be looked at in ours"])
    change(work, "Hola:", "Buenas:")
    assert accept(work).text == GREETING
    assert left_in(work / "ours") == {"es", "en", "accepted.json"}


def test_the_same_words_make_the_same_lock_and_a_change_one_other_line(work: Path) -> None:
    accept(work)
    before = (work / "ours" / "accepted.json").read_text("utf-8").splitlines()
    change(work, "Hola:", "Buenas:")
    accept(work)
    after = (work / "ours" / "accepted.json").read_text("utf-8").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        line for line in after if "greeting" in line
    ]
    change(work, "Buenas:", "Hola:")
    accept(work)
    assert (work / "ours" / "accepted.json").read_text("utf-8").splitlines() == before


def test_a_dry_run_writes_nothing(work: Path) -> None:
    ended = accept(work, "-n")
    assert (ended.status, ended.text) == (0, BYE + GREETING)
    assert ended.said == ["2 sections would be accepted in ours/accepted.json"]
    assert left_in(work / "ours") == {"es", "en"}


@pytest.mark.parametrize("name", ["bye", "phrases.md:bye", "ours/es/phrases.md:6", "bye:any"])
def test_a_part_of_it_is_accepted_by_its_name(work: Path, name: str) -> None:
    assert accept(work, name).text == BYE
    assert json.loads((work / "ours" / "accepted.json").read_bytes()).keys() == {"version", "phrases.md:bye:any"}


def test_an_unknown_name_is_told_with_the_one_that_was_meant(work: Path) -> None:
    ended = accept(work, "bye", "greting")
    assert ended.status == 2
    assert ended.said == ["there is no section, phrase or file 'greting' in two languages (did you mean 'greeting'?)"]
    assert left_in(work / "ours") == {"es", "en"}


def test_without_templates_of_ones_own_there_is_nothing_to_accept(tmp_path: Path) -> None:
    ended = accept(tmp_path)
    assert ended.status == 2
    (line,) = ended.said
    assert line.startswith("there are no templates of your own here to accept; ")


def test_a_broken_file_cannot_be_accepted_and_others_can(work: Path) -> None:
    write(work / "ours" / "es" / "phrases" / "x.md", "- nothing above\n")
    for arguments in ((), ("phrases/x.md",), ("ours/es/phrases/x.md",)):
        ended = accept(work, *arguments)
        assert ended.status == 78
        assert ended.said[0].startswith("ours/es/phrases/x.md:1: ")
    assert accept(work, "bye").status == 0


def test_a_lock_with_the_marks_of_git_is_named_with_its_line(work: Path) -> None:
    accept(work)
    lock = work / "ours" / "accepted.json"
    lock.write_text("<<<<<<< ours\n" + lock.read_text("utf-8"), "utf-8")
    ended = accept(work)
    assert ended.status == 78
    assert ended.said[0].startswith("ours/accepted.json:1: holds the conflict marks of git; ")


def test_the_shipped_templates_are_accepted_where_they_stand_and_a_lock_harms_no_letter(tmp_path: Path) -> None:
    assert templater("accept", "--templates", "templates", "-n", cwd=ROOT).status == 0
    assert (ROOT / "templates" / "accepted.json").is_file()
    assert templater("letters", cwd=tmp_path).status == 0
    work = tmp_path / "work"
    assert templater("init", work).status == 0
    assert not {"accepted.json", "approved.json"} & left_in(work / "templates")


def sheet(work: Path, answers: Mapping[str, str], comments: Mapping[str, str] | None = None) -> None:
    """Write a sheet of the team's words, and answer and comment its lines by the words in them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(work)
        write_review(Library("ours"), ["es"], Path("review.csv"), WHEN, force=True)
    table = list(csv.reader(io.StringIO((work / "review.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert table[0][-3:] == ["¿bien?", "comentario", "código"]
    for line in table[1:]:
        line[-3] = answers.get(line[2], line[-3])
        line[-2] = (comments or {}).get(line[2], "")
    with (work / "review.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(table)


def approved(work: Path, directory: str = "ours") -> list[dict[str, str]]:
    entries = json.loads((work / directory / "approved.json").read_bytes())
    assert entries.pop("version") == 1
    return sorted(entries.values(), key=lambda entry: str(entry["at"]))


def test_a_sheet_approves_what_is_marked_by_a_person_on_a_day(work: Path) -> None:
    sheet(work, {"Hola:": "sí", "Chao.": "no", "Adiós.": "x"}, {"Hola:": "Muy\nbien"})
    ended = accept(work, "review.csv", "--by", "Ana", "--date", "2026-11-20")
    assert ended.status == 0
    assert ended.text.splitlines() == [
        "ours/es/phrases.md:3: Muy bien",
        "ours/es/phrases.md:3: greeting [any]: approved",
        "ours/es/phrases.md:8: bye [any]: approved",
    ]
    assert ended.said == ["2 wordings approved in ours/approved.json"]
    assert approved(work) == [
        {"at": f"ours/es/phrases.md:{line}", "by": "Ana", "date": "2026-11-20"} for line in (3, 8)
    ]


def test_the_sheet_of_proof_is_approved_by_accept(work: Path) -> None:
    ended = templater("proof", "--to", "sheet.csv", "--templates", "ours", cwd=work)
    assert (ended.status, ended.text) == (0, "")
    assert ended.said[0].endswith(" wordings to look at in sheet.csv")
    sheet = work / "sheet.csv"
    assert len(sheet.read_text("utf-8-sig").splitlines()) > int(ended.said[0].split()[0])
    back = templater("accept", "sheet.csv", "--by", "Laura Gil", "--templates", "ours", cwd=work)
    assert back.status == 0
    assert back.said[-1].startswith("0 wordings approved")


@pytest.mark.parametrize("arguments", [("rejection", "--to", "sheet.csv"), ("--to", "sheet.doc")])
def test_a_sheet_is_whole_and_of_a_kind_that_is_known(work: Path, arguments: tuple[str, ...]) -> None:
    ended = templater("proof", *arguments, cwd=work)
    assert ended.status == 2
    assert not list(work.glob("sheet.*"))


def test_the_day_is_that_of_the_build_where_one_is_given(work: Path) -> None:
    sheet(work, {"Hola:": "sí"})
    assert accept(work, "review.csv", "--by", "Ana", env={"SOURCE_DATE_EPOCH": "86400"}).status == 0
    assert approved(work)[0]["date"] == "1970-01-02"


def test_a_no_takes_an_approval_back(work: Path) -> None:
    sheet(work, {"Hola:": "sí", "Adiós.": "sí"})
    accept(work, "review.csv", "--by", "Ana")
    sheet(work, {"Hola:": "no"})
    ended = accept(work, "review.csv", "--by", "Eva", "--date", "2026-12-01")
    assert ended.text == "ours/es/phrases.md:3: greeting [any]: no longer approved\n"
    assert [entry["at"] for entry in approved(work)] == ["ours/es/phrases.md:8"]


def test_of_several_directories_the_last_keeps_what_is_approved_and_all_heed_a_no(work: Path) -> None:
    (work / "more").mkdir()
    sheet(work, {"Hola:": "sí", "Adiós.": "sí"})
    accept(work, "review.csv", "--by", "Ana")
    sheet(work, {"Hola:": "no", "Chao.": "sí"})
    ended = accept(work, "review.csv", "--by", "Eva", "--templates", "more")
    assert ended.said == ["1 wording approved in more/approved.json"]
    assert [entry["at"] for entry in approved(work)] == ["ours/es/phrases.md:8"]
    assert [entry["at"] for entry in approved(work, "more")] == ["ours/es/phrases.md:7"]


def test_words_that_have_changed_since_are_not_approved_and_named(work: Path) -> None:
    sheet(work, {"Hola:": "sí", "Adiós.": "sí"})
    change(work, "Hola:", "Buenas:")
    ended = accept(work, "review.csv", "--by", "Ana")
    assert ended.status == 1
    number = next(
        index for index, line in enumerate((work / "review.csv").read_text("utf-8").split("\n"), 1) if "Hola:" in line
    )
    assert ended.said[0].startswith(f"review.csv:{number}: not approved, for the words have changed since ")
    assert "(ours/es/phrases.md:3)" in ended.said[0]
    assert [entry["at"] for entry in approved(work)] == ["ours/es/phrases.md:8"]


def test_a_dry_run_of_a_sheet_writes_nothing(work: Path) -> None:
    sheet(work, {"Hola:": "sí"})
    ended = accept(work, "review.csv", "--by", "Ana", "-n")
    assert ended.said == ["1 wording would be approved in ours/approved.json"]
    assert left_in(work / "ours") == {"es", "en"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["review.csv"], "say who has looked, with --by NAME"),
        (["review.csv", "--by", " "], "say who has looked, with --by NAME"),
        (["review.csv", "bye", "--by", "Ana"], "give back one sheet at a time, and nothing else with it"),
        (["bye", "--by", "Ana"], "--by goes with a sheet for review"),
    ],
)
def test_options_that_do_not_go_together_are_refused(work: Path, arguments: list[str], said: str) -> None:
    ended = accept(work, *arguments)
    assert ended.status == 2
    assert said in ended.err


def test_without_the_libraries_a_workbook_is_refused_with_the_command_that_installs_them(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    write(work / "review.xlsx", b"PK")
    ended = accept(work, "review.xlsx", "--by", "Ana")
    assert ended.status == 69
    assert "pip install 'candidate-templater[xlsx]'" in ended.said[0]
    assert accept(work, "nothing.xlsx", "--by", "Ana").status == 66
