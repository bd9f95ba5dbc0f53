"""Where a recruiter looks at a whole run: a sheet with the letter beside each row, a page, a Maildir, drafts."""

from __future__ import annotations

import csv
import json
import mailbox
import sys
from pathlib import Path

import pytest
from cli_runs import ANA, CANDIDATES, EXAMPLES, HEADER, MISTAKES, Ended, left_in, table, templater, write

from templater.candidate import ADDED, meant

DATE = ("--date", "2026-12-03")
ANSWERS = str(EXAMPLES / "answers.csv")


def merge(source: str | Path, target: str | Path, *arguments: str, cwd: Path) -> Ended:
    return templater("merge", source, "--letter", "rejection", "--to", target, *DATE, *arguments, cwd=cwd)


def typed(path: str | Path) -> list[list[str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def sheet(path: Path) -> list[list[str]]:
    """Read a sheet back as text."""
    if path.suffix == ".csv":
        return [list(map(meant, row)) for row in typed(path)]
    calamine = pytest.importorskip("python_calamine")
    rows: list[list[str]] = calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return rows


@pytest.fixture(params=["letters.csv", "letters.xlsx"])
def target(request: pytest.FixtureRequest) -> str:
    if request.param == "letters.xlsx":
        pytest.importorskip("xlsxwriter")
    return str(request.param)


# A sheet


def test_a_sheet_has_every_row_as_it_came_and_its_letter_beside_it(tmp_path: Path, target: str) -> None:
    ended = merge(CANDIDATES, target, cwd=tmp_path)
    rows, records = sheet(tmp_path / target), merge(CANDIDATES, "-", cwd=tmp_path).records
    assert (ended.status, left_in(tmp_path)) == (0, {target})
    assert [row[: -len(ADDED)] for row in rows] == typed(CANDIDATES)
    assert rows[0][-len(ADDED) :] == list(ADDED)
    for row, record in zip(rows[1:], records, strict=True):
        about = [record[name] for name in ("subject", "text", "letter", "locale", "channel")]
        assert row[-len(ADDED) : -1] == [*about, "written"]


def test_rows_that_failed_stand_in_their_place_with_what_is_wrong(tmp_path: Path, target: str) -> None:
    ended = merge(MISTAKES, target, cwd=tmp_path)
    titles, *rows = sheet(tmp_path / target)
    assert ended.status == 1
    width = len(titles) - len(ADDED)  # a row there has a cell too many
    assert [row[:width] for row in rows] == [row + [""] * (width - len(row)) for row in typed(MISTAKES)[1:]]
    outcomes = [row[-2] for row in rows]
    assert (outcomes.count("written"), outcomes.count("failed")) == (2, 19)
    assert all(bool(row[-1]) == (row[-2] == "failed") for row in rows)
    assert rows[1][-1] == (
        "column 'gap': 'pequenña' is not one of none, small, moderate, large, unknown (did you mean 'small'?)"
    )


def test_a_letter_that_the_program_is_not_sure_of_is_held_and_one_for_somebody_hired_skipped(
    tmp_path: Path, target: str
) -> None:
    merge(ANSWERS, target, cwd=tmp_path)
    rows = {row[0]: row for row in sheet(tmp_path / target)}
    assert {row[-2] for row in rows.values()} == {"outcome", "written", "held"}
    assert "written neutral; look at them" in rows["R-203"][-1]
    write(tmp_path / "list.csv", table(f"{ANA},", "B,Eva,e@example.com,Dev,Acme,es,t@acme.example,hired",
                                       header=f"{HEADER},status"))  # fmt: skip
    merge("list.csv", target, "--force", cwd=tmp_path)
    assert [row[-2:] for row in sheet(tmp_path / target)[1:]] == [
        ["written", ""],
        ["skipped", "column 'status': 'hired': this letter is not for them"],
    ]


def test_the_remarks_are_in_the_language_of_the_user(tmp_path: Path) -> None:
    templater("--lang", "es", "merge", MISTAKES, "--letter", "rejection", "--to", "l.csv", *DATE, cwd=tmp_path)
    assert "no es un valor posible" in sheet(tmp_path / "l.csv")[2][-1]


def test_columns_that_nothing_reads_stay_and_those_about_protected_traits_do_not(tmp_path: Path, target: str) -> None:
    header, row = f"{HEADER},,Notas,gender,Notas,Disposition", f"{ANA},x,=1+1,f,z,late"
    write(tmp_path / "list.csv", table(row, header=header))
    assert merge("list.csv", target, cwd=tmp_path).status == 0
    titles, cells = sheet(tmp_path / target)
    assert titles == [*HEADER.split(","), "", "Notas", "Notas", "Disposition", *ADDED]
    assert cells[len(HEADER.split(",")) : -len(ADDED)] == ["x", "=1+1", "z", "late"]


def test_a_row_with_too_many_cells_shows_them_all(tmp_path: Path, target: str) -> None:
    write(tmp_path / "list.csv", table(ANA, f"{ANA},more,and more"))
    assert merge("list.csv", target, cwd=tmp_path).status == 1
    rows = sheet(tmp_path / target)
    width = len(HEADER.split(","))
    assert [row[width : width + 2] for row in rows] == [["", ""], ["", ""], ["more", "and more"]]
    assert rows[2][-2] == "failed"


def test_json_lines_become_columns(tmp_path: Path, target: str) -> None:
    person = dict(zip(HEADER.split(","), ANA.split(","), strict=True))
    lines = [person, {"tags": ["a", "b"]} | person | {"n": 5}, {"x": 1}]
    write(tmp_path / "list.jsonl", "\n".join(map(json.dumps, lines)) + "\nno json\n")
    assert merge("list.jsonl", target, cwd=tmp_path).status == 1
    rows = sheet(tmp_path / target)
    assert rows[0][: -len(ADDED)] == [*person, "tags", "n", "x"]
    assert rows[2][-len(ADDED) - 3 : -len(ADDED)] == ['["a", "b"]', "5", ""]
    assert [row[-2] for row in rows[1:]] == ["written", "written", "failed", "failed"]


def test_a_sheet_of_letters_may_be_merged_again(tmp_path: Path) -> None:
    rows = [ANA, "-A,'=Ana,eva@example.com,\"=Dev, +1\",'t Acme,es,talento@acme.example"]
    write(tmp_path / "list.csv", table(*rows))
    assert merge("list.csv", "one.csv", cwd=tmp_path).status == 0
    again = merge("one.csv", "two.csv", cwd=tmp_path)
    assert again.status == 0, again.err
    assert (tmp_path / "two.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()
    once, twice = (merge(name, "-", cwd=tmp_path).records for name in ("list.csv", "one.csv"))
    assert [record["text"] for record in once] == [record["text"] for record in twice]


def test_a_sheet_of_some_rows_has_those(tmp_path: Path) -> None:
    assert merge(CANDIDATES, "l.csv", "--only", "C-103", "--only", "C-105", cwd=tmp_path).status == 0
    assert [row[0] for row in sheet(tmp_path / "l.csv")] == ["id", "C-103", "C-105"]


# A page


@pytest.mark.parametrize(("language", "title"), [("en", "Letters to look at"), ("es", "Cartas para revisar")])
def test_a_page_has_every_row_in_the_language_of_the_user(tmp_path: Path, language: str, title: str) -> None:
    arguments = ("merge", MISTAKES, "--letter", "rejection", "--to", "l.html", *DATE)
    ended = templater("--lang", language, *arguments, cwd=tmp_path)
    page = (tmp_path / "l.html").read_text("utf-8")
    assert (ended.status, left_in(tmp_path)) == (1, {"l.html"})
    assert f'<html lang="{language}">' in page
    assert f"<h1>{title}</h1>" in page
    assert (page.count('<article class="failed">'), page.count('<article class="written">')) == (19, 2)


def test_a_page_shows_the_letters_that_are_written(tmp_path: Path) -> None:
    merge(ANSWERS, "l.html", cwd=tmp_path)
    page = (tmp_path / "l.html").read_text("utf-8")
    assert page.index('<article class="held">') < page.index('<article class="written">')
    for record in merge(ANSWERS, "-", cwd=tmp_path).records:
        shown = record["text"].strip().replace("&", "&amp;").replace("'", "&#x27;").replace('"', "&quot;")
        assert page.count(f">{shown}</div>") == 1


# A Maildir


def test_a_maildir_has_every_letter_and_a_second_run_adds_none(tmp_path: Path) -> None:
    assert merge(CANDIDATES, "maildir:box", cwd=tmp_path).status == 0
    before = left_in(tmp_path / "box" / "new")
    assert len(mailbox.Maildir(tmp_path / "box", create=False)) == 24
    again = merge(CANDIDATES, "maildir:box", cwd=tmp_path)
    assert (again.status, again.said) == (73, ["box is there already; --force adds the letters to it"])
    assert merge(CANDIDATES, "maildir:box", "--force", cwd=tmp_path).status == 0
    assert left_in(tmp_path / "box" / "new") == before
    other = merge(CANDIDATES, "maildir:box", "--force", "--date", "2027-01-01", cwd=tmp_path)
    assert (other.status, left_in(tmp_path / "box" / "new")) == (73, before)
    assert (left_in(tmp_path), left_in(tmp_path / "box" / "tmp")) == ({"box"}, set())


# Drafts


def test_a_draft_is_the_same_e_mail_open_for_editing(tmp_path: Path) -> None:
    assert merge(CANDIDATES, "plain/", cwd=tmp_path).status == 0
    assert merge(CANDIDATES, "drafts/", "--draft", cwd=tmp_path).status == 0
    for file in (tmp_path / "drafts").iterdir():
        octets = file.read_bytes()
        assert octets == b"X-Unsent: 1\r\n" + (tmp_path / "plain" / file.name).read_bytes()
        assert octets.count(b"\n") == octets.count(b"\r\n")
    assert len(left_in(tmp_path / "drafts")) == 24


def test_one_letter_may_be_a_draft(tmp_path: Path) -> None:
    arguments = ("render", "rejection", "--locale", "es", *DATE, "--output", "eml")
    plain, draft = templater(*arguments, cwd=tmp_path), templater(*arguments, "--draft", cwd=tmp_path)
    assert (draft.status, draft.out) == (0, b"X-Unsent: 1\r\n" + plain.out)
    ended = templater("render", "rejection", "--locale", "es", "--draft", cwd=tmp_path)
    assert (ended.status, ended.out) == (2, b"")
    assert "--draft needs --output eml" in ended.err


@pytest.mark.parametrize("where", ["l.mbox", "l.csv", "-", "maildir:box"])
def test_only_a_directory_takes_drafts(tmp_path: Path, where: str) -> None:
    ended = merge(CANDIDATES, where, "--draft", cwd=tmp_path)
    assert (ended.status, ended.out, left_in(tmp_path)) == (2, b"", set())
    assert "write to a directory, as in --to letters/" in ended.err


def test_drafts_need_a_place(tmp_path: Path) -> None:
    ended = templater("merge", CANDIDATES, "--letter", "rejection", "--draft", "-n", cwd=tmp_path)
    assert (ended.status, ended.out) == (2, b"")


def test_a_workbook_without_its_library_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ended = merge(CANDIDATES, "l.xlsx", cwd=tmp_path)
    assert (ended.status, left_in(tmp_path)) == (69, set())
    assert "pip install 'candidate-templater[xlsx]'" in ended.err
