"""What `templater merge` reads: every way in which a list of candidates is saved."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from unicodedata import category

import pytest
from cli_runs import CANDIDATES, Ended, templater, write

ROWS = list(csv.DictReader(io.StringIO(Path(CANDIDATES).read_text("utf-8-sig"))))


def saved(delimiter: str, encoding: str, newline: str = "\n") -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(ROWS[0]), delimiter=delimiter, lineterminator=newline)
    writer.writeheader()
    writer.writerows(ROWS)
    return stream.getvalue().encode(encoding)


def merge(source: str | Path, *arguments: str, cwd: Path | None = None, stdin: bytes = b"") -> Ended:
    return templater("merge", source, "--letter", "rejection", "--to", "-", *arguments, cwd=cwd, stdin=stdin)


@pytest.fixture(name="expected", scope="module")
def letters_of_the_example() -> bytes:
    ended = merge(CANDIDATES)
    assert ended.status == 0
    return ended.out


FORMS = {
    "comma.csv": saved(",", "utf-8"),
    "bom.csv": saved(",", "utf-8-sig", "\r\n"),
    "semicolon.csv": saved(";", "utf-8-sig", "\r\n"),
    "tab.csv": saved("\t", "utf-8"),
    "excel.csv": saved("\t", "utf-16"),
    "declared.csv": b"sep=;\r\n" + saved(";", "utf-8", "\r\n"),
    "table.tsv": saved("\t", "utf-8"),
    "CAPITALS.CSV": saved(",", "utf-8"),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_letters_do_not_depend_on_how_the_list_was_saved(tmp_path: Path, name: str, expected: bytes) -> None:
    write(tmp_path / name, FORMS[name])
    ended = merge(name, cwd=tmp_path)
    assert (ended.status, len(ended.records)) == (0, 24)
    shift = 1 if name == "declared.csv" else 0
    wanted = [json.loads(line) for line in expected.splitlines()]
    assert ended.records == [{**record, "row": record["row"] + shift} for record in wanted]


def test_windows_1252_is_read_and_said(tmp_path: Path, expected: bytes) -> None:
    write(tmp_path / "old.csv", saved(";", "cp1252", "\r\n"))
    ended = merge("old.csv", cwd=tmp_path)
    assert (ended.status, ended.out) == (0, expected)
    assert any("read as Windows-1252" in line for line in ended.said)


def test_the_workbook_among_the_examples_gives_the_same_letters(expected: bytes) -> None:
    pytest.importorskip("python_calamine")
    ended = merge(CANDIDATES.replace(".csv", ".xlsx"))
    assert (ended.status, ended.out) == (0, expected)


def test_a_workbook_comes_in_through_the_standard_input(expected: bytes) -> None:
    pytest.importorskip("python_calamine")
    content = Path(CANDIDATES).with_suffix(".xlsx").read_bytes()
    ended = merge("-", "--format", "xlsx", "--sheet", "candidates", stdin=content)
    assert (ended.status, ended.out) == (0, expected)


def test_a_list_of_objects_gives_the_same_letters(tmp_path: Path, expected: bytes) -> None:
    write(tmp_path / "list.json", json.dumps(ROWS, ensure_ascii=False))
    ended = merge("list.json", cwd=tmp_path)
    wanted = [json.loads(line) for line in expected.splitlines()]
    assert ended.records == [{**record, "row": 1} for record in wanted]


def test_a_workbook_without_its_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    ended = merge(CANDIDATES.replace(".csv", ".xlsx"), cwd=tmp_path)
    assert (ended.status, ended.out) == (69, b"")
    assert "pip install 'candidate-templater[xlsx]'" in ended.said[0]


def test_whoever_withdrew_by_the_reason_of_another_system_is_never_turned_down(tmp_path: Path) -> None:
    rows = ("Ana Ruiz,Dev,Acme,es,Rejected,They rejected us", "Eva Gil,Dev,Acme,es,Rejected,Salary")
    write(tmp_path / "list.csv", "\n".join(["Name,Job,Company,Language,Status,Rejection type", *rows]))
    ended = merge("list.csv", cwd=tmp_path)
    assert [record["letter"] for record in ended.records] == ["withdrawal-acknowledgement", "rejection"]


def test_a_placeholder_in_a_cell_fails_its_row(tmp_path: Path) -> None:
    write(tmp_path / "list.csv", "first_name,role,company,locale\n{{CANDIDATE_FIRST_NAME}},Dev,Acme,es\n")
    ended = merge("list.csv", cwd=tmp_path)
    assert ended.status == 1
    assert ended.said[0] == (
        "list.csv:2: column 'first_name': '{{CANDIDATE_FIRST_NAME}}' is a placeholder of another system that nobody "
        "has filled in; write what belongs there"
    )


def test_json_lines_give_the_same_letters(tmp_path: Path, expected: bytes) -> None:
    write(tmp_path / "list.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS))
    ended = merge("list.jsonl", cwd=tmp_path)
    wanted = [json.loads(line) for line in expected.splitlines()]
    assert ended.records == [{**record, "row": record["row"] - 1} for record in wanted]


@pytest.mark.parametrize(
    ("format_", "content"),
    [("csv", saved(";", "utf-8-sig")), ("tsv", saved("\t", "utf-8")), ("csv", saved(",", "utf-8"))],
)
def test_the_standard_input_is_read_in_a_format_that_is_said(format_: str, content: bytes, expected: bytes) -> None:
    ended = merge("-", "--format", format_, stdin=content)
    assert (ended.status, ended.out) == (0, expected)
    assert ended.said[0].startswith("-:9,15,18: column 'gap'")


def test_json_lines_come_in_through_the_standard_input() -> None:
    ended = merge("-", "--format", "jsonl", stdin=b"\n".join(json.dumps(row).encode() for row in ROWS[:3]))
    assert (ended.status, [record["row"] for record in ended.records]) == (0, [1, 2, 3])


def test_what_a_merge_writes_can_be_read_by_the_next(tmp_path: Path) -> None:
    write(tmp_path / "list.jsonl", json.dumps(ROWS[0]) + "\n")
    first = templater("merge", "list.jsonl", "--letter", "rejection", "--to", "out.jsonl", cwd=tmp_path)
    assert first.status == 0
    second = merge("out.jsonl", cwd=tmp_path)
    assert second.status == 1, "it has no columns of a candidate, and says so"
    assert "the column 'first_name' is missing" in second.err


@pytest.mark.parametrize(
    ("name", "content", "arguments", "status", "said"),
    [
        ("-", "", (), 2, "the standard input has no name to tell its format; add --format (csv, tsv, json, "),
        ("-", "", ("--format", "csv"), 65, "-: is empty; its first line must name the columns"),
        ("list.xlsx", "PK", (), 65, "list.xlsx: is text with the name of a workbook; add --format csv, or"),
        ("list.xlsx", b"PK\x03\x04", (), 65, "list.xlsx: is no workbook that can be read (File is not a zip file); "),
        ("list.xls", "<html><table>", (), 65, "list.xls: is a web page with the name of a workbook; open it in"),
        ("list.xls", b"\xd0\xcf\x11\xe0" * 9, (), 65, "list.xls: is no workbook that can be read ("),
        ("list.ods", "", (), 65, "list.ods: is empty; its first line must name the columns"),
        ("list.xlsb", "", (), 2, "list.xlsb: workbooks of this kind are not read; save it as .xlsx"),
        ("list.csv", "role\nDev\n", ("--sheet", "A"), 2, "list.csv: --sheet is for workbooks, and this is none"),
        ("list.json", "", (), 65, "list.json: is empty; write the recipients in it: "),
        ("list.json", '["a"]', (), 65, "list.json:1: has something in its list that is no object"),
        ("list.json", '{"role": "X"}\n{"role": "Y"}', (), 65, "list.json:2: goes on after its end; is it one object"),
        ("list.txt", "", (), 2, "list.txt: the name does not tell the format"),
        ("list", "", (), 2, "list: the name does not tell the format"),
        ("list.csv", b"PK\x03\x04\0", (), 65, "list.csv: is a workbook, not text; save the sheet as CSV UTF-8"),
        ("list.csv", "\n\n \n", (), 65, "list.csv: is empty; its first line must name the columns"),
        ("list.csv", "foo,bar\n1,2\n", (), 65, "list.csv:1: no column is known here; the first line names"),
        ("list.csv", "email,correo\na,b\n", (), 65, "list.csv:1: the columns 'email' and 'correo' are both read as"),
        ("list.csv", "role,role\na,b\n", (), 65, "list.csv:1: the columns 'role' and 'role' are both read as 'role'"),
        ("list.csv", 'role,email\n"a,b\n', (), 65, 'list.csv:2: a quote (") opens a cell here and is not closed'),
        ("list.csv", b"role\n\x81\n", (), 65, "list.csv:1: is not text; save the sheet as CSV UTF-8"),
        ("list.csv", "role\na\0b\n", (), 65, "list.csv:2: is not plain text (it holds NUL characters)"),
        ("list.jsonl", "", (), 65, "list.jsonl: is empty; each line must be a JSON object"),
        ("list.jsonl", "[\n]", (), 65, "list.jsonl:1: is one JSON value over the whole file"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: str | bytes, arguments: tuple[str, ...], status: int, said: str
) -> None:
    octets = content.encode() if isinstance(content, str) else content
    if name != "-":
        write(tmp_path / name, octets)
    ended = merge(name, *arguments, cwd=tmp_path, stdin=octets)
    assert (ended.status, ended.out) == (status, b"")
    assert ended.err.startswith(said)
    assert len(ended.said) == 1


def test_a_list_that_is_not_there_is_not_there(tmp_path: Path) -> None:
    write(tmp_path / "candidates.csv", "")
    ended = merge("candidats.csv", cwd=tmp_path)
    assert (ended.status, ended.said) == (66, ["candidats.csv: there is no such file (did you mean 'candidates.csv'?)"])


def test_a_directory_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "list.csv").mkdir()
    ended = merge("list.csv", cwd=tmp_path)
    assert (ended.status, ended.said) == (65, ["list.csv: is a directory; name the file with the recipients"])


def test_columns_about_protected_traits_are_dropped_and_said(tmp_path: Path) -> None:
    write(tmp_path / "list.csv", "first_name,sexo,role,company,locale\nAna,mujer,Dev,Acme,es\n")
    ended = merge("list.csv", cwd=tmp_path)
    assert ended.status == 0
    assert "list.csv: the column 'sexo' is about a protected trait: it was dropped, and never read" in ended.said
    assert b"mujer" not in ended.out


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("csv", b"role,\x1b]0;mine\x07,sta\x1b[2Jtus\nA,B,C\n"),
        ("jsonl", rb'{"role": "A", "a\u001b]0;mine\u0007": 1, "\u009b2J": 2}'),
        ("jsonl", rb'{"role": "A", "x\r\ny": 1, "x\r\ny": 2}'),
    ],
)
def test_no_name_of_a_column_is_a_command_for_a_terminal_or_a_line_of_its_own(kind: str, content: bytes) -> None:
    ended = templater("merge", "-", "--format", kind, "--letter", "rejection", "--to", "-", stdin=content)
    assert not [sign for sign in ended.err if category(sign) == "Cc" and sign != "\n"]
    assert all(line.startswith(("-:", "nothing was written")) for line in ended.said)
