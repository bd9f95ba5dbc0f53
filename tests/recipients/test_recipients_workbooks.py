from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making_workbooks import Sheets, changed, ods, ods_of, packed, xlsx
from reading_recipients import read, shipped

from templater.errors import ChoiceError, InputError, NotInstalled
from templater.recipients import ColumnMap, Row, Unreadable, open_recipients

HEADER = ("Nombre", "Puesto", "Teléfono", "Fecha de entrevista", "Pidió comentarios")
FILES = Path(__file__).parent / "files"
SHEET = "xl/worksheets/sheet1.xml"

Write = Callable[[Sheets], bytes]


def sheet(content: bytes, kind: str = "xlsx", name: str = "") -> tuple[list[Row | Unreadable], ColumnMap]:
    opened = open_recipients("-", format=kind, stdin=BytesIO(content), headings=shipped(), sheet=name)
    with opened as source:
        return list(source), source.columns


def said(columns: ColumnMap) -> str:
    return "\n".join(map(str, columns.notices))


def refused(content: bytes, kind: str = "xlsx") -> str:
    with pytest.raises(InputError) as caught:
        sheet(content, kind)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def ended(content: bytes, kind: str = "xlsx") -> str:
    """Read a workbook that may be broken; return why it cannot be read, or ""."""
    try:
        sheet(content, kind)
    except InputError as error:
        return str(error)
    return ""


@pytest.fixture(params=[xlsx, ods], ids=["xlsx", "ods"])
def write(request: pytest.FixtureRequest) -> Write:
    write: Write = request.param
    return write


def test_cells_come_as_they_would_be_typed(write: Write) -> None:
    rows, _ = sheet(
        write({"Hoja1": [
            HEADER,
            ("Íñigo", "Peón", 600000000, date(2026, 12, 3), True),
            ("Ana", "Analista\nde datos", "0034 600", datetime(2026, 12, 3, 9, 30), 1.5),
            ("Eva", "00123", -7, time(9, 30), ""),
        ]})
    )  # fmt: skip
    names = ("first_name", "role", "phone", "interview_date", "feedback_consent")
    assert [(row.number, tuple(row.cells[name] for name in names)) for row in rows if isinstance(row, Row)] == [
        (2, ("Íñigo", "Peón", "600000000", "2026-12-03", True)),
        (3, ("Ana", "Analista\nde datos", "0034 600", "2026-12-03T09:30:00", "1.5")),
        (4, ("Eva", "00123", "-7", "09:30:00", "")),
    ]


def test_an_xls_is_read_with_its_title_its_dates_and_its_rows_in_their_places() -> None:
    pytest.importorskip("python_calamine")
    rows, columns = sheet((FILES / "excel-2003.xls").read_bytes(), "xls")
    names = ("first_name", "role", "phone", "interview_date", "feedback_consent")
    assert [(row.number, tuple(row.cells[name] for name in names)) for row in rows if isinstance(row, Row)] == [
        (4, ("Íñigo", "Peón", "600000000", "2026-12-03", True)),
        (6, ("Ana", "Analista", "0034 600", "", "")),
    ]
    assert "above the names of the columns was left out: Candidaturas de noviembre" in said(columns)
    assert "the sheet 'Candidaturas' was read; --sheet reads another: Notas" in said(columns)
    assert "cells in which a formula failed were read as blank: D6" in said(columns)


def test_blank_rows_and_what_stands_above_the_header_are_left_out_and_rows_keep_their_numbers(write: Write) -> None:
    rows, columns = sheet(
        write({"Hoja1": [(), ("Candidaturas de noviembre",), (), HEADER[:2], (), ("Ana", "X"), (), ("Eva", "Y")]})
    )
    assert rows == [Row(6, {"first_name": "Ana", "role": "X"}), Row(8, {"first_name": "Eva", "role": "Y"})]
    assert "left out: Candidaturas de noviembre" in said(columns)


def test_a_table_that_begins_further_to_the_right_and_down_is_found(write: Write) -> None:
    rows, _ = sheet(write({"Hoja1": [(), ("", "", "Nombre", "Puesto"), ("", "", "Ana", "X")]}))
    assert rows == [Row(3, {"first_name": "Ana", "role": "X"})]


def test_a_column_without_a_name_is_left_out_and_said(write: Write) -> None:
    rows, columns = sheet(write({"Hoja1": [("Nombre", "", "Puesto"), ("Ana", "?", "X", "!")]}))
    assert rows == [Row(2, {"first_name": "Ana", "role": "X"})]
    assert "counted from the left: 2, 4" in said(columns)


def test_the_first_sheet_with_a_header_row_is_read_and_the_others_are_named(write: Write) -> None:
    content = write({"Leeme": [("Esto es una nota",), ("y otra",)], "Vacía": [], "Lista": [HEADER[:2], ("Ana", "X")],
                     "Otra": [("email",), ("a@example.com",)]})  # fmt: skip
    rows, columns = sheet(content)
    assert rows == [Row(2, {"first_name": "Ana", "role": "X"})]
    assert "the sheet 'Lista' was read; --sheet reads another: Leeme, Vacía, Otra" in said(columns)
    assert sheet(content, name="otra")[0] == [Row(2, {"email": "a@example.com"})]


def test_a_hidden_sheet_is_read_only_when_it_is_named() -> None:
    content = xlsx({"Oculta": [("email",), ("a@example.com",)], "Lista": [("role",), ("X",)]}, hidden=["Oculta"])
    assert sheet(content)[0] == [Row(2, {"role": "X"})]
    assert sheet(content, name="Oculta")[0] == [Row(2, {"email": "a@example.com"})]


def test_a_sheet_that_is_not_there_is_a_wrong_choice(write: Write) -> None:
    with pytest.raises(ChoiceError) as caught:
        sheet(write({"Lista": [("role",)]}), name="lsta")
    assert str(caught.value) == "-: --sheet 'lsta' is not one of Lista (did you mean 'Lista'?)"


def test_a_formula_that_failed_is_blank_and_said_with_its_cell(write: Write) -> None:
    rows, columns = sheet(write({"A": [("Nombre", "Requisito"), ("Ana", "#N/A"), ("Eva", "SQL"), ("Leo", "#REF!")]}))
    assert [row.cells["requirement"] for row in rows if isinstance(row, Row)] == ["", "SQL", ""]
    assert "cells in which a formula failed were read as blank: B2, B4" in said(columns)


def test_without_a_header_row_the_error_is_that_of_the_first_sheet(write: Write) -> None:
    assert refused(write({"A": [("Ana", "a@example.com", "Analista")], "B": []})).startswith("-:1: no column is known")
    assert "is empty" in refused(write({"A": []}))


def test_protected_traits_in_a_sheet_are_dropped(write: Write) -> None:
    rows, columns = sheet(write({"A": [("Nombre", "EEO Race", "Edad"), ("Ana", "x", 41)]}))
    assert rows == [Row(2, {"first_name": "Ana"})]
    assert columns.of("protected") == ("EEO Race", "Edad")


def test_without_the_library_a_workbook_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    content = xlsx({"A": [("role",)]})
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(NotInstalled, match=r"pip install 'candidate-templater\[xlsx\]'"):
        sheet(content)


def test_a_list_of_text_needs_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert len(read(b"role\nX\n")[0]) == 1


_CELL = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=8).map(str.strip).filter(
    lambda text: not text.startswith("#")
)  # fmt: skip
_ROWS = st.lists(st.tuples(_CELL, _CELL).filter(any), max_size=5)


@given(_ROWS, st.sampled_from([("xlsx", xlsx), ("ods", ods)]))
@settings(max_examples=60, deadline=None)
def test_a_workbook_and_a_table_of_text_give_the_same_rows(
    rows: list[tuple[str, str]], kind: tuple[str, Write]
) -> None:
    name, write = kind
    quoted = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [HEADER[:2], *rows])
    assert sheet(write({"A": [HEADER[:2], *rows]}), name)[0] == read(quoted.encode())[0]


# what would fill the memory, or be read differently by two readers


def far(place: bytes) -> bytes:
    return changed(xlsx({"A": [("role",), ("X",)]}), SHEET, b'r="A2"', b'r="' + place + b'"')


@pytest.mark.parametrize("place", [b"XFD1048576", b"ZZ1048576", b"XFD5000", b"ZZZ9999999"])
def test_a_cell_far_outside_the_list_is_refused_before_memory_is_asked_for(place: bytes) -> None:
    assert "delete what stands far outside the list" in refused(far(place))


def test_cells_without_a_place_count_too() -> None:
    cells = b"".join(b"<row><c><v>1</v></c></row>" for _ in range(20_000))
    wide = b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>"
    content = changed(xlsx({"A": [("role",)]}), SHEET, b"</sheetData>", cells + wide + b"</sheetData>")
    assert "far outside" in refused(content)


@pytest.mark.parametrize("place", [b"A0", b"A-1", b"1", b"A1B2", b"\xc3\x91" + b"1", b"", b"A" * 50 + b"1"])
def test_a_cell_at_no_place_is_a_broken_workbook_or_harmless(place: bytes) -> None:
    why = ended(far(place))
    assert not why or "no workbook that can be read" in why


@pytest.mark.parametrize(
    "row",
    [
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="1000"><text:p>a</text:p></table:table-cell></table:table-row>',
        '<table:table-row table:number-rows-repeated="1000000"/><table:table-row><table:table-cell '
        'table:number-columns-repeated="1000"/><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>',
    ],
)  # fmt: skip
def test_cells_that_stand_for_a_thousand_million_are_refused(row: str) -> None:
    assert "far outside" in refused(ods_of(f'<table:table table:name="A">{row}</table:table>'), "ods")


ENTITIES = '<!DOCTYPE x [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'


def test_what_xml_can_declare_is_refused_wherever_it_stands() -> None:
    book = xlsx({"A": [("role",), ("X",)]})
    for part in (SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"):
        assert "DOCTYPE" in refused(changed(book, part, b"?>", b"?>" + ENTITIES.encode()))
    row = '<table:table table:name="A"><table:table-row><table:table-cell office:value-type="string"><text:p>&f;&b;'
    end = "</text:p></table:table-cell></table:table-row></table:table>"
    assert "DOCTYPE" in refused(ods_of(row + end, ENTITIES), "ods")


def test_entities_that_nobody_declared_are_not_expanded() -> None:
    book = xlsx({"A": [("role",), ("X",)]})
    assert "no workbook that can be read" in refused(changed(book, "xl/sharedStrings.xml", b">X<", b">&f;<"))


def test_a_part_that_unpacks_to_a_thousand_times_its_size_is_not_unpacked() -> None:
    stream = BytesIO(xlsx({"A": [("role",)]}))
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b" " * 20_000_000)
    tracemalloc.start()
    assert "unpacks to more than" in refused(stream.getvalue())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_part_that_hides_its_size_brings_no_more_than_it_says() -> None:
    content = bytearray(xlsx({"A": [("role",), ("X",)]}))
    with ZipFile(BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    for at in range(len(content) - 4):
        if content[at : at + 4] == size.to_bytes(4, "little"):
            content[at : at + 4] = (size - 9).to_bytes(4, "little")
    assert "no workbook that can be read" in refused(bytes(content))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused() -> None:
    stream = BytesIO(xlsx({"A": [("role",), ("X",)]}))
    with ZipFile(stream, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    assert "there twice" in refused(stream.getvalue())


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_a_part_that_is_packed_as_no_spreadsheet_program_does_is_not_unpacked(method: int) -> None:
    stream = BytesIO()
    with ZipFile(BytesIO(xlsx({"A": [("role",), ("X",)]}))) as book, ZipFile(stream, "w", method) as archive:
        for name in book.namelist():
            archive.writestr(name, book.read(name))
    content = bytearray(stream.getvalue())
    assert "no workbook that can be read" in refused(bytes(content))
    content[60:64] = b"\xff" * 4  # what lzma raises is an error of its own
    assert "no workbook that can be read" in refused(bytes(content))


@pytest.mark.parametrize("kind", [0x0809, 0x17, 0x18, 0x22, 0x2F, 0x42, 0xE5, 0xFC])
def test_a_record_of_an_xls_that_is_cut_short_is_told_in_one_line(kind: int, capfd: pytest.CaptureFixture[str]) -> None:
    content = (FILES / "excel-2003.xls").read_bytes()
    blank = b"\xe2\0\0\0"  # a record without anything in it
    assert content.count(blank) == 1
    assert "cut short" in refused(content.replace(blank, kind.to_bytes(2, "little") + b"\0\0"), "xls")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("encoding", [b"UTF-4", b"rot13", b"x", b"undefined"])
def test_a_part_in_letters_that_nobody_knows_is_broken(encoding: bytes) -> None:
    book = xlsx({"A": [("role",), ("X",)]})
    assert "no workbook that can be read" in refused(changed(book, SHEET, b"UTF-8", encoding))


def test_a_file_that_is_too_large_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(2 * 1024**3)
    tracemalloc.start()
    with (
        pytest.raises(InputError, match="is larger than"),
        open_recipients(str(path), stdin=BytesIO(), headings=shipped()),
    ):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_a_zip_of_something_else_is_no_workbook() -> None:
    assert "no workbook that can be read" in refused(packed({"word/document.xml": b"<a/>"}))


@cache
def book_of(kind: str) -> bytes:
    if kind == "xls":
        return (FILES / "excel-2003.xls").read_bytes()
    return {"xlsx": xlsx, "ods": ods}[kind]({"A": [("role",), ("X",), (1,)]})


@given(st.sampled_from(["xlsx", "ods", "xls"]), st.data())
@settings(max_examples=300, deadline=None)
def test_whatever_is_broken_in_a_workbook_it_is_read_or_refused(kind: str, draw: st.DataObject) -> None:
    pytest.importorskip("python_calamine")
    content = bytearray(book_of(kind))
    places = st.integers(4, len(content) - 1)
    for at, octet in draw.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=6)):
        content[at] = octet
    cut = draw.draw(st.one_of(st.just(len(content)), places))
    assert "\n" not in ended(bytes(content[:cut]), kind)


_XML = [
    b'r="A1"',
    b'r="A2"',
    b't="s"',
    b"<v>0</v>",
    b"<v>1</v>",
    b"<row ",
    b"<c ",
    b"/>",
    b'ref="A1:A3"',
    b"<sheetData>",
]


@given(
    st.lists(st.tuples(st.sampled_from(_XML), st.binary(max_size=6) | st.sampled_from(_XML)), min_size=1, max_size=4)
)
@settings(max_examples=150, deadline=None)
def test_whatever_the_xml_of_a_sheet_says_it_is_read_or_refused(changes: list[tuple[bytes, bytes]]) -> None:
    content = book_of("xlsx")
    for old, new in changes:
        with ZipFile(BytesIO(content)) as archive:
            if old not in archive.read(SHEET):
                continue
        content = changed(content, SHEET, old, new)
    assert "\n" not in ended(content)
