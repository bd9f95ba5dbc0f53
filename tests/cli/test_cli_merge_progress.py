"""How far `templater merge` has come is shown on a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from cli_runs import ANA, SILENT, spawned, table, write

from templater.cli.progress import PAUSE, Progress, progress_line, time_of
from templater.cli.speech import speak


@pytest.fixture(name="_english")
def english_is_spoken() -> Iterator[None]:
    speak("en")
    yield
    speak("en")


@pytest.mark.usefixtures("_english")
@pytest.mark.parametrize(
    ("language", "share", "shown"),
    [
        ("en", 0.25, "1200 rows, 300 a second, 0:12 left"),
        ("en", 0.0001, "1200 rows, 300 a second, 11:06:36 left"),
        ("en", 1.0, "1200 rows, 300 a second, 0:00 left"),
        ("en", None, "1200 rows, 300 a second"),
        ("es", 0.25, "1200 filas, 300 por segundo, quedan 0:12"),
        ("es", None, "1200 filas, 300 por segundo"),
    ],
)
def test_the_line_tells_rows_rate_and_the_time_left_where_it_can_be_known(
    language: str, share: float | None, shown: str
) -> None:
    speak(language)
    assert progress_line(1200, 4.0, share) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (9.4, "0:09"), (59.6, "1:00"), (600, "10:00"), (3599.9, "1:00:00")]
)
def test_a_time_is_written_as_clocks_write_it(seconds: float, shown: str) -> None:
    assert time_of(seconds) == shown


class Clock:
    """A clock that goes on by a hundredth of a second whenever it is looked at."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        self.now += 0.01
        return self.now


@pytest.mark.usefixtures("_english")
def test_it_is_shown_at_most_ten_times_a_second_and_taken_away(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with Progress(is_shown=True, share=lambda: 0.5, clock=clock) as progress:
        assert list(progress.along(range(1000))) == list(range(1000))
    seconds = clock.now - 100
    shown = capsys.readouterr().err
    drawn = [part for part in shown.split("\r") if part.strip()]
    assert 0.8 * seconds / PAUSE < len(drawn) <= seconds / PAUSE
    assert drawn[0] == "10 rows, 100 a second, 0:00 left"
    assert shown.endswith(f"\r{' ' * len(drawn[-1])}\r")
    assert "\n" not in shown
    assert "\x1b" not in shown


@pytest.mark.usefixtures("_english")
def test_a_shorter_line_leaves_nothing_of_a_longer_one(capsys: pytest.CaptureFixture[str]) -> None:
    shares = iter([0.00001, *[0.5] * 100])
    with Progress(is_shown=True, share=lambda: next(shares), clock=Clock()) as progress:
        list(progress.along(range(25)))
        _, first, second = capsys.readouterr().err.split("\r")
    assert len(second) == len(first) > len(second.rstrip())


@pytest.mark.usefixtures("_english")
def test_what_is_said_meanwhile_has_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(is_shown=True, share=lambda: 0.5, clock=Clock()) as progress:
        for number in progress.along(range(30)):
            if number == 15:
                capsys.readouterr()
                progress.tell("list.csv:15: a note")
                said = capsys.readouterr().err
    assert said.endswith("\rlist.csv:15: a note\n")
    assert not said.partition("list")[0].strip()


def test_without_a_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(is_shown=False, share=lambda: 0.5, clock=Clock()) as progress:
        list(progress.along(range(1000)))
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("_english")
def test_a_run_that_fails_takes_the_line_away_too(capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> None:
        with Progress(is_shown=True, share=lambda: 0.5, clock=Clock()) as progress:
            for number in progress.along(range(1000)):
                if number == 500:
                    raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    assert capsys.readouterr().err.endswith(" \r")


@pytest.mark.usefixtures("_english")
def test_a_narrow_terminal_gets_a_line_that_does_not_wrap(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    with Progress(is_shown=True, share=lambda: 0.5, clock=Clock()) as progress:
        list(progress.along(range(100)))
    assert max(map(len, capsys.readouterr().err.split("\r"))) == 19


# A real terminal

MERGE = ("merge", "list.csv", "--letter", "rejection", "--to")


def on_a_terminal(cwd: Path, *arguments: str, out_too: bool = False) -> tuple[int, str]:
    """Run with stderr, and stdout if it is wanted, on a terminal; return the exit status and what it showed."""
    leader, follower = pty.openpty()
    out = follower if out_too else subprocess.DEVNULL
    with spawned(*arguments, cwd=cwd, stderr=follower, stdout=out, env={**SILENT, "COLUMNS": "80"}) as process:
        os.close(follower)
        shown = b""
        with suppress(OSError):  # so Linux says that the last writer is gone
            while octets := os.read(leader, 65_536):
                shown += octets
        os.close(leader)
    return process.returncode, shown.decode()


@pytest.fixture(name="directory")
def with_a_long_list(tmp_path: Path) -> Path:
    bad = ANA.replace("ana@example.com", "ana")
    write(tmp_path / "list.csv", table(*[ANA] * 4000, bad, *[ANA] * 4000))
    return tmp_path


def test_a_terminal_shows_how_far_it_is_while_letters_go_to_a_file(directory: Path) -> None:
    status, shown = on_a_terminal(directory, *MERGE, "o.mbox", out_too=True)
    drawn = [part for part in shown.replace("\n", "\r").split("\r") if " a second" in part]
    assert status == 1
    assert len(drawn) > 2
    assert "rows, " in drawn[0]
    assert drawn[0].rstrip().endswith(" left")
    assert "\rlist.csv:4002: column 'email': 'ana' is not an e-mail address\r\n" in shown
    assert "8000 letters written to o.mbox; 1 row failed\r\n" in shown
    assert " a second" not in shown.rpartition("written to")[2]


@pytest.mark.parametrize("arguments", [("o.mbox", "-q"), ("-",)], ids=["quiet", "letters to the terminal"])
def test_nothing_is_shown_where_it_is_not_wanted_or_would_disturb(directory: Path, arguments: tuple[str, ...]) -> None:
    _, shown = on_a_terminal(directory, *MERGE, *arguments, "--limit", "4000", out_too=True)
    assert " a second" not in shown


def test_a_pipe_is_shown_without_the_time_left(directory: Path) -> None:
    rows = (directory / "list.csv").read_bytes()
    leader, follower = pty.openpty()
    arguments = ("merge", "-", "--format", "csv", "--letter", "rejection", "--to", "-")
    with spawned(*arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=follower) as process:
        os.close(follower)
        process.communicate(rows, timeout=60)
    shown = os.read(leader, 65_536).decode()
    os.close(leader)
    assert " a second" in shown
    assert " left" not in shown
