"""What becomes of every way in which a command can end."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from cli_runs import ANA, CANDIDATES, MISTAKES, PROGRAM, SILENT, finished, left_in, spawned, table, templater, write

REJECTION = ("--letter", "rejection")
RENDER = ("render", "rejection", "--locale", "es")


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", [(), ("letters",), ("render",), ("merge",), ("assess",), ("init",)])
def test_help_is_the_product_and_goes_to_stdout(command: tuple[str, ...], flag: str) -> None:
    ended = templater(*command, flag)
    assert (ended.status, ended.err) == (0, "")
    assert ended.text.startswith(" ".join(("Usage: templater", *command)))
    assert "--help" in ended.text


def test_the_module_is_run_as_the_command_and_shows_its_name() -> None:
    ended = subprocess.run(
        (sys.executable, "-m", "templater", "render"), capture_output=True, text=True, env=SILENT, check=False
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Usage: templater render ")


def test_the_groups_help_names_every_command() -> None:
    text = templater("-h").text
    for name in ("letters", "render", "merge", "assess", "init"):
        assert f"\n  {name} " in text


def test_without_arguments_the_help_is_shown_as_a_usage_error() -> None:
    ended = templater()
    assert (ended.status, ended.out) == (2, b"")
    assert "Usage: templater" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("foo",), "No such command 'foo'."),
        (("letters", "--colour"), "No such option"),
        (("render",), "Missing argument 'LETTER'."),
        (("merge", *REJECTION, "--to", "-"), "Missing argument 'RECIPIENTS'."),
        (("merge", CANDIDATES, *REJECTION), "say where to with --to, or look first with -n"),
        (("merge", CANDIDATES, *REJECTION, "--to", "-", "--limit", "0"), "0 is not in the range"),
        (("merge", CANDIDATES, *REJECTION, "--to", "-", "--limit", "many"), "'many' is not a valid integer"),
        (("merge", CANDIDATES, *REJECTION, "--to", "-", "--format", "pdf"), "'pdf' is not one of"),
        ((*RENDER, "--deal", "-1"), "-1 is not in the range"),
        ((*RENDER, "--output", "pdf"), "'pdf' is not one of"),
        (("--lang", "fr", "letters"), "'fr' is not one of"),
        (("init",), "Missing argument 'DIR'."),
    ],
)
def test_a_wrong_command_line_is_a_usage_error(arguments: tuple[str, ...], said: str) -> None:
    ended = templater(*arguments)
    assert (ended.status, ended.out) == (2, b"")
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_the_version_is_said_on_stdout() -> None:
    ended = templater("--version")
    assert (ended.status, ended.text, ended.err) == (0, "templater, version 0.1.0\n", "")


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--lang", "es", "merge"), {}),
        (("--lang=es", "merge"), {}),
        (("merge",), {"LANG": "es_MX.UTF-8"}),
        (("merge",), {"LC_ALL": "es_ES.UTF-8"}),
    ],
)
def test_the_program_speaks_its_users_language(arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    ended = templater(*arguments, "nadie.csv", "--to", "-", env=environment)
    assert ended.status == 66
    assert ended.err != templater("merge", "nadie.csv", "--to", "-").err


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1", "TERM": "xterm-256color"}])
def test_nothing_is_ever_coloured(environment: dict[str, str]) -> None:
    for arguments in (("-h",), ("letters",), ("merge", MISTAKES, *REJECTION, "-n")):
        ended = templater(*arguments, env=environment)
        assert b"\x1b" not in ended.out
        assert "\x1b" not in ended.err


def test_a_bug_of_ours_is_one_line_without_a_traceback() -> None:
    with patch("templater.cli.desk.Library", side_effect=ZeroDivisionError("oh")):
        ended = templater(*RENDER)
    assert (ended.status, ended.out) == (70, b"")
    assert ended.said == ["templater: a bug of ours: ZeroDivisionError: oh; please report it"]


def test_a_bug_shows_its_traceback_to_who_asks() -> None:
    with (
        patch("templater.cli.desk.Library", side_effect=ZeroDivisionError("oh")),
        pytest.raises(ZeroDivisionError),
    ):
        templater(*RENDER, env={"TEMPLATER_DEBUG": "1"})


def test_an_interruption_ends_with_130() -> None:
    with patch("templater.cli.desk.Library", side_effect=KeyboardInterrupt):
        ended = templater(*RENDER)
    assert (ended.status, ended.out, ended.err.strip()) == (130, b"", "")


@pytest.fixture(name="interruptible")
def whose_children_can_be_interrupted() -> Iterator[None]:
    """Heed SIGINT, which a suite started in the background ignores, as all that it starts would do."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("target", ["letters.mbox", "letters.jsonl", "letters/"])
def test_ctrl_c_while_rows_come_in_leaves_nothing(tmp_path: Path, target: str) -> None:
    arguments = ("merge", "-", "--format", "csv", *REJECTION, "--to", target)
    with spawned(*arguments, cwd=tmp_path, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(table(*[ANA] * 100).encode())
        process.stdin.flush()
        for _ in range(500):
            if left_in(tmp_path):
                break
            time.sleep(0.01)
        drafts = left_in(tmp_path)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert drafts, "the draft never appeared"
    assert (process.returncode, out, err.strip()) == (130, b"", b"")
    assert left_in(tmp_path) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("-h",),
        ("letters",),
        RENDER,
        (*RENDER, "--output", "html"),
        ("merge", CANDIDATES, *REJECTION, "--to", "-", "-q"),
        ("merge", CANDIDATES, *REJECTION, "-n", "-q"),
    ],
)
def test_a_broken_pipe_is_quiet(arguments: tuple[str, ...]) -> None:
    with spawned(*arguments) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.stderr.read(), process.wait(timeout=20)) == (b"", 0)


def test_letters_are_written_even_if_nobody_listens_to_what_is_said(tmp_path: Path) -> None:
    with spawned("merge", MISTAKES, *REJECTION, "--to", "letters.mbox", cwd=tmp_path) as process:
        assert process.stderr is not None
        process.stderr.close()
        assert process.wait(timeout=20) == 1
    assert left_in(tmp_path) == {"letters.mbox"}


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    line = f'"$0" -c "$1" {command}'
    return subprocess.run(
        ["/bin/sh", "-c", line, *(PROGRAM[0], PROGRAM[2])], cwd=cwd, env=SILENT, capture_output=True, check=False
    )


def test_a_closed_standard_input_is_an_empty_one(tmp_path: Path) -> None:
    ended = shell("merge - --format csv --letter rejection --to letters.mbox <&-", tmp_path)
    assert ended.returncode == 65
    assert ended.stderr.startswith(b"-: is empty;")


def test_a_closed_standard_output_takes_what_it_is_given(tmp_path: Path) -> None:
    ended = shell("render rejection --locale es >&-", tmp_path)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk to lend")
@pytest.mark.parametrize("command", ["letters", "render rejection --locale es", "-h"])
def test_a_full_standard_output_cannot_be_written(tmp_path: Path, command: str) -> None:
    ended = shell(f"{command} >/dev/full", tmp_path)
    assert (ended.returncode, ended.stderr) == (73, b"- cannot be written: no space left on device\n")


@pytest.mark.parametrize("target", ["letters.mbox", "letters.jsonl", "letters/"])
def test_a_disk_that_fills_up_leaves_nothing(tmp_path: Path, target: str) -> None:
    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    ended = finished("merge", CANDIDATES, *REJECTION, "--to", target, cwd=tmp_path, preexec_fn=fill)
    assert (ended.status, ended.out) == (73, b"")
    assert "cannot be written: file too large" in ended.err
    assert "Traceback" not in ended.err
    assert left_in(tmp_path) == set()


def test_a_terminal_that_lacks_a_letter_still_gets_the_others() -> None:
    environment = {**SILENT, "PYTHONIOENCODING": "cp1252"}
    ended = finished(*RENDER, "--set", "first_name=Begoña 🎉", env=environment)
    assert ended.status == 0
    assert "Hola, Begoña \\U0001f389:".encode("cp1252") in ended.out


@pytest.mark.parametrize("output", ["html", "json", "eml"])
def test_what_programs_read_does_not_depend_on_the_terminal(output: str) -> None:
    arguments = (*RENDER, "--output", output, "--date", "2026-12-03", "--set", "first_name=Begoña 🎉")
    ended = finished(*arguments, env={**SILENT, "PYTHONIOENCODING": "cp1252"})
    assert (ended.status, ended.out) == (0, templater(*arguments).out)


def test_an_argument_in_another_encoding_is_an_answer_and_no_bug(tmp_path: Path) -> None:
    seed, name = b"\xff", b"caf\xe9.csv"
    assert run_bytes(tmp_path, *map(str.encode, RENDER), b"--seed", seed).returncode == 0
    missing = run_bytes(tmp_path, b"merge", name, b"--to", b"-")
    assert (missing.returncode, missing.stderr) == (66, b"caf\\udce9.csv: there is no such file\n")


def run_bytes(cwd: Path, *arguments: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *arguments], cwd=cwd, env=SILENT, capture_output=True, check=False)


def test_the_catalogue_of_exit_statuses(tmp_path: Path) -> None:
    write(tmp_path / "empty.csv", "")
    write(tmp_path / "some.csv", table(ANA, ANA.replace("ana@example.com", "ana")))
    write(tmp_path / "broken" / "templater.toml", "=")
    merge = (*REJECTION, "--to")
    assert templater("merge", CANDIDATES, *merge, "-").status == 0
    assert templater("merge", "some.csv", *merge, "-", cwd=tmp_path).status == 1
    assert templater("merge", CANDIDATES, "--letter", "rejecton", "--to", "-").status == 2
    assert templater("merge", "empty.csv", *merge, "-", cwd=tmp_path).status == 65
    assert templater("merge", "nobody.csv", *merge, "-", cwd=tmp_path).status == 66
    assert templater("merge", CANDIDATES, *merge, "no/where.mbox", cwd=tmp_path).status == 73
    assert templater("letters", cwd=tmp_path / "broken").status == 78
