"""What nobody thought of is told in one line, and the check goes on: empty, binary, huge, linked, oddly saved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import pytest
from cli_runs import ROOT, Ended, templater, write

from templater.cli import copydesk
from templater.language import shelves

KEPT = ("es/locale.toml", "es/rules.toml", "en/locale.toml", "en/rules.toml", "sample.toml", "es/sample.toml")
LETTERS = {
    "es/hello.md": "Subject: Hola\n\n{{ phrase.hi }}\n",
    "es/phrases/hello.md": "# hi\n## any\n- Hola.\n",
    "en/hello.md": "Subject: Hello\n\n{{ phrase.hi }}\n",
    "en/phrases/hello.md": "# hi\n## any\n- Hello.\n",
}
BOOK = "es/phrases/hello.md"


@pytest.fixture(autouse=True)
def _small_templates(tmp_path: Path) -> Iterator[None]:
    """Put a few templates in the place of the built-in ones."""
    small = tmp_path / "small"
    for name in KEPT:
        write(small / name, (ROOT / "templates" / name).read_bytes())
    for name, text in LETTERS.items():
        write(small / name, text)
    with (
        patch.object(shelves, "builtin_templates", lambda: small),
        patch.object(copydesk, "builtin_templates", lambda: small),
    ):
        yield


def checked(tmp_path: Path, files: Mapping[str, str | bytes], *options: str, name: str = "team") -> Ended:
    for file, content in files.items():
        write(tmp_path / name / file, content)
    return templater("check", name, *options, cwd=tmp_path)


def found(ended: Ended) -> list[tuple[str, str, int]]:
    assert ended.err == ""
    return [(one["code"], one["file"], one["line"]) for one in json.loads(ended.text)]


def test_an_empty_directory_is_no_directory_of_templates(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    ended = templater("check", "team", cwd=tmp_path)
    assert (ended.status, ended.out) == (2, b"")
    assert ended.said == ["team lies in no directory of templates: one has a directory for each language, such as es"]


def test_a_file_elsewhere_is_in_no_directory_of_templates(tmp_path: Path) -> None:
    write(tmp_path / "alone" / "notes.md", "# x\n")
    ended = templater("check", "alone/notes.md", cwd=tmp_path)
    assert ended.status == 2
    assert len(ended.said) == 1


def test_a_language_with_no_files_has_no_faults(tmp_path: Path) -> None:
    (tmp_path / "team" / "es").mkdir(parents=True)
    ended = templater("check", "team", cwd=tmp_path)
    assert (ended.status, ended.said) == (0, ["nothing to mend"])


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\xff\xfe\x00{{", "# hi\n## any\n- Ma\xf1ana.\n".encode("utf-16")]
)
def test_a_file_that_is_no_text_is_one_fault(tmp_path: Path, content: bytes) -> None:
    assert found(checked(tmp_path, {BOOK: content}, "--format", "json")) == [("broken", f"team/{BOOK}", 1)]


def test_mending_leaves_a_file_in_another_encoding_as_it_is(tmp_path: Path) -> None:
    content = "# hi\n## any\n- Hasta  mañana.\n".encode("latin-1")
    assert checked(tmp_path, {BOOK: content}, "--fix").status == 1
    assert (tmp_path / "team" / BOOK).read_bytes() == content


def test_thousands_of_faults_are_told_in_seconds(tmp_path: Path) -> None:
    text = "# hi\n## any\n- Hola.\n" + "".join(f"## small\n- Hola {n}.\n" for n in range(2_000))
    told = found(checked(tmp_path, {BOOK: text}, "--format", "json"))
    assert told == [("broken", f"team/{BOOK}", line) for line in range(6, 4_004, 2)]


def test_a_path_with_spaces_and_accents_is_a_path(tmp_path: Path) -> None:
    ended = checked(tmp_path, {BOOK: "# hi\n## any\n- Hola  ya.\n"}, "--format", "json", name="mis plantillas de añada")
    assert found(ended) == [("two-spaces", f"mis plantillas de añada/{BOOK}", 3)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_mending_keeps_the_ends_of_lines_and_the_mark_at_the_beginning(tmp_path: Path, begin: str, end: str) -> None:
    lines = (f"{begin}# hi", "## any", "- Hola  ya.", "")
    ended = checked(tmp_path, {BOOK: end.join(lines)}, "--fix")
    assert ended.said == [f"team/{BOOK}: mended", "nothing to mend"]
    assert (tmp_path / "team" / BOOK).read_bytes().decode() == end.join(lines).replace("  ", " ")


def test_pictures_and_other_writings_are_words_like_others(tmp_path: Path) -> None:
    book = "# hi\n## any\n- 👋🏽\n- 👩‍💻🎉\n- مرحبا بكم.\n- שלום לכם.\n"
    codes = {code for code, _, _ in found(checked(tmp_path, {BOOK: book}, "--format", "json"))}
    assert not codes & {"broken", "twin", "invisible"}


def test_a_language_that_is_written_from_the_right_is_checked(tmp_path: Path) -> None:
    files = {"ar/locale.toml": 'name = "العربية"\nregisters = ["anta"]\n', "ar/hello.md": "Subject: مرحبا\n\nمرحبا.\n"}
    assert "broken" not in {code for code, _, _ in found(checked(tmp_path, files, "--format", "json"))}


@pytest.mark.parametrize("target", ["nowhere.md", "hello.md", "/etc/hostname"])
def test_a_link_that_leads_nowhere_or_out_is_one_fault(tmp_path: Path, target: str) -> None:
    write(tmp_path / "team/es/locale.toml", "")
    (tmp_path / "team/es/hello.md").symlink_to(target)
    assert found(templater("check", "team", "--format", "json", cwd=tmp_path)) == [("broken", "team/es/hello.md", 1)]


def test_a_directory_with_the_name_of_a_letter_is_no_letter(tmp_path: Path) -> None:
    ended = checked(tmp_path, {"es/bye.md/notes.txt": "x"})
    assert (ended.status, ended.said) == (0, ["nothing to mend"])


def test_empty_files_say_what_is_missing(tmp_path: Path) -> None:
    names = (
        "es/phrases.md",
        "es/words.md",
        "es/locale.toml",
        "es/rules.toml",
        "es/cues.toml",
        "sample.toml",
        "es/bye.md",
    )
    told = found(checked(tmp_path, dict.fromkeys(names, ""), "--format", "json"))
    assert told == [("broken", "team/es/bye.md", 1)]
