from __future__ import annotations

import json
import tracemalloc
from io import BytesIO, RawIOBase
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_recipients import cells, codes, read, shipped

from templater.errors import InputError
from templater.recipients import Row, open_recipients

_VALUE = st.none() | st.booleans() | st.integers() | st.text()
_NESTED = st.recursive(
    _VALUE, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)
_OBJECT = st.fixed_dictionaries({"first_name": st.text()}, optional={"role": _VALUE, "notes": _NESTED})


def ended(content: bytes, kind: str) -> str:
    """Read what may be broken; return why it cannot be read, or ""."""
    try:
        read(content, kind)
    except InputError as error:
        return str(error)
    return ""


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(content, "json")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@given(st.lists(_OBJECT, min_size=1, max_size=4), st.sampled_from([None, 0, 2]), st.booleans(), st.integers(1, 50))
def test_a_list_gives_the_rows_that_its_objects_give_on_lines(
    rows: list[dict[str, Any]], indent: int | None, ascii_only: bool, size: int
) -> None:
    class Pieces(BytesIO):
        def read1(self, _: int | None = -1) -> bytes:
            return super().read1(size)

    content = json.dumps(rows, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    lines = "\n".join(map(json.dumps, rows)).encode()
    with open_recipients("-", format="json", stdin=Pieces(content), headings=shipped()) as source:
        assert [row.cells for row in source if isinstance(row, Row)] == cells(lines, "jsonl")


def test_one_object_is_a_list_of_one_and_rows_know_their_line() -> None:
    assert read(b'\xef\xbb\xbf {"role":\n "X"}\n ', "json")[0] == [Row(1, {"role": "X"})]
    rows, _ = read(b'[\n{"role": "a]}"},\n\n{"role": "b\\"{"}]', "json")
    assert rows == [Row(2, {"role": "a]}"}), Row(4, {"role": 'b"{'})]


def test_an_empty_list_has_no_rows() -> None:
    assert read(b" [ ] ", "json")[0] == []


def test_an_object_that_is_wrong_fails_alone() -> None:
    deep = b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    content = b'[{"role": "X"},\n{"role": NaN},\n{role: "X"},\n' + deep + b',\n{"role": "Y"}]'
    assert codes(content, "json") == {2: "not-json", 3: "not-json", 4: "not-json"}
    assert read(content, "json")[0][-1] == Row(5, {"role": "Y"})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "-: is empty"),
        (b" \n ", "-: is empty"),
        (b"null", "-:1: is neither a list of objects nor one object"),
        (b'[{"role": "X"}\n', "-:2: ends before its list is closed"),
        (b'[{"role": "X', "-:1: ends before its list is closed"),
        (b'[{"role": "X"},', "-:1: ends before its list is closed"),
        (b'[{"role": "X"},\n]', "-:2: has a comma with nothing behind it"),
        (b'[{"role": "X"}\n{"role": "Y"}]', "-:2: has no comma between two objects"),
        (b'[{"role": "X"}, "Y"]', "-:1: has something in its list that is no object"),
        (b"[,]", "-:1: has something in its list that is no object"),
        (
            b'{"role": "X"}\n{"role": "Y"}',
            "-:2: goes on after its end; is it one object per line? Then add --format jsonl",
        ),
        (b'[{"role": "X"}] x', "-:1: goes on after its end"),
        (b"[" * 100_000, "-:1: has something in its list that is no object"),
        (b'{"a":' * 100_000, "-:1: ends before its list is closed"),
        ('[{"role": "\xd1"}]'.encode("latin-1"), "-:1: is not UTF-8"),
    ],
)
def test_a_list_that_is_broken_says_where(content: bytes, says: str) -> None:
    assert refused(content).startswith(says)


def test_an_object_without_end_is_refused_before_it_fills_the_memory() -> None:
    class Endless(RawIOBase):
        begun = False

        def read(self, _size: int = -1) -> bytes:
            if self.begun:
                return b"x" * 65536
            self.begun = True
            return b'[{"role": "'

    tracemalloc.start()
    with (
        pytest.raises(InputError, match="an object is longer than"),
        open_recipients("-", format="json", stdin=Endless(), headings=shipped()),  # type: ignore[arg-type]
    ):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def test_memory_stays_the_same_however_long_the_list() -> None:
    class Long(RawIOBase):
        left = 20

        def read(self, _size: int = -1) -> bytes:
            self.left -= 1
            if self.left == 19:
                return b"[" + b'{"first_name": "Ana", "role": "X"},' * 1000
            return (
                b'{"first_name": "Ana", "role": "X"},' * 1000 if self.left > 0 else b'{"role": "Z"}]' * (not self.left)
            )

    tracemalloc.start()
    with open_recipients("-", format="json", stdin=Long(), headings=shipped()) as source:  # type: ignore[arg-type]  # reads only
        assert sum(1 for _ in source) == 19_001
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_500_000


@given(st.binary(max_size=60) | st.text(st.sampled_from('[]{}",:\\ \n1a'), max_size=40).map(str.encode))
def test_whatever_the_file_holds_it_is_read_or_refused(content: bytes) -> None:
    for kind in ("json", "jsonl", "csv", "tsv"):
        assert "\n" not in ended(content, kind)
