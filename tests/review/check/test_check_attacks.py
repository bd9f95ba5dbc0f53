"""Hostile templates are refused when they are read, with a place, in bounded time; none is ever rendered."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter

import pytest
from small_templates import lay, small_shelves

from templater.review.check import Finding, check
from templater.review.check.registry import RULES

CASES = {case["id"]: case for case in json.loads((Path(__file__).parent / "template_attacks.json").read_text("utf-8"))}
BODIES = [name for name, case in CASES.items() if case["field"] == "template_body"]
NAMES = [name for name, case in CASES.items() if case["field"] == "template_name"]

LONGEST = 5.0
"""Seconds; each takes a hundredth of it where nobody else is at work."""

WORDING = "# hi\n## any\n- {payload}\n"
LETTER = "Subject: Hola\n\n{payload}\n"


def judged(directory: Path, files: dict[str, str]) -> list[Finding]:
    """Return the errors of some files of a team, which are found soon."""
    begun = perf_counter()
    found = check(small_shelves(directory, files), RULES)
    assert perf_counter() - begun < LONGEST
    return [one for one in found if one.severity == "error"]


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_letter_is_an_error_at_its_place(tmp_path: Path, name: str) -> None:
    payload = CASES[name]["payload"]
    # what imitates front matter stands where the headers stand
    text = payload if payload.startswith(("---", "a: &a")) else LETTER.format(payload=payload)
    errors = judged(tmp_path, {"es/hello.md": text})
    lines = text.count("\n") + 1
    assert [one for one in errors if one.file == "team/es/hello.md" and 1 <= one.line <= lines]


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_wording_is_an_error_at_its_place(tmp_path: Path, name: str) -> None:
    text = WORDING.format(payload=CASES[name]["payload"])
    errors = judged(tmp_path, {"es/phrases/hello.md": text})
    lines = text.count("\n") + 1
    assert [one for one in errors if one.file == "team/es/phrases/hello.md" and 1 <= one.line <= lines]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_no_letter(tmp_path: Path, name: str) -> None:
    payload, text = CASES[name]["payload"], LETTER.format(payload="Una marca que nadie lee. TODO")
    if "\0" in payload:
        with pytest.raises(ValueError, match="null"):
            lay(tmp_path / "team" / "es", {payload: text})
        return
    lay(tmp_path / "team" / "es", {payload.removeprefix("../"): text})
    assert judged(tmp_path, {}) == []


def test_a_link_out_of_the_templates_is_refused_unread(tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    outside.write_text("Subject: secret\n\nA secret  word.\n", "utf-8")
    lay(tmp_path / "team", {"es/locale.toml": ""})
    (tmp_path / "team/es/hello.md").symlink_to(outside)
    found = check(small_shelves(tmp_path, {}), RULES)
    assert [(one.code, one.file, one.line) for one in found] == [("broken", "team/es/hello.md", 1)]
    assert "secret" not in str(found)
