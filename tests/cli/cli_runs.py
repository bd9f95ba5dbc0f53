"""Run the command line inside this process, with streams, environment and directory of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from templater.cli.shell import run

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
CANDIDATES = str(EXAMPLES / "candidates.csv")
APPLICATIONS = str(EXAMPLES / "applications.csv")
MISTAKES = str(EXAMPLES / "candidates-with-mistakes.csv")
CANDIDATE = str(EXAMPLES / "candidate.json")

PROGRAM = (sys.executable, "-c", "from templater.cli import main; main()")

KEPT = ("PATH", "HOME", "PYTHONPATH", "SYSTEMROOT")
SILENT = {"LANG": "en_US.UTF-8", **{name: os.environ[name] for name in KEPT if name in os.environ}}
"""An environment in which nothing decides but the test."""


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def records(self) -> list[Any]:
        """The objects of JSON lines."""
        return [json.loads(line) for line in self.text.splitlines()]

    @property
    def said(self) -> list[str]:
        return self.err.splitlines()


def templater(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Ended:
    """Run `templater` with these arguments."""
    out, err = io.BytesIO(), io.BytesIO()
    with (
        patch.dict(os.environ, {**SILENT, **(env or {})}, clear=True),
        patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8")),
        patch("sys.stdout", io.TextIOWrapper(out, "utf-8", newline="")),
        patch("sys.stderr", io.TextIOWrapper(err, "utf-8", "backslashreplace", newline="")),
        chdir(cwd or Path()),
    ):
        status = run([str(argument) for argument in arguments])
        sys.stdout.flush()
        sys.stderr.flush()
        return Ended(status, out.getvalue(), err.getvalue().decode())


def spawned(*arguments: str | Path, **settings: Any) -> subprocess.Popen[bytes]:
    """Start `templater` in a process of its own."""
    plain: dict[str, Any] = {"env": SILENT, "stdin": subprocess.DEVNULL}
    piped: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process: subprocess.Popen[bytes] = subprocess.Popen([*PROGRAM, *map(str, arguments)], **(plain | piped | settings))
    return process


def finished(*arguments: str | Path, **settings: Any) -> Ended:
    """Run `templater` in a process of its own, to its end."""
    process = spawned(*arguments, **settings)
    out, err = process.communicate(timeout=120)
    return Ended(process.returncode, out or b"", (err or b"").decode())


def write(path: Path, content: str | bytes) -> Path:
    """Write a file, and the directories over it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


HEADER = "id,first_name,email,role,company,locale,sender_email"
ANA = "A1,Ana,ana@example.com,Dev,Acme,es,talento@acme.example"


def table(*rows: str, header: str = HEADER) -> str:
    """Return a CSV table."""
    return "\n".join((header, *rows, ""))


def left_in(directory: Path) -> set[str]:
    """Return the names in a directory, hidden ones among them."""
    return {entry.name for entry in directory.iterdir()}
