"""The check's other forms, judged by those who read them: SARIF by its schema, the hook by pre-commit."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from installed import need

ROOT = Path(__file__).parents[2]


def checked(directory: Path, *arguments: str) -> str:
    program = (sys.executable, "-c", "from templater.cli import main; main()")
    ended = subprocess.run([*program, "check", *arguments], cwd=directory, capture_output=True, check=False)
    assert ended.returncode in (0, 1), ended.stderr.decode()
    return ended.stdout.decode()


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    letter = tmp_path / "templates" / "es" / "hello world.md"
    letter.parent.mkdir(parents=True)
    letter.write_text("Subject: Hola\n\nHola,  ¿tienes «un» minuto?\u200b <b>Sí</b> {{ nothing }}\n")
    return tmp_path


@pytest.mark.parametrize("arguments", [(), ("templates",)], ids=["nothing", "findings"])
def test_sarif_is_valid_by_its_schema(faulty: Path, arguments: tuple[str, ...]) -> None:
    schema = os.environ.get("SARIF_SCHEMA", "")
    need(schema, "SARIF_SCHEMA, the path of the schema of SARIF 2.1.0")
    need(importlib.util.find_spec("jsonschema"), "the package jsonschema")
    jsonschema: Any = importlib.import_module("jsonschema")
    log = json.loads(checked(faulty, *arguments, "--format", "sarif"))
    assert bool(log["runs"][0]["results"]) == bool(arguments)
    kind = jsonschema.validators.validator_for(json.loads(Path(schema).read_text()))
    kind(json.loads(Path(schema).read_text())).validate(log)


def test_the_hook_runs_under_pre_commit(faulty: Path) -> None:
    program = shutil.which("pre-commit", path=str(Path(sys.executable).parent)) or shutil.which("pre-commit")
    need(program, "the program pre-commit")
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@a.example")
    tool = faulty / "tool"
    shutil.copytree(ROOT, tool, ignore=shutil.ignore_patterns(".git", ".venv", "*cache*"))
    for directory in (tool, faulty):
        for arguments in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "x")):
            subprocess.run([*git, *arguments], cwd=directory, check=True)
        (faulty / ".gitignore").write_text("tool\n")
    ended = subprocess.run(
        [str(program), "try-repo", str(tool), "templater-check", "--all-files"],
        cwd=faulty, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PRE_COMMIT_HOME": str(faulty / "cache")},
    )  # fmt: skip
    assert ended.returncode == 1
    assert "templates/es/hello world.md:3:6: two spaces in a row" in ended.stdout, ended.stdout + ended.stderr
