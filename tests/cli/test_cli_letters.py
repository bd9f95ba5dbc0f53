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
    files = {path.name.partition(".")[0] for path in (ROOT / "templates" / "en").glob("*.md")}
    assert names == sorted(files - {"words", "phrases"})
    assert "  needs: company, first_name, role" in blocks
    assert any(line.startswith("  registers: es: tu, usted, vos; ") for line in blocks)


def test_json_says_the_same_for_programs() -> None:
    ended = templater("letters", "--json")
    catalogue = json.loads(ended.text)
    assert (ended.status, ended.err) == (0, "")
    rejection = catalogue["rejection"]
    assert rejection["locales"] == ["en", "en-GB", "es", "es-419", "es-AR", "es-MX"]
    assert rejection["channels"] == ["email", "inmail", "chat", "sms", "phone"]
    assert rejection["registers"]["es-MX"][0] == "usted"
    assert set(rejection["registers"]["es"]) == {"tu", "usted", "vos"}
    assert rejection["requires"] == ["company", "first_name", "role"]
    assert list(catalogue) == sorted(catalogue)


def test_a_letter_says_whom_it_is_for_and_whom_it_is_not_for() -> None:
    catalogue = json.loads(templater("letters", "--json").text)
    assert catalogue["coaching"]["only"] == {"consent": ["requested"]}
    assert catalogue["other-role"]["only"] == {"relation": ["inhouse"]}
    assert catalogue["other-role"]["never"] == {"status": ["active", "hired"], "talent_pool_consent": ["no"]}
    assert (catalogue["rejection"]["only"], catalogue["rejection"]["never"]) == ({}, {})
    assert catalogue["manager-calibration"]["addressee"] == "manager"
    lines = templater("letters").text.split("\n")
    block = lines[lines.index("other-clients") + 1 : lines.index("other-role")]
    assert "  only: relation=agency" in block
    assert "  never: share_consent=no, status=active, status=hired" in block
    assert "  to: manager" in lines


def test_a_teams_own_letter_is_listed_where_it_exists(tmp_path: Path) -> None:
    write(tmp_path / "own" / "en" / "note.md", "Subject: Hello\n\nHello there.\n")
    catalogue = json.loads(templater("letters", "--json", "--templates", tmp_path / "own").text)
    assert catalogue["note"]["locales"] == ["en", "en-GB"]
    assert catalogue["note"]["requires"] == []
    lines = templater("letters", "--templates", tmp_path / "own").text.split("\n")
    block = lines[lines.index("note") + 1 : lines.index("other-clients")]
    assert block == ["  languages: en, en-GB", "  channels: email, inmail"], (
        "nothing is said where there is nothing to say"
    )
