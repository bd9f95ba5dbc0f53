"""What a destination holds in memory does not grow with the list, but for where rows are put aside."""

from __future__ import annotations

import pathlib
import tracemalloc
from pathlib import Path

import pytest
from made import make_envelope, make_message

from templater.candidate import Record
from templater.delivery import Entry, Overview, open_destination

ROWS = 500
OCTETS_A_ROW = 40
"""A page notes two numbers of eight octets for each row, in an array that grows in steps; a name takes two hundred."""


def octets_held() -> int:
    """Return what is held, but for the table in which pathlib interns the parts of a path for a while."""
    apart = tracemalloc.Filter(False, pathlib.__file__)
    held = tracemalloc.take_snapshot().filter_traces([apart]).statistics("filename")
    return sum(one.size for one in held)


@pytest.mark.parametrize(
    "target", ["out.mbox", "out/", "maildir:out", "out.jsonl", "out.csv", "out.xlsx", "out.html", "-"]
)
def test_a_destination_holds_nothing_of_the_rows_that_are_done(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "stdout").open("wb") as stdout, open_destination(target, force=False, stdout=stdout) as there:
        held = []
        tracemalloc.start()
        for row in range(1, 2 * ROWS + 1):
            message, name = make_message(), f"persona-con-nombre-{row}"
            there.deliver(message, make_envelope(message_key=name), name, row)
            if isinstance(there, Overview):
                there.show(Entry(row, name, "written", Record(("id",), (name,)), message))
            if row % ROWS == 0:
                held.append(octets_held())
        tracemalloc.stop()
    assert held[1] - held[0] < OCTETS_A_ROW * ROWS
