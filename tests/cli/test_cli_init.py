"""`templater init`: a directory of one's own, whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import tomllib
from pathlib import Path
from unittest.mock import patch

import pytest
from cli_runs import ROOT, left_in, templater, write

from templater.letters import Brand
from templater.letters.brand import PARTS

CONTENT = {"candidates.csv", "templater.toml", "templates"}


def files_under(directory: Path) -> dict[str, bytes]:
    return {f.relative_to(directory).as_posix(): f.read_bytes() for f in directory.rglob("*") if f.is_file()}


def test_a_new_directory_gets_templates_a_spreadsheet_and_a_configuration(tmp_path: Path) -> None:
    ended = templater("init", "work", cwd=tmp_path)
    assert (ended.status, ended.out) == (0, b"")
    assert ended.said == ["work is ready; next: cd work and templater merge candidates.csv --letter rejection -n"]
    assert (left_in(tmp_path), left_in(tmp_path / "work")) == ({"work"}, CONTENT)
    shipped = {name: content for name, content in files_under(ROOT / "templates").items() if name != "accepted.json"}
    assert files_under(tmp_path / "work" / "templates") == shipped
    assert (tmp_path / "work").stat().st_mode & 0o777 == 0o755


def test_the_flow_of_the_readme_works_inside_it_with_its_own_templates(tmp_path: Path) -> None:
    work = tmp_path / "work"
    assert templater("init", work).status == 0
    dry = templater("merge", "candidates.csv", "--letter", "rejection", "-n", cwd=work)
    assert dry.status == 0
    assert dry.text.startswith("2 letters would be written\n")
    assert "hay una pequeña brecha" in dry.text

    greeting = work / "templates" / "es" / "phrases.md"
    greeting.write_text(greeting.read_text("utf-8").replace("Hola, ", "Muy buenas, "), "utf-8")
    ended = templater("merge", "candidates.csv", "--letter", "rejection", "--to", "-", cwd=work)
    spanish, english = ended.records
    assert ended.status == 0
    assert spanish["text"].startswith("Muy buenas, Marta:")
    assert english["text"].startswith("Hi Alex,")
    assert all(pick["where"].startswith("templates/") for pick in spanish["picks"])
    assert templater("merge", "candidates.csv", "--letter", "rejection", "--to", "o.mbox", cwd=work).status == 0


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_configuration_is_toml_in_the_users_language(tmp_path: Path, language: str) -> None:
    assert templater("--lang", language, "init", "work", cwd=tmp_path).status == 0
    text = (tmp_path / "work" / "templater.toml").read_text("utf-8")
    assert tomllib.loads(text) == {"templates": "templates", "defaults": {}, "brand": {}}
    uncommented = tomllib.loads(re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE))
    assert uncommented["defaults"] == {"company": "Acme", "sender_email": "talento@acme.example"}
    assert set(uncommented["brand"]) == set(PARTS)
    assert Brand(**uncommented["brand"]).address == "Calle Mayor 1\n28013 Madrid"


@pytest.mark.parametrize("name", ["empty", "empty/", "link"])
def test_an_empty_directory_is_filled_and_stays_the_same_one(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("empty")
    before = (tmp_path / "empty").stat().st_ino
    assert templater("init", name, cwd=tmp_path).status == 0
    assert left_in(tmp_path / "empty") == CONTENT
    assert (tmp_path / "empty").stat().st_ino == before
    assert left_in(tmp_path) == {"empty", "link"}


def test_the_directory_one_stands_in_can_be_filled(tmp_path: Path) -> None:
    assert templater("init", ".", cwd=tmp_path).status == 0
    assert left_in(tmp_path) == CONTENT
    assert templater("merge", "candidates.csv", "--letter", "rejection", "-n", cwd=tmp_path).status == 0


@pytest.mark.parametrize("target", ["full", "file", "full/", "..", "linked"])
def test_what_is_there_already_is_not_touched(tmp_path: Path, target: str) -> None:
    write(tmp_path / "full" / "thesis.odt", "five years")
    write(tmp_path / "file", "precious")
    (tmp_path / "linked").symlink_to("full")
    (tmp_path / "cwd").mkdir()
    cwd = tmp_path / "cwd" if target == ".." else tmp_path
    before = files_under(tmp_path)
    ended = templater("init", target, cwd=cwd)
    assert (ended.status, ended.out) == (73, b"")
    assert ended.said == [f"{target.rstrip('/')} is there already; choose a new or an empty directory"]
    assert files_under(tmp_path) == before


@pytest.mark.parametrize("target", ["no/parent", "file/below", "/proc/nothing"])
def test_a_parent_that_cannot_be_written_is_said(tmp_path: Path, target: str) -> None:
    write(tmp_path / "file", "precious")
    ended = templater("init", target, cwd=tmp_path)
    assert (ended.status, ended.out) == (73, b"")
    assert ended.err.startswith(f"{target} cannot be written: ")
    assert left_in(tmp_path) == {"file"}


def denied(*_: object, **__: object) -> object:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def test_a_parent_without_permission_is_said(tmp_path: Path) -> None:
    with patch("tempfile.mkdtemp", denied):
        ended = templater("init", "work", cwd=tmp_path)
    assert (ended.status, ended.said) == (73, ["work cannot be written: permission denied"])


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize(
    "function", ["shutil.copyfile", "shutil.copystat", "pathlib.Path.write_text", "pathlib.Path.rename"]
)
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, function: str, there: bool) -> None:
    def full(*_: object, **__: object) -> object:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if there:
        (tmp_path / "work").mkdir()
    with patch(function, full):
        ended = templater("init", "work", cwd=tmp_path)
    assert (ended.status, ended.out) == (73, b"")
    assert ended.err.lower().startswith("work cannot be written: ")
    assert "no space left on device" in ended.err.lower()
    assert left_in(tmp_path) == ({"work"} if there else set())
    assert not there or left_in(tmp_path / "work") == set()
