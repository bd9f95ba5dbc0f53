"""The README shows what the program really says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")

SHOWN = re.findall(r"```sh\n(templater [^\n]*)\n```\n\n```text\n(.*?)\n```", README, re.DOTALL)
LETTERS = [(command, output) for command, output in SHOWN if " render " in command]


def run(command: str, directory: Path) -> subprocess.CompletedProcess[str]:
    program = f"from templater.cli import main; main({command.split()[1:]!r})"
    surroundings = {**os.environ, "LANGUAGE": "en"}
    return subprocess.run(
        [sys.executable, "-c", program], cwd=directory, env=surroundings, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("command", "output"), LETTERS, ids=[command for command, _ in LETTERS])
def test_a_letter_that_is_shown_is_the_one_that_is_written(command: str, output: str, tmp_path: Path) -> None:
    assert run(command, tmp_path).stdout.rstrip() == output


def test_the_proof_that_is_shown_is_the_beginning_of_the_real_one(tmp_path: Path) -> None:
    command, output = next((command, output) for command, output in SHOWN if " proof " in command)
    assert output.endswith("\n…")
    assert run(command, tmp_path).stdout.startswith(output.removesuffix("…"))


def test_the_answer_that_is_shown_is_read_as_shown(tmp_path: Path) -> None:
    text, output = re.findall(r'templater assess "([^"]*)" --locale en\n```\n\n```text\n(.*?)\n```', README, re.DOTALL)[
        0
    ]
    program = f"from templater.cli import main; main(['assess', {text!r}, '--locale', 'en'])"
    surroundings = {**os.environ, "LANGUAGE": "en"}
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=True
    )
    assert ended.stdout.rstrip() == output


def test_the_sheet_of_answers_goes_to_a_person_and_back(tmp_path: Path) -> None:
    there, back = (command for command in re.findall(r"```sh\n(templater merge examples/answers[^\n]*)\n```", README))
    for command in (there, back):
        ended = run(command.replace("examples/", f"{ROOT}/examples/"), tmp_path)
        assert ended.returncode == 0, ended.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"review.csv", "letters.mbox"}


def test_the_first_command_says_what_is_shown(tmp_path: Path) -> None:
    command, output = re.findall(r"<!-- command: run -->\n```sh\n(.*?)\n```\n\n```text\n(.*?)\n```", README, re.DOTALL)[
        0
    ]
    merge = command.rpartition("&& ")[2].replace(".venv/bin/", "").replace("examples/", f"{ROOT}/examples/")
    ended = run(merge, tmp_path)
    assert ended.stderr.replace(f"{ROOT}/", "").rstrip() == output


def test_the_mistakes_are_reported_as_shown(tmp_path: Path) -> None:
    command, output = next((command, output) for command, output in SHOWN if "mistakes" in command)
    ended = run(command.replace("examples/", f"{ROOT}/examples/"), tmp_path)
    said = ended.stderr.replace(f"{ROOT}/", "")
    assert ended.returncode == 1
    assert all(line in said for line in output.replace("…\n", "").splitlines())


def test_the_letter_that_is_shown_is_the_one_in_the_templates() -> None:
    letter = (ROOT / "templates/es/rejection.md").read_text("utf-8").rstrip()
    assert f"```text\n{letter}\n```" in README


def test_the_python_example_runs() -> None:
    example = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0]
    ended = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True)
    assert ended.stdout == "Your application for Data Analyst at Acme\n"


def test_the_wording_that_is_shown_is_in_the_books() -> None:
    book = (ROOT / "templates/es/phrases/rejection.md").read_text("utf-8")
    shown = re.findall(r"```text\n# reason\n(.*?)```", README, re.DOTALL)[0]
    assert all(line in book for line in shown.splitlines() if line)
