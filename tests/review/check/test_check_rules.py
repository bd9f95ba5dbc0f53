"""Every rule finds its own example, and not the one that is just right."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_templates import found

from templater.review.check import RULES, Rule


def code(rule: Rule) -> str:
    return rule.code


def test_every_rule_has_a_code_of_its_own() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_a_rule_finds_its_example_in_a_file_of_it(tmp_path: Path, rule: Rule) -> None:
    findings = [one for one in found(tmp_path, rule.fires) if one.code == rule.code]
    assert findings
    for one in findings:
        assert one.file.removeprefix("team/") in rule.fires
        assert one.quoted or one.line == 1
        assert "{" not in one.message.format(**one.values).replace("{{", "")


@pytest.mark.parametrize("rule", RULES, ids=code)
def test_a_rule_is_silent_where_all_is_right(tmp_path: Path, rule: Rule) -> None:
    assert [str(one) for one in found(tmp_path, rule.silent) if one.code == rule.code] == []
