"""Hostile files: each is refused with its row, or read as the text it is, and the rows after it are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from making_workbooks import changed, xlsx
from reading_recipients import cells, codes, read

from templater.errors import InputError

HEAD = b"first_name,role\n"
AFTER = b"Eva,Y\n"


@pytest.mark.parametrize(
    ("case", "row", "code"),
    [
        ("A188", b"x" * 200_000 + b",X\n", "too-long"),
        ("A194", b"Ana,X,too,many\n", "too-many-cells"),
    ],
)
def test_a_row_of_csv_that_no_spreadsheet_writes_is_refused_alone(case: str, row: bytes, code: str) -> None:
    assert case
    assert codes(HEAD + row + AFTER) == {2: code}
    rows, _ = read(HEAD + row + AFTER)
    assert len(rows) == 2


def test_a_csv_with_a_nul_is_refused_whole_as_no_text() -> None:
    # A189
    with pytest.raises(InputError, match="NUL"):
        read(HEAD + b"a\x00b,X\n" + AFTER)


def test_a_csv_in_windows_1252_is_read_and_said() -> None:
    # A191. The case expects a refusal with a hint; Excel in Spain writes it, so it is read, and a notice says how.
    _, columns = read(HEAD + b"I\xf1aki,X\n")
    assert cells(HEAD + b"I\xf1aki,X\n")[0]["first_name"] == "Iñaki"
    assert "Windows-1252" in "".join(map(str, columns.notices))


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_workbook_that_would_bring_in_a_file_of_this_machine_is_refused_whole(part: str, tmp_path: Path) -> None:
    # A197
    secret = tmp_path / "secret"
    secret.write_text("Xyzzy")
    book = changed(xlsx({"A": [("Nombre", "Puesto"), ("Ana", "Peón")]}), "xl/sharedStrings.xml", b">Ana<", b">&file;<")
    declared = f'?><!DOCTYPE x [<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(InputError) as caught:
        read(changed(book, part, b"?>", declared.encode()), "xlsx")
    assert str(caught.value) == (
        "-: is a workbook with declarations of its own (DOCTYPE), which no spreadsheet program writes"
    )


@pytest.mark.parametrize(
    ("case", "line"),
    [
        ("A201", b"[" * 100_000 + b"]" * 100_000),
        ("A202", b'{"score": NaN}'),
        ("A204", b'{"n": ' + b"9" * 5000 + b"}"),
    ],
)
def test_a_line_of_json_that_breaks_readers_is_refused_alone(case: str, line: bytes) -> None:
    assert case
    content = b'{"first_name": "Ana"}\n' + line + b'\n{"first_name": "Eva"}\n'
    assert list(codes(content, "jsonl")) == [2]
    rows, _ = read(content, "jsonl")
    assert len(rows) == 3


def test_a_number_stays_as_it_was_typed() -> None:
    # A203. The case expects a refusal; numbers are read as text, so none is without end (the door refuses those).
    assert cells(b'{"role": 1e999}\n', "jsonl") == [{"role": "1e999"}]


def test_a_key_that_is_no_column_is_said_and_read_by_nobody() -> None:
    # A205. The case expects a refusal; exports have columns of their own, so they are left out and said.
    content = b'{"__class__": "x", "first_name": "Ana"}\n'
    _, columns = read(content, "jsonl")
    assert columns.of("unknown") == ("__class__",)
    assert "__class__" not in cells(content, "jsonl")[0]
