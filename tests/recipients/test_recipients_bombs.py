"""What is sent to fill the memory or to take for ever ends soon, with one line."""

from __future__ import annotations

import time
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest
from reading_recipients import codes, read, shipped

from templater.errors import InputError
from templater.recipients import Row, Unreadable, open_recipients

HEADS = [b"", b"role\n", b'{"role": "', b'[{"role": "']


GIGABYTE = 1024**3


def nothing(path: Path, head: bytes, size: int) -> None:
    with path.open("wb") as stream:
        stream.write(head)
        stream.truncate(size)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.json", "a.xlsx", "a.ods", "a.xls"])
@pytest.mark.parametrize("head", HEADS)
def test_two_gigabytes_of_nothing_are_refused_in_little_memory(tmp_path: Path, name: str, head: bytes) -> None:
    path = tmp_path / name
    nothing(path, head, 2 * GIGABYTE)
    begun = time.process_time()
    tracemalloc.start()
    with (
        pytest.raises(InputError) as caught,
        open_recipients(str(path), stdin=BytesIO(), headings=shipped()) as source,
    ):
        list(source)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "\n" not in str(caught.value)
    assert peak < 60_000_000
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("head", HEADS)
def test_a_line_of_a_quarter_of_a_gigabyte_fails_alone_in_little_memory(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "a.jsonl"
    nothing(path, head, GIGABYTE // 4)
    begun = time.process_time()
    tracemalloc.start()
    with open_recipients(str(path), stdin=BytesIO(), headings=shipped()) as source:
        *_, last = source
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(last, Unreadable)
    assert [problem.code for problem in last.problems] == ["too-long"]
    assert peak < 60_000_000
    assert time.process_time() - begun < 20


def test_a_cell_over_the_limit_of_the_reader_fails_its_row_only() -> None:
    content = b"first_name,role\n" + b"x" * 131_073 + b",A\nAna,B\n"
    assert codes(content) == {2: "too-long"}
    assert read(content)[0][1] == Row(3, {"first_name": "Ana", "role": "B"})


def test_a_row_of_a_million_cells_fails_alone_and_a_header_of_them_is_read() -> None:
    assert codes(b"role,email\n" + b"," * 1_000_000 + b"x\n") == {2: "too-many-cells"}
    rows, columns = read(b"role" + b"," * 1_000_000 + b"\nX\n")
    assert (rows, len(columns.placed)) == ([Row(2, {"role": "X"})], 1)


def test_a_header_of_many_strange_names_does_not_take_for_ever() -> None:
    begun = time.process_time()
    rows, _ = read(b"role," + b",".join(b"column%d" % number for number in range(20_000)) + b"\nX\n")
    assert len(rows) == 1
    assert time.process_time() - begun < 20
