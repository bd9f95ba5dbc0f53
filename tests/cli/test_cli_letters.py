"""`templater letters`: what there is to write."""

from __future__ import annotations

import json
from pathlib import Path

from cli_runs import ROOT, templater, write


def test_every_letter_is_shown_with_what_it_needs() -> None:
    ended = templater("letters")
    assert (ended.status, ended.err) == (0, "")
    blocks = ended.text.split("\n")
    names = [line for line in blocks if line and not line.startswith(" ")]
    assert names == sorted(path.stem for path in (ROOT / "templates" / "en").glob("*.md")
                           if "." not in path.stem and path.stem not in {"words", "phrases"})  # fmt: skip
    assert "  needs: company, first_name, role" in blocks
    assert any(line.startswith("  registers: es: tu, usted, vos; ") for line in blocks)


def test_json_says_the_same_for_programs() -> None:
    ended = templater("letters", "--json")
    catalogue = json.loads(ended.text)
    assert (ended.status, ended.err) == (0, "")
    rejection = catalogue["rejection"]
    assert rejection["locales"] == ["en", "en-GB", "es", "es-419", "es-AR", "es-MX"]
    assert rejection["channels"] == ["email"]
    assert rejection["registers"]["es-MX"][0] == "usted"
    assert set(rejection["registers"]["es"]) == {"tu", "usted", "vos"}
    assert rejection["requires"] == ["company", "first_name", "role"]
    assert list(catalogue) == sorted(catalogue)


def test_a_teams_own_letter_is_listed_where_it_exists(tmp_path: Path) -> None:
    write(tmp_path / "own" / "en" / "note.md", "Subject: Hello\n\nHello there.\n")
    catalogue = json.loads(templater("letters", "--json", "--templates", tmp_path / "own").text)
    assert catalogue["note"]["locales"] == ["en", "en-GB"]
    assert catalogue["note"]["requires"] == []
    lines = templater("letters", "--templates", tmp_path / "own").text.split("\n")
    block = lines[lines.index("note") + 1 : lines.index("rejection")]
    assert block == ["  languages: en, en-GB", "  channels: email"], "nothing is said where there is nothing to say"
