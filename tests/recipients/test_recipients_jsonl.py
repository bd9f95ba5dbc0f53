from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_recipients import cells, codes, read, shipped

from templater.errors import InputError
from templater.recipients import Row, Unreadable, open_recipients

GOOD = b'{"first_name": "Ana"}\n'


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(content, "jsonl")
    return str(caught.value)


@given(
    st.lists(st.fixed_dictionaries({"first_name": st.text(), "requirement": st.lists(st.text())}), min_size=1),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_json_writes_reads_back_the_same(
    rows: list[dict[str, object]], ascii_only: bool, encoding: str, line_end: str
) -> None:
    text = line_end.join(json.dumps(row, ensure_ascii=ascii_only) for row in rows)
    if "\0" not in text:
        assert cells(text.encode(encoding, "surrogatepass"), "jsonl") == rows


def test_keys_are_understood_like_columns() -> None:
    rows, columns = read(b'{"Nombre": "Ana", "puesto": "X", "notes": "-", "sexo": "F"}\n', "jsonl")
    assert rows == [Row(1, {"first_name": "Ana", "role": "X"})]
    assert (columns.of("unknown"), columns.of("protected")) == (("notes",), ("sexo",))


def test_unknown_keys_of_many_rows_are_said_once() -> None:
    _, columns = read(b'{"role": "X", "notes": 1}\n' * 3 + b'{"role": "X", "salary": 1}\n', "jsonl")
    assert [str(notice) for notice in columns.notices] == ["columns that no letter uses were left out: notes, salary"]


def test_the_first_line_s_keys_are_known_when_the_source_opens() -> None:
    opened = open_recipients("-", format="jsonl", stdin=BytesIO(GOOD + b'{"role": "X"}'), headings=shipped())
    with opened as source:
        assert list(source.columns.mapping.values()) == ["first_name"]
        assert len(list(source)) == 2
        assert list(source.columns.mapping.values()) == ["first_name", "role"]


def test_values_keep_their_kind_and_numbers_their_digits() -> None:
    row = cells(b'{"id": 12, "phone": 1.50, "share_consent": true, "role": null, "strength": ["a", "b"]}', "jsonl")[0]
    assert row == {"id": 12, "phone": "1.50", "share_consent": True, "role": None, "strength": ["a", "b"]}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"first_name": "Ana",}', "not-json"),
        (b'{"first_name": "Ana"', "not-json"),
        (b"{'first_name': 'Ana'}", "not-json"),
        (b'{"first_name": NaN}', "not-json"),
        (b'{"first_name": -Infinity}', "not-json"),
        (b'{"first_name": "A", "first_name": "B"}', "duplicate-key"),
        (b'{"a": {"b": 1, "b": 2}}', "duplicate-key"),
        (b'{"email": "a@example.com", "correo": "b@example.com"}', "duplicate-key"),
        (b'["Ana"]', "not-an-object"),
        (b"null", "not-an-object"),
        (b'"Ana"', "not-an-object"),
        (b'{"id": ' + b"9" * 5000 + b"}", "not-json"),
        (b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "not-json"),
    ],
)
def test_a_line_that_is_wrong_fails_alone(line: bytes, code: str) -> None:
    content = GOOD + line + b"\n" + GOOD
    assert codes(content, "jsonl") == {2: code}
    assert read(content, "jsonl")[0][2] == Row(3, {"first_name": "Ana"})


def test_a_first_line_that_is_wrong_fails_alone_too() -> None:
    assert codes(b"oops\n" + GOOD, "jsonl") == {1: "not-json"}


def test_a_broken_line_names_the_column() -> None:
    rows, _ = read(b'{"role": }\n', "jsonl")
    assert isinstance(rows[0], Unreadable)
    assert str(rows[0].problems[0]) == "is not JSON: Expecting value (column 10)"


def test_blank_lines_are_counted_and_skipped() -> None:
    rows, _ = read(b"\xef\xbb\xbf\n" + GOOD + b"  \r\n" + GOOD, "jsonl")
    assert [row.number for row in rows] == [2, 4]


def test_line_separators_inside_a_text_do_not_end_the_line() -> None:
    assert cells('{"role": "a\u2028b\x85c"}\n'.encode(), "jsonl") == [{"role": "a\u2028b\x85c"}]


WHOLE = [b'[{"role": "X"}]', b'[\n{"role": "X"}\n]', b'{\n"role": "X"\n}\n', b"\n [ \n"]


@pytest.mark.parametrize("content", WHOLE)
def test_one_value_over_the_whole_file_is_refused_with_what_would_help(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(content)
    with (
        pytest.raises(InputError, match="is one JSON value over the whole file; add --format json"),
        open_recipients(str(path), stdin=BytesIO(), headings=shipped()),
    ):
        pass


@pytest.mark.parametrize("content", WHOLE)
def test_what_looks_so_on_the_standard_input_costs_only_its_line(content: bytes) -> None:
    first, *_, last = read(content + b"\n" + GOOD, "jsonl")[0]
    assert isinstance(first, Unreadable)
    assert "add --format json" in str(first.problems[0])
    assert isinstance(last, Row)


def test_a_list_of_something_else_is_a_wrong_line_of_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(b"[1]\n" + GOOD)
    with open_recipients(str(path), stdin=BytesIO(), headings=shipped()) as source:
        assert [type(row) for row in source] == [Unreadable, Row]


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_stream_is_refused(content: bytes) -> None:
    assert refused(content) == "-: is empty; each line must be a JSON object"


def test_json_has_no_windows_encoding() -> None:
    content = GOOD + '{"first_name": "Íñigo"}\n'.encode("cp1252") + GOOD
    rows, _ = read(content, "jsonl")
    assert isinstance(rows[1], Unreadable)
    assert [str(problem) for problem in rows[1].problems] == ["is not UTF-8; save it again as UTF-8"]
    assert (rows[0], rows[2]) == (Row(1, {"first_name": "Ana"}), Row(3, {"first_name": "Ana"}))


def test_half_a_unit_of_utf_16_costs_its_line() -> None:
    lines = [GOOD.decode(), '{"first_name": "', '"}\n', GOOD.decode()]
    octets = [line.encode("utf-16-le") for line in lines]
    content = b"\xff\xfe" + octets[0] + octets[1] + b"\x00\xd8" + octets[2] + octets[3]
    assert codes(content, "jsonl") == {2: "not-text"}
    assert len(read(content, "jsonl")[0]) == 3
    assert codes(content + b"{", "jsonl") == {2: "not-text", 4: "not-text"}


@given(st.lists(st.binary().filter(lambda line: b"\n" not in line and line.strip(b" \t\r"))), st.integers(1, 9))
def test_every_line_that_is_not_blank_is_one_row(lines: list[bytes], size: int) -> None:
    """Whatever octets it holds, and in whatever pieces it comes."""

    class Pieces(BytesIO):
        def read1(self, most: int | None = -1) -> bytes:
            assert most
            return self.read(size)

    content = b"".join(line + b"\n" for line in [GOOD.rstrip(), *lines])
    with open_recipients("-", format="jsonl", stdin=Pieces(content), headings=shipped()) as source:
        assert [row.number for row in source] == list(range(1, len(lines) + 2))


def test_a_short_first_line_is_read_before_the_next_one_is_written() -> None:
    class Waiting(BytesIO):
        def read1(self, size: int | None = -1) -> bytes:
            assert size
            line = self.readline()
            assert line, "nobody has written the second row yet"
            return line

    with open_recipients("-", format="jsonl", stdin=Waiting(b"{}\n"), headings=shipped()) as source:
        assert next(iter(source)) == Row(1, {})


def test_keys_without_end_do_not_fill_the_memory() -> None:
    content = b"".join(b'{"role": "X", "k%d": 1}\n' % number for number in range(3000))
    rows, columns = read(content, "jsonl")
    assert len(rows) == 3000
    assert len(columns.placed) == 1000


def test_a_row_is_answered_before_the_next_one_is_written() -> None:
    class Waiting(BytesIO):
        def read1(self, size: int | None = -1) -> bytes:
            assert size
            line = self.readline()
            assert line, "nobody has written the second row yet"
            return line

    with open_recipients("-", format="jsonl", stdin=Waiting(GOOD), headings=shipped()) as source:
        assert next(iter(source)) == Row(1, {"first_name": "Ana"})
