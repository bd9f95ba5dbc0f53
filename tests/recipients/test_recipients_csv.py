from __future__ import annotations

import csv
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, RawIOBase, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_recipients import cells, codes, read, shipped

from templater.errors import InputError
from templater.recipients import Row, Unreadable, open_recipients

HEADER = ("first_name", "email", "role")


def refused(content: bytes, kind: str = "csv") -> str:
    with pytest.raises(InputError) as caught:
        read(content, kind)
    return str(caught.value)


def written(rows: list[tuple[str, ...]], delimiter: str, line_end: str) -> str:
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows([HEADER, *rows])
    return text.getvalue()


# what a spreadsheet can hold: no NUL, and no lone \r, which csv.writer does not quote
_CELL = st.text(
    st.one_of(
        st.sampled_from(list("ab,;\t\"'\n|áéñü€«»–")),
        st.characters(codec="utf-8", exclude_characters="\0\r"),
    ),
    max_size=12,
)
_ROWS = st.lists(st.tuples(_CELL, _CELL, _CELL).filter(lambda row: any(cell.strip() for cell in row)), max_size=6)


@given(
    _ROWS,
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_csv_module_writes_reads_back_the_same(
    rows: list[tuple[str, ...]], delimiter: str, encoding: str, line_end: str
) -> None:
    mark = "\ufeff" if encoding[-2:] in ("le", "be") else ""
    content = (mark + written(rows, delimiter, line_end)).encode(encoding)
    assert [tuple(row.values()) for row in cells(content)] == rows


_WORDS = st.sampled_from(["Íñigo", "Peña", "«Ágora»", "O’Neill", "Núñez;", "Güell,\n", '"Nena"', "–", "100 €", "Ana"])


@given(st.lists(st.lists(_WORDS, min_size=1).map(" ".join), max_size=5))
def test_what_an_old_excel_writes_in_cp1252_reads_back_the_same(names: list[str]) -> None:
    content = written([(name, "a@example.com", "Peón") for name in names], ";", "\r\n").encode("cp1252")
    assert [row["first_name"] for row in cells(content)] == names


@given(_ROWS, st.integers(0, 400))
@settings(max_examples=60)
def test_every_row_knows_the_line_on_which_it_begins(rows: list[tuple[str, ...]], seed: int) -> None:
    text = written(rows, ",", "\n")
    found, _ = read(text.encode())
    starts = list(_line_numbers(rows))
    assert [row.number for row in found] == starts, seed


def _line_numbers(rows: list[tuple[str, ...]]) -> Iterator[int]:
    line = 2
    for row in rows:
        yield line
        line += 1 + sum(cell.count("\n") for cell in row)


def test_a_line_end_inside_quotes_stays_in_its_cell() -> None:
    rows, _ = read(b'first_name,requirement,role\nAna,"one\r\ntwo",X\nLuis,,Y\n')
    assert [row.number for row in rows] == [2, 4]
    assert isinstance(rows[0], Row)
    assert rows[0].cells["requirement"] == "one\r\ntwo"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_one(line_end: str) -> None:
    content = line_end.join(["first_name,role", "", "Ana,X", ",", "  ,  ", "Luis,Y"]).encode()
    rows, _ = read(content)
    assert [row.number for row in rows] == [3, 6]


def test_blanks_stay_in_and_a_short_row_is_filled_with_them() -> None:
    assert cells(b"first_name,email,role\nAna, \n") == [{"first_name": "Ana", "email": " ", "role": ""}]


def test_the_delimiter_is_the_one_of_the_header_whatever_stands_in_the_cells() -> None:
    comma = b"first_name,requirement\nAna,a; b; c; d\nLuis,e; f; g\n"
    semicolon = b"first_name;requirement\nAna;a, b, c, d\nLuis;e, f, g\n"
    assert [row["requirement"] for row in cells(comma)] == ["a; b; c; d", "e; f; g"]
    assert [row["requirement"] for row in cells(semicolon)] == ["a, b, c, d", "e, f, g"]


def test_a_delimiter_within_the_quotes_of_the_header_does_not_count() -> None:
    content = b'"first_name";"role";"notes, remarks, and more, still"\nAna;X;y\nLuis;Z;\n'
    assert cells(content)[0] == {"first_name": "Ana", "role": "X"}


def test_rows_decide_between_two_delimiters_in_the_header() -> None:
    assert cells(b"first_name;role;notes, remarks, other, more\nAna;X;y\n")[0]["role"] == "X"


def test_a_header_alone_has_no_rows() -> None:
    rows, columns = read(b"Nombre;Correo;Puesto")
    assert rows == []
    assert list(columns.mapping.values()) == ["first_name", "email", "role"]


def test_one_column_is_a_table() -> None:
    assert cells(b"full_name\nRuiz Pardo, Marta\nGil; Ana\n") == [
        {"full_name": "Ruiz Pardo, Marta"},
        {"full_name": "Gil; Ana"},
    ]


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_excel_s_own_first_line_is_honoured(line: str) -> None:
    rows, _ = read(f"{line}\r\nfirst_name;notes, more, most\r\nAna;X\r\n".encode("utf-8-sig"))
    assert rows == [Row(3, {"first_name": "Ana"})]


def test_unicode_text_from_excel_is_read() -> None:
    assert cells("Nombre\tPuesto\r\nÍñigo\tPeón\r\n".encode("utf-16")) == [{"first_name": "Íñigo", "role": "Peón"}]


def test_cp1252_is_read_and_said_even_when_it_shows_late() -> None:
    content = b"first_name,role\n" + b"Ana,Analista\n" * 20_000 + "Íñigo,Peón – «A»\n".encode("cp1252")
    opened = open_recipients("-", format="csv", stdin=BytesIO(content), headings=shipped())
    with opened as source:
        assert not source.columns.notices
        *_, last = source
        assert isinstance(last, Row)
        assert last.cells["first_name"] == "Íñigo"
        assert "Windows-1252" in "".join(map(str, source.columns.notices))


def test_cp1252_that_begins_like_utf_8_is_refused_rather_than_misread() -> None:
    assert "is not UTF-8" in refused("first_name,role\nCAFÉ”,X\nÍñigo,Y\n".encode("cp1252"))


@pytest.mark.parametrize("between", [0, 30_000])
def test_a_file_that_changes_its_encoding_names_the_line(between: int) -> None:
    content = "first_name,role\nÍñigo,X\n".encode() + b"Ana,X\n" * between + "Óscar,Y\n".encode("cp1252")
    assert refused(content) == f"-:{between + 3}: is not UTF-8; save it again as UTF-8"


def test_a_row_with_too_many_cells_is_a_row_that_failed() -> None:
    content = b"first_name,role\nAna,Analista, datos\nLuis,X\n"
    rows, _ = read(content)
    assert isinstance(rows[0], Unreadable)
    assert str(rows[0].problems[0]) == (
        "the row has 3 cells and the header 2; put quotes around a cell with a ',' in it"
    )
    assert rows[1] == Row(3, {"first_name": "Luis", "role": "X"})


def test_an_unnamed_last_column_cannot_swallow_a_cell_too_many() -> None:
    assert codes(b"first_name,role,\nAna,Analista, datos\nLuis,X,\n") == {2: "too-many-cells"}


def test_blank_cells_too_many_are_excel_s_and_harmless() -> None:
    assert cells(b"first_name,role,,\nAna,X,,\nLuis,Y,,,,\n")[1] == {"first_name": "Luis", "role": "Y"}


def test_a_quote_that_is_never_closed_names_the_line_where_it_opens() -> None:
    assert refused(b'first_name,role\nAna,X\n"Luis,Y\nEva,Z\n').startswith('-:3: a quote (") opens a cell here')


def test_a_quote_that_is_never_closed_does_not_read_the_whole_file_into_memory() -> None:
    content = b'first_name,role\n"Luis,Y\n' + b"Eva,Z\n" * 2_000_000
    tracemalloc.start()
    assert refused(content).startswith("-:2: ")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def test_a_stray_quote_fails_its_row_only() -> None:
    content = b'first_name,role\n"Acme" Ltd,X\nLuis,"5"" disks"\n'
    assert codes(content) == {2: "stray-quote"}
    assert read(content)[0][1] == Row(3, {"first_name": "Luis", "role": '5" disks'})


def test_a_stray_quote_that_may_swallow_rows_stops_the_reading() -> None:
    assert refused(b'first_name,role\n"Ana,X\n"Luis",Y\n').startswith("-:2: ")


def test_a_stray_quote_beside_one_that_is_not_closed_stops_the_reading() -> None:
    assert refused(b'first_name,role\n"Ana" R,"X\nLuis,Y"\nEva,Z\n').startswith("-:2: ")


def test_two_megabytes_in_one_cell_fail_their_row_only() -> None:
    content = b"first_name,role\n" + b"x" * 2_000_000 + b',A\n"' + b"y" * 2_000_000 + b'",B\nLuis,C\n'
    assert codes(content) == {2: "too-long", 3: "too-long"}
    assert read(content)[0][-1] == Row(4, {"first_name": "Luis", "role": "C"})


def test_a_line_without_end_is_refused() -> None:
    assert "longer than" in refused(b"first_name,role\n" + b"x" * 9_000_000)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" , \n", b"\xff\xfe", b"sep=;\n"])
def test_an_empty_file_says_what_its_first_line_must_be(content: bytes) -> None:
    assert refused(content) == "-: is empty; its first line must name the columns, such as first_name, email, role"


@pytest.mark.parametrize("head", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_a_workbook_in_disguise_is_told_from_text(head: bytes) -> None:
    assert refused(head + bytes(range(256)) * 9) == "-: is a workbook, not text; save the sheet as CSV UTF-8"


def test_a_binary_file_is_refused() -> None:
    assert "CSV UTF-8" in refused(bytes(range(256)) * 50)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_wide_text_without_its_mark_is_refused(encoding: str) -> None:
    assert "NUL" in refused("first_name,role\nAna,X\n".encode(encoding))


def test_a_nul_names_its_line() -> None:
    assert refused(b"first_name,role\nAna,X\nLu\0is,Y\n").startswith("-:3: ")


def test_bytes_that_no_encoding_has_are_refused() -> None:
    assert "is not text" in refused(b"first_name,role\nAna,\x81\x8d\n")


def test_tabs_are_told_by_the_format_even_among_commas() -> None:
    assert cells(b"first_name\trole, title, level\nAna\tx\n", "tsv") == [{"first_name": "Ana"}]


class Pipe(RawIOBase):
    """A pipe of which each read gives one byte, so that every sign and mark is torn apart."""

    def __init__(self, content: bytes) -> None:
        self.left = memoryview(content)

    def read(self, _size: int = -1) -> bytes:
        piece, self.left = self.left[:1], self.left[1:]
        return bytes(piece)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_bytes_that_come_one_by_one_are_the_same_text(encoding: str) -> None:
    content = "first_name,role\r\nÍñigo,Peón\r\n".encode(encoding)
    opened = open_recipients("-", format="csv", stdin=Pipe(content), headings=shipped())  # type: ignore[arg-type]  # reads only
    with opened as source:
        assert list(source) == [Row(2, {"first_name": "Íñigo", "role": "Peón"})]


class Endless(RawIOBase):
    """A list that is longer than memory should hold."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.begun = False

    def read(self, _size: int = -1) -> bytes:
        if not self.begun:
            self.begun = True
            return b"first_name,email,role\n"
        self.rows -= 1000
        return b"Ana,ana@example.com,Analista\n" * 1000 if self.rows >= 0 else b""


def test_memory_stays_the_same_however_long_the_list() -> None:
    tracemalloc.start()
    opened = open_recipients("-", format="csv", stdin=Endless(60_000), headings=shipped())  # type: ignore[arg-type]  # reads only
    with opened as source:
        assert sum(1 for _ in source) == 60_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000
