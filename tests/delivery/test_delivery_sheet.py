"""The rows of a run in a sheet: each once and in order, text in every spreadsheet, and as it was when it is read."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from templater.candidate import ADDED, Record, as_text, meant, plain, safe
from templater.delivery import Destination, Entry, Overview, open_destination
from templater.delivery.workbook import LONGEST, cut, length_of
from templater.errors import NotInstalled, OutputError, Problem, Undeliverable
from templater.judgement import Note
from templater.letters.message import Message

Make = Callable[..., Message]

WHEN = datetime(2026, 12, 3, tzinfo=UTC)
NAMES = ("id", "Notas", "", "Notas")
HOSTILE = (
    '=HYPERLINK("https://evil.example","x")', "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1+1)", "\t=1+1", "\r=1+1",
    " =1+1", "\u00a0=1+1", '=1+1";=1', "＝1+1", "＋1", "－1+x", "＠x", "\n=1", "|calc", "a\rb", "a\tb", "'=1", "''",
    "'5", "-5", "+34 600 123 456", "007", "6/10", "a_x000D_b", "=1", "+34-600-123", "<r><t>x</t></r>",
    "<r></is></c></row><row><c><f>1+1</f></c></r>", "\x00\x01\x1f", "ñ 👩‍💻 漢", "", " ",
)  # fmt: skip
"""What a cell may hold."""


def opened(path: Path) -> Destination:
    return open_destination(str(path), force=False, stdout=io.BytesIO(), when=WHEN)


def sheet_of(path: Path, *entries: Entry) -> Path:
    """Write a sheet as a run does."""
    with opened(path) as destination:
        assert isinstance(destination, Overview)
        for entry in entries:
            if entry.message:
                destination.deliver(entry.message, None, entry.id, entry.row)
            else:
                destination.refuse(entry.id, entry.row, entry.problems)
            destination.show(entry)
    return path


def written(row: int, message: Message, cells: Sequence[object] = (), names: Sequence[str] = NAMES) -> Entry:
    return Entry(row, str(row), "written", Record(names[: len(cells)], cells), message)


def read(path: Path) -> list[list[str]]:
    """Read a sheet back, without the quotes that keep its cells text."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return [[plain(cell) for cell in row] for row in csv.reader(stream)]
    calamine = pytest.importorskip("python_calamine")
    rows: list[list[str]] = calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return rows


@pytest.fixture(params=["out.csv", "out.xlsx"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "out.xlsx":
        pytest.importorskip("xlsxwriter")
    return tmp_path / str(request.param)


def test_every_row_stands_once_and_in_order_with_all_its_columns(path: Path, message: Make) -> None:
    wrong = Problem("'{found}' is not an e-mail address", "not-an-address", "email", {"found": "x@"})
    held = Entry(3, "8", "held", Record(NAMES, ["8", "b", "c", "d"]), message(subject="B"), notes=[Note("look", "gap")])
    rows = read(
        sheet_of(
            path,
            written(2, message(subject="A"), ["7", "ñ", 5, "z"]),
            held,
            Entry(4, "9", "failed", Record(NAMES, ["9", None, True, ["x"]]), problems=[wrong, wrong]),
            Entry(5, "10", "skipped", Record(NAMES, ["10", "", "", ""])),
        )
    )
    text, about = message().text, ["rejection", "es-MX", "email"]
    assert rows[0] == ["id", "Notas", "", "Notas", *ADDED]
    assert rows[1] == ["7", "ñ", "5", "z", "A", text, *about, "written", ""]
    assert rows[2] == ["8", "b", "c", "d", "B", text, *about, "held", "column 'gap': look"]
    assert rows[3][:4] == ["9", "", "true", '["x"]']
    assert rows[3][4:] == ["", "", "", "", "", "failed", "\n".join([str(wrong)] * 2)]
    assert rows[4] == ["10", *[""] * 8, "skipped", ""]


def test_columns_that_come_late_stand_after_the_others(path: Path, message: Make) -> None:
    rows = read(
        sheet_of(
            path,
            written(1, message(), ["1"], ("a",)),
            written(2, message(), ["2", "3"], ("b", "a")),
            Entry(3, "3", "failed"),
            written(4, message(), ["4", "5"], ("a", "a")),
        )
    )
    assert [row[: -len(ADDED)] for row in rows] == [
        ["a", "b", "a"], ["1", "", ""], ["3", "2", ""], ["", "", ""], ["4", "", "5"],
    ]  # fmt: skip


def test_what_an_earlier_run_added_is_not_added_twice(path: Path, message: Make) -> None:
    names = ("id", "text", *ADDED)
    rows = read(sheet_of(path, written(1, message(), ["7", "mine", *"1234567"], names)))
    assert rows[0] == list(names)
    assert rows[1][:4] == ["7", "mine", message().subject, message().text]


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_hostile_cell_is_text_and_comes_back_as_it_was(cell: str, path: Path, message: Make) -> None:
    sheet_of(path, written(1, message(subject=cell, text=cell), [cell], (cell or "x",)))
    titles, row = read(path)
    assert (titles[0], row[0], row[1], row[2]) == (cell or "x", cell, cell, cell)


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_workbook_computes_nothing(cell: str, tmp_path: Path, message: Make) -> None:
    pytest.importorskip("xlsxwriter")
    path = sheet_of(tmp_path / "out.xlsx", written(1, message(text=cell), [cell], (cell or "x",)))
    with zipfile.ZipFile(path) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
        assert not any("hyperlink" in name.lower() for name in parts.namelist())
    assert "<f>" not in page
    assert "<hyperlink" not in page
    assert 't="inlineStr"' in page
    assert "<v>" not in page


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_of_a_csv_begins_as_a_formula_does(cell: str, tmp_path: Path, message: Make) -> None:
    octets = sheet_of(tmp_path / "out.csv", written(1, message(text=cell), [cell], (cell or "x",))).read_bytes()
    assert octets.startswith(b'\xef\xbb\xbf"')
    for row in csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline="")):
        for found in row:
            bare = found.lstrip()
            assert not bare.startswith(("=", "@", "＝", "＋", "－", "＠")) or found.startswith("'")
            assert not found.startswith(("\t", "\r"))
            assert not bare.startswith(("+", "-")) or set(bare[1:]) <= set("0123456789 .,%")


@given(st.text())
def test_a_cell_that_was_made_safe_is_had_again(cell: str) -> None:
    assert plain(safe(cell)) == cell
    assert plain(as_text(cell)) == cell
    assert meant(safe(cell)) == cell


def test_a_cell_of_a_workbook_is_cut_where_excel_would_and_says_so(tmp_path: Path, message: Make) -> None:
    pytest.importorskip("xlsxwriter")
    most, more, wide = "x" * LONGEST, "x" * (LONGEST + 1), "👩" * (LONGEST // 2 + 1)
    path = sheet_of(tmp_path / "out.xlsx", written(1, message(text=most), [most, more, wide], ("a", "b", "c")))
    _, row = read(path)
    assert row[0] == most
    assert row[1] == "x" * (LONGEST - 1) + "…"
    assert row[2] == "👩" * (LONGEST // 2) + "…"
    assert row[4] == most
    remarks = row[-1].split("\n")
    assert sorted(remark[:24] for remark in remarks) == ["the column 'b' is cut he", "the column 'c' is cut he"]
    assert "it holds 32768 characters" in row[-1]


def test_a_text_that_no_cell_holds_is_refused_and_the_next_row_is_written(tmp_path: Path, message: Make) -> None:
    pytest.importorskip("xlsxwriter")
    with opened(tmp_path / "out.xlsx") as destination:
        destination.deliver(message(), None, "7", 2)
        with pytest.raises(Undeliverable, match="a cell of a workbook holds 32767"):
            destination.deliver(message(text="x" * (LONGEST + 1)), None, "8", 3)
    with opened(tmp_path / "out.csv") as destination:
        destination.deliver(message(text="x" * (LONGEST + 1)), None, "8", 3)


def test_half_a_character_is_no_text_of_a_letter_and_a_mark_in_a_cell(path: Path, message: Make) -> None:
    with opened(path) as destination, pytest.raises(Undeliverable, match=r"U\+D800"):
        destination.deliver(message(text="a\ud800"), None, "7", 2)
    wrong = Problem("the key '{key}' is there twice; keep one", "duplicate-key", values={"key": "x\ud800"})
    refused = Entry(2, "2", "failed", problems=(wrong,))
    rows = read(sheet_of(path, written(1, message(), ["a\ud800"], ("x\ud800",)), refused))
    assert rows[1][0] == "a?"
    assert rows[2][-1] == "the key 'x?' is there twice; keep one"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_reads_back_from_a_workbook(message: Make, text: str) -> None:
    pytest.importorskip("xlsxwriter")
    with TemporaryDirectory() as directory:
        path = sheet_of(Path(directory) / "out.xlsx", written(1, message(text=text), [text], ("a",)))
        _, row = read(path)
    assert (row[0], row[2]) == (text, text)


def test_a_workbook_is_ready_to_be_read(tmp_path: Path, message: Make) -> None:
    pytest.importorskip("xlsxwriter")
    path = sheet_of(tmp_path / "out.xlsx", written(1, message(), ["7", "x"]))
    with zipfile.ZipFile(path) as parts:
        page, styles = (parts.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "styles"))
        assert "2026-12-03T00:00:00Z" in parts.read("docProps/core.xml").decode()
    assert 'state="frozen"' in page
    assert '<autoFilter ref="A1:I2"' in page
    assert 'min="4" max="4" width="60.7' in page
    assert 'wrapText="1"' in styles


def test_the_same_rows_give_the_same_octets(path: Path, message: Make) -> None:
    entries = [written(number, message(), [str(number), "x"]) for number in range(300)]
    first = sheet_of(path, *entries).read_bytes()
    path.unlink()
    assert sheet_of(path, *entries).read_bytes() == first


def test_a_sheet_of_more_rows_than_excel_has_is_refused(
    tmp_path: Path, message: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("xlsxwriter")
    monkeypatch.setattr("templater.delivery.workbook.MOST_ROWS", 4)
    entries = [written(number, message(), ["x"]) for number in range(4)]
    assert len(read(sheet_of(tmp_path / "fits.xlsx", *entries[:3]))) == 4
    with pytest.raises(OutputError, match=r"holds 4 rows, and there are more; write to a \.csv file"):
        sheet_of(tmp_path / "out.xlsx", *entries)
    assert [file.name for file in tmp_path.iterdir()] == ["fits.xlsx"]


def test_a_workbook_without_its_library_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(NotInstalled, match=r"candidate-templater\[xlsx\]"):
        opened(tmp_path / "out.xlsx")
    assert opened(tmp_path / "out.csv")


@given(st.text(max_size=12).map(lambda text: text * 5000))
@settings(max_examples=30, deadline=None)
def test_what_is_cut_fits_and_begins_as_it_did(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    shown: Any = cut(text)
    assert length_of(shown) <= LONGEST
    assert shown == text or text.startswith(shown.removesuffix("…"))
