"""`templater merge - --to -` as a filter that lives long: a line in, a line out, at once, and no more memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from cli_runs import ANA, left_in, spawned, table, templater

FILTER = ("merge", "-", "--format", "jsonl", "--letter", "rejection", "--to", "-")
ROW = {"id": "A1", "first_name": "Ana", "role": "Dev", "company": "Acme", "locale": "es", "stage": "screen"}


def line(**cells: object) -> bytes:
    return json.dumps({**ROW, **cells}).encode() + b"\n"


class Filter:
    """A running filter, to which one line is said at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def say(self, octets: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(octets)
        self.process.stdin.flush()

    def hear(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def ask(self, octets: bytes) -> Any:
        self.say(octets)
        return self.hear()


@contextmanager
def running(*arguments: str, **settings: Any) -> Iterator[Filter]:
    """Start a filter, and end it at the latest with the block."""
    with spawned(*FILTER, *arguments, **{"stdin": subprocess.PIPE, **settings}) as process:
        alarm = Timer(60, process.kill)  # else an answer that never comes would be waited for
        alarm.start()
        try:
            yield Filter(process)
        finally:
            alarm.cancel()
            process.kill()


def test_each_line_is_answered_before_the_next_one_is_written() -> None:
    with running() as filter_:
        for number in range(1, 6):
            answer = filter_.ask(line(id=f"N{number}"))
            assert (answer["id"], answer["row"], answer["letter"]) == (f"N{number}", number, "rejection")
        out, err = filter_.process.communicate(timeout=20)
    assert (filter_.process.returncode, out) == (0, b"")
    assert err.decode().splitlines()[0] == "5 letters written to -"


def test_what_is_wrong_with_a_line_is_answered_in_its_place() -> None:
    with running() as filter_:
        assert filter_.ask(line())["text"]
        assert filter_.ask(line(id="B", gap="smal"))["error"]["field"] == "gap"
        assert filter_.ask(b'{"id": \n')["error"]["code"] == "not-json"
        assert filter_.ask(b"[1]\n")["error"]["code"] == "not-an-object"
        assert filter_.ask(line(id="C", role=""))["error"] == {
            "code": "missing", "field": "role", "message": "is blank, and this letter needs it",
        }  # fmt: skip
        assert (after := filter_.ask(line(id="D")))["text"]
        assert after["row"] == 6
        filter_.process.communicate(timeout=20)
    assert filter_.process.returncode == 1


BAD: dict[str, tuple[bytes, str]] = {
    "no text": (b'{"id": "Jos\xe9"}\n', "not-text"),
    "the mark of another encoding": (b"\xff\xfe\n", "not-text"),
    "half a letter": (b'{"id": "\xc3\n', "not-text"),
    "NUL": (b'{"id": "a\0b"}\n', "not-text"),
    "only NUL": (b"\0\n", "not-text"),
    "a bracket": (b"[\n", "not-json"),
    "a brace": (b"{\n", "not-json"),
    "a list": (b"[1]\n", "not-an-object"),
    "a list of recipients": (b'[{"id": "A"}]\n', "not-an-object"),
    "a number": (b"7\n", "not-an-object"),
    "a text": (b'"Ana"\n', "not-an-object"),
    "nothing": (b"null\n", "not-an-object"),
    "an object without an end": (b'{"id": "A"\n', "not-json"),
    "a carriage return within": (b'{"id": "A\rB"}\n', "not-json"),
    "half a character twice": (b'{"\\ud800": 1, "\\ud800": 2}\n', "duplicate-key"),
    "no columns": (b"{}\n", "missing"),
    "a wrong choice with half a character": (line(gap="\ud800"), "forbidden-character"),
}


@pytest.mark.parametrize("place", ["first", "later"])
@pytest.mark.parametrize("bad", BAD)
def test_a_bad_line_costs_itself_and_is_answered_at_once(bad: str, place: str) -> None:
    octets, code = BAD[bad]
    with running() as filter_:
        before = 0
        if place == "later":
            assert filter_.ask(line(id="A"))["text"]
            before = 1
        answer = filter_.ask(octets)
        assert (answer["row"], answer["error"]["code"]) == (before + 1, code)
        assert filter_.ask(line(id="B", first_name="Íñigo"))["row"] == before + 2
        assert filter_.ask(octets)["error"]["code"] == code
        assert filter_.ask(line(id="C"))["row"] == before + 4
        _, err = filter_.process.communicate(timeout=20)
    assert filter_.process.returncode == 1
    assert f"-:{before + 1}".encode() in err


def test_a_line_that_begins_as_another_format_says_how_that_is_read() -> None:
    ended = templater(*FILTER, stdin=b'[{"id": "A"},\n' + line())
    assert (ended.status, len(ended.records)) == (1, 2)
    assert ended.said[0] == "-:1: is no JSON object; where one value goes over all lines, add --format json"


def test_a_last_line_without_an_end_is_answered_too() -> None:
    assert [one["row"] for one in templater(*FILTER, stdin=line() + b'{"id": "\xc3').records] == [1, 2]
    assert [one["row"] for one in templater(*FILTER, stdin=line() + line().rstrip()).records] == [1, 2]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells how much memory a process has")
def test_a_line_without_end_is_answered_and_let_go() -> None:
    million = b'{"id": "' + b"x" * 1_000_000
    with running() as filter_:
        assert filter_.ask(line())["text"]
        for _ in range(10):
            filter_.say(million)
        answer = filter_.hear()
        assert (answer["row"], answer["error"]["code"]) == (2, "too-long")
        before = peak(filter_.process.pid)
        for _ in range(40):
            filter_.say(million)
        assert filter_.ask(b'"}\n' + line(id="B"))["row"] == 3
        assert peak(filter_.process.pid) - before < 2000
        filter_.process.communicate(timeout=20)
    assert filter_.process.returncode == 1


def test_blank_lines_are_heard_and_not_answered() -> None:
    with running() as filter_:
        filter_.say(b"\n  \r\n")
        assert filter_.ask(line(id="A"))["row"] == 3
        filter_.say(b"\n\n")
        assert filter_.ask(line(id="B"))["row"] == 6


def test_a_line_may_come_in_pieces_and_several_at_once() -> None:
    whole = line(id="A", first_name="Íñigo")
    with running() as filter_:
        for octet in whole[:-1]:
            filter_.say(bytes([octet]))
        assert filter_.ask(whole[-1:])["id"] == "A"
        filter_.say(line(id="B") + line(id="C"))
        assert [filter_.hear()["id"], filter_.hear()["id"]] == ["B", "C"]


def test_a_reader_who_has_had_enough_ends_the_filter_quietly() -> None:
    with running() as filter_:
        filter_.ask(line())
        assert filter_.process.stdout is not None
        assert filter_.process.stderr is not None
        filter_.process.stdout.close()
        filter_.say(line())
        assert (filter_.process.stderr.read(), filter_.process.wait(timeout=20)) == (b"", 0)


# Being told to stop


@pytest.fixture(name="_heeded", autouse=True)
def interruptions_are_heeded() -> Iterator[None]:
    """Heed the signals that a suite in the background or under nohup ignores, as all that it starts would do."""
    before = {number: signal.getsignal(number) for number, _ in ENDINGS}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in before.keys() - {signal.SIGINT}:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


ENDINGS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.mark.parametrize(("number", "status"), ENDINGS)
def test_a_filter_that_waits_ends_when_it_is_told_to(number: int, status: int) -> None:
    with running() as filter_:
        filter_.ask(line())
        filter_.process.send_signal(number)
        out, err = filter_.process.communicate(timeout=20)
    assert (filter_.process.returncode, out, err) == (status, b"", b"")


@pytest.mark.parametrize(("number", "status"), ENDINGS)
def test_a_filter_that_is_stopped_at_work_ends_with_a_whole_line(number: int, status: int, tmp_path: Path) -> None:
    """The pipe is full in the midst of a line, longer than any buffer, when the signal comes, and is emptied then."""
    source = tmp_path / "list.jsonl"
    source.write_bytes(line(gap="small", self_assessment="negative", requirement="SQL and more " * 700) * 500)
    with source.open("rb") as rows, running("-q", stdin=rows) as filter_:
        assert filter_.hear()
        time.sleep(0.5)
        filter_.process.send_signal(number)
        time.sleep(0.2)
        assert filter_.process.stdout is not None
        assert filter_.process.stderr is not None
        out, err = filter_.process.stdout.read(), filter_.process.stderr.read()  # what `hear` read ahead among it
        filter_.process.wait(timeout=20)
    assert (filter_.process.returncode, err) == (status, b"")
    assert out.endswith(b"}\n")
    lines = out.splitlines()
    assert len(lines) < 500
    assert all(len(one) > 10_000 and json.loads(one)["text"] for one in lines)


def test_a_reader_who_takes_nothing_more_does_not_keep_the_filter(tmp_path: Path) -> None:
    source = tmp_path / "list.jsonl"
    source.write_bytes(line() * 2000)
    with source.open("rb") as rows, running("-q", stdin=rows) as filter_:
        assert filter_.hear()
        time.sleep(0.5)
        filter_.process.send_signal(signal.SIGTERM)
        assert filter_.process.wait(timeout=20) == 143


@pytest.mark.parametrize(("number", "status"), ENDINGS)
@pytest.mark.parametrize("target", ["letters.mbox", "letters.jsonl", "letters/"])
def test_a_run_that_is_stopped_leaves_nothing_half_written(
    tmp_path: Path, target: str, number: int, status: int
) -> None:
    arguments = ("merge", "-", "--format", "csv", "--letter", "rejection", "--to", target, "--picks", "picks.jsonl")
    with spawned(*arguments, cwd=tmp_path, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(table(*[ANA] * 100).encode())
        process.stdin.flush()
        for _ in range(500):
            if len(left_in(tmp_path)) == 2:
                break
            time.sleep(0.01)
        drafts = left_in(tmp_path)
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert len(drafts) == 2, "the drafts never appeared"
    assert (process.returncode, out, err) == (status, b"", b"")
    assert left_in(tmp_path) == set()


def test_a_signal_that_was_switched_off_stays_so() -> None:
    with running(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as filter_:
        filter_.ask(line())
        filter_.process.send_signal(signal.SIGHUP)
        assert filter_.ask(line())["text"]


# No growth, in what is said and in what is held


def test_a_filter_says_a_bounded_number_of_lines_of_itself() -> None:
    """Nobody may be reading them, and a pipe that is full would stop the filter."""
    rows = b"".join(line(id=f"N{n}", gap=f"smal{n}") for n in range(1500))
    ended = templater(*FILTER, stdin=rows)
    assert (ended.status, len(ended.records)) == (1, 1500)
    assert len(ended.said) == 102
    assert ended.said[99].startswith("-:100: column 'gap': 'smal99' is not one of")
    assert ended.said[100] == "-: 1400 more errors of rows stand in the lines that were written, and only there"
    assert ended.said[101] == "nothing was written; 1500 rows failed"


def test_a_file_of_letters_leaves_no_error_unsaid(tmp_path: Path) -> None:
    rows = b"".join(line(id=f"N{n}", gap=f"smal{n}") for n in range(150))
    ended = templater(*FILTER[:-1], tmp_path / "out.mbox", stdin=rows)
    assert sum("is not one of none, small" in said for said in ended.said) == 150


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells how much memory a process has")
def test_a_filter_holds_no_more_after_many_lines_than_after_some() -> None:
    """All that somebody types differs from line to line, and half of the lines fail."""

    def lines(start: int, stop: int) -> bytes:
        return b"".join(
            line(id=f"N{n}", email=f"ana{n}@example.com", role=f"Dev {n}", company=f"Acme {n}", requirement=f"SQL {n}")
            + line(id=f"F{n}", gap="smal", role="")
            for n in range(start, stop)
        )

    held: list[int] = []
    with running() as filter_:
        for start in range(0, 6000, 50):
            filter_.say(lines(start, start + 50))
            for _ in range(100):
                filter_.hear()
            if start in (3950, 5950):
                held.append(resident(filter_.process.pid))
    assert held[1] - held[0] < 1500, f"{held} kB"


def resident(pid: int) -> int:
    return memory(pid, "VmRSS")


def peak(pid: int) -> int:
    return memory(pid, "VmHWM")


def memory(pid: int, field: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(status.partition(f"{field}:")[2].split()[0])


def test_standard_output_is_not_held_back_for_a_file_either(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "out", os.O_RDWR | os.O_CREAT)
    with running(stdout=descriptor) as filter_:
        filter_.say(line())
        for _ in range(500):
            if (tmp_path / "out").stat().st_size:
                break
            time.sleep(0.01)
        assert json.loads((tmp_path / "out").read_bytes())["id"] == "A1"
    os.close(descriptor)
