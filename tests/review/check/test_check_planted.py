"""Every planted fault is found at its file and line, in words that a translator understands, and nothing else is.

In an ordinary run each fault is looked for by the rule that must find it and by the one for what cannot be read, in
a copy with a few of the letters; where the environment variable TEMPLATER_JUDGES is "required", by every rule and in
a copy of all letters.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from planted import FAULTS
from planting import Fault, planted

from templater.cli import copydesk
from templater.cli.shell import run
from templater.language import shelves
from templater.language.shelves import Shelves, builtin_templates
from templater.review.check import RULES, Finding, Rule, check

FULL = os.environ.get("TEMPLATER_JUDGES") == "required"
FEW = ("reply-acknowledgement", "team-debrief", "other-role", "experience-follow-up")
"""The letters in the copy of an ordinary run: one for each kind of file, channel and addressee."""

NAMELESS = ("words.md", "phrases.md")


def _left_out(directory: str, names: list[str]) -> set[str]:
    """Return what is not copied in an ordinary run: the other letters with their phrases, and most of the cues."""
    if FULL:
        return set()
    if Path(directory).name == "cues":
        return set(names)
    return {name for name in names
            if name.endswith(".md") and name not in NAMELESS and name.partition(".")[0] not in FEW}  # fmt: skip


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("planted")
    shutil.copytree(builtin_templates(), root / "shipped", ignore=_left_out)
    (root / "team").mkdir()
    return root


def rules_for(code: str) -> tuple[Rule, ...]:
    return RULES if FULL else tuple(rule for rule in RULES if rule.code in {"broken", code})


def said(finding: Finding) -> str:
    return finding.message.format(**finding.values)


def test_the_copy_has_no_fault_before_one_is_planted(copied: Path) -> None:
    unused = {"unused", "unused-word", "idle-swap"} if not FULL else set()
    found = [str(one) for one in check(Shelves((copied / "shipped",))) if one.code not in unused]
    assert found == []


def test_every_fault_has_a_name_of_its_own_and_there_are_enough() -> None:
    names = [fault.name for fault in FAULTS]
    assert len(set(names)) == len(names)
    assert len(names) >= 75


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found_at_its_line(fault: Fault, copied: Path) -> None:
    with planted(fault, copied) as there:
        found = check(there.shelves, rules_for(fault.code))
    here = [one for one in found if (one.code, one.file, one.line) == (fault.code, there.file, there.line)]
    told = "\n".join(map(str, found))
    assert here, f"expected at {there.file}:{there.line} [{fault.code}]:\n{told}"
    assert any(fault.says in said(one) for one in here), told
    others = [str(one) for one in found
              if one.severity == "error" and one not in here and one.code not in fault.also]  # fmt: skip
    assert others == []


TOLD = tuple(fault for fault in FAULTS if any(file.startswith("team/") for file in fault.texts))[::20]
"""A handful of them, of every family."""


@pytest.mark.parametrize("fault", TOLD, ids=lambda fault: fault.name)
def test_the_command_tells_a_planted_fault_to_programs(
    fault: Fault, copied: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.chdir(copied)
    for module in (shelves, copydesk):
        monkeypatch.setattr(module, "builtin_templates", lambda: copied / "shipped")
    with planted(fault, copied) as there:
        status = run(["check", "team", "--format", "json", "--strict"])
    written, told = capsys.readouterr()
    assert (status, told) == (1, "")
    assert (fault.code, there.file, there.line) in {(one["code"], one["file"], one["line"])
                                                    for one in json.loads(written)}  # fmt: skip
