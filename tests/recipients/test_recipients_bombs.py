"""What is sent to fill the memory or to take for ever ends soon, with one line."""

from __future__ import annotations

import struct
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


def test_a_first_line_of_nothing_but_tabs_does_not_take_for_ever() -> None:
    begun = time.process_time()
    with pytest.raises(InputError, match="no column is known"):
        read(b"sep=;" + b"\t" * 90_000 + b"x\nrole\nA\n")
    assert time.process_time() - begun < 2


SECTOR = 512
END = 0xFFFFFFFE


def legacy(links: list[int], tables: list[int], *, more_tables: int = END, entries: int = 4, size: int = 0) -> bytes:
    """Return an .xls of which `links` say the sector that follows each, the directory's from 0, and `tables` where.

    The places of the links stand in the sectors `tables`; its entries all begin in the sector behind the directory.
    """
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(SECTOR, b"\0"))
    for at, value in ((30, 9), (48, 0), (60, END), (68, more_tables)):
        struct.pack_into("<I", head, at, value)
    struct.pack_into("<109I", head, 76, *tables, *[0xFFFFFFFF] * (109 - len(tables)))
    name = "Workbook".encode("utf-16-le")
    one = struct.pack("<64sHBx48xII4x", name, len(name) + 2, 2, entries // 4, size)
    body = one * entries
    behind = struct.pack(f"<{len(links)}I", *links)
    return bytes(head) + body + b"\0" * (tables[0] * SECTOR - len(body)) + behind


@pytest.mark.parametrize("kind", ["one chain for every stream", "a chain and a table that never end"])
def test_an_xls_whose_chains_are_longer_than_the_file_is_refused_at_once(kind: str) -> None:
    pytest.importorskip("python_calamine")
    if kind.startswith("one"):
        links = [*range(1, 900), END, *range(901, 1800), END]
        content = legacy(links, [*range(1800, 1815)], entries=3600, size=900 * SECTOR)
    else:
        links = [END, 2, 1, *[END] * 125, *[3] * 127, 4]  # the second sector of the links goes on with itself
        content = legacy(links, [3] * 109, more_tables=4, size=SECTOR * 100) + b"\0" * 90_000
    begun = time.process_time()
    tracemalloc.start()
    with pytest.raises(InputError):
        read(content, "xls")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30_000_000
    assert time.process_time() - begun < 2
