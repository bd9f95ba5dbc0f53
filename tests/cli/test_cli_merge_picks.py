"""`templater merge --picks FILE`: which wordings each letter got, beside any destination."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from cli_runs import ANA, CANDIDATES, MISTAKES, Ended, left_in, table, templater, write

from templater.errors import OutputError

TARGETS = ["out.mbox", "out.jsonl", "letters", "-"]


def merge(source: str | Path, target: str, *arguments: str | Path, cwd: Path) -> Ended:
    return templater("merge", source, "--letter", "rejection", "--to", target, *arguments, cwd=cwd)


def picks_in(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def of_the_letters(ended: Ended) -> list[dict[str, object]]:
    """What JSON lines on the standard output say of each letter that was written."""
    kept = ("id", "row", "letter", "locale", "picks")
    return [{name: record[name] for name in kept} for record in ended.records if "error" not in record]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("source", [CANDIDATES, MISTAKES])
def test_beside_any_destination_the_picks_are_those_of_its_letters(tmp_path: Path, target: str, source: str) -> None:
    expected = of_the_letters(merge(source, "-", cwd=tmp_path))
    ended = merge(source, target, "--picks", "picks.jsonl", cwd=tmp_path)
    assert ended.status == (source == MISTAKES)
    assert picks_in(tmp_path / "picks.jsonl") == expected
    assert left_in(tmp_path) == {"picks.jsonl", target} - {"-"}


def test_only_and_limit_change_no_pick(tmp_path: Path) -> None:
    header = "id,first_name,role,company,locale,stage"
    write(tmp_path / "list.csv", table(*(f"N{n},Ana,Dev,Acme,es,screen" for n in range(300)), header=header))
    merge("list.csv", "-", "--picks", "all.jsonl", cwd=tmp_path)
    everybody = picks_in(tmp_path / "all.jsonl")
    again = next(one for one in everybody if one["picks"][0]["deal"])
    merge("list.csv", "-", "--picks", "one.jsonl", "--only", again["id"], cwd=tmp_path)
    merge("list.csv", "-", "--picks", "few.jsonl", "--limit", "7", cwd=tmp_path)
    assert picks_in(tmp_path / "one.jsonl") == [again]
    assert picks_in(tmp_path / "few.jsonl") == everybody[:7]


def test_where_nothing_was_written_there_are_no_picks(tmp_path: Path) -> None:
    write(tmp_path / "list.csv", table(ANA.replace("Dev", "")))
    assert merge("list.csv", "o.mbox", "--picks", "picks.jsonl", cwd=tmp_path).status == 1
    assert left_in(tmp_path) == {"list.csv"}


@pytest.mark.parametrize("target", TARGETS)
def test_a_source_that_breaks_off_leaves_no_picks(tmp_path: Path, target: str) -> None:
    write(tmp_path / "list.csv", table(*[ANA] * 200, 'A2,"never closed'))
    assert merge("list.csv", target, "--picks", "picks.jsonl", cwd=tmp_path).status == 65
    assert left_in(tmp_path) == {"list.csv"}


def test_letters_that_cannot_be_published_leave_no_picks(tmp_path: Path) -> None:
    with patch("templater.delivery.files.WholeDirectory._publish", side_effect=OutputError("no")):
        ended = merge(CANDIDATES, "letters", "--picks", "picks.jsonl", cwd=tmp_path)
    assert (ended.status, left_in(tmp_path)) == (73, set())


def test_picks_that_are_there_are_not_overwritten_unless_forced(tmp_path: Path) -> None:
    write(tmp_path / "picks.jsonl", "precious")
    ended = merge(CANDIDATES, "o.mbox", "--picks", "picks.jsonl", cwd=tmp_path)
    assert (ended.status, ended.said) == (73, ["picks.jsonl is there already; --force overwrites it"])
    assert left_in(tmp_path) == {"picks.jsonl"}
    assert merge(CANDIDATES, "o.mbox", "--picks", "picks.jsonl", "--force", cwd=tmp_path).status == 0
    assert len(picks_in(tmp_path / "picks.jsonl")) == 24


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--to", "o.mbox", "--picks", "-"), 2, "--picks writes a file; name it, as in picks.jsonl"),
        (("--to", "o.mbox", "--picks", ""), 2, "--picks writes a file; name it, as in picks.jsonl"),
        (("--to", "o.mbox", "--picks", "o.mbox"), 73, "o.mbox is read or written by this run already; choose another"),
        (("--to", "o.mbox", "--picks", "list.csv", "--force"), 73, "list.csv is read or written by this run already"),
        (("--to", "o.mbox", "--picks", "x", "--review", "x"), 73, "x is read or written by this run already"),
        (("--to", "o.mbox", "--picks", "no/x"), 73, "no/x cannot be written: there is no directory no"),
        (("--to", "o.mbox", "--picks", "x", "-n"), 2, "--picks says what was written; say where to with --to"),
        (("--review", "r.csv", "--picks", "x"), 2, "--picks says what was written; say where to with --to"),
    ],
)
def test_picks_that_cannot_be_written_stop_the_run_before_it_begins(
    tmp_path: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    write(tmp_path / "list.csv", table(ANA))
    ended = templater("merge", "list.csv", "--letter", "rejection", *arguments, cwd=tmp_path)
    assert ended.status == status
    assert said in ended.err
    assert left_in(tmp_path) == {"list.csv"}
