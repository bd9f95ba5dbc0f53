"""A judge that is not installed is named, and is missed only where all judges are demanded."""

from __future__ import annotations

import pytest
from installed import need


def test_with_what_it_needs_a_judge_goes_on() -> None:
    need("/usr/bin/chromium", "the program chromium")


@pytest.mark.parametrize("demand", ["", "0", "optional"])
def test_a_judge_that_is_not_installed_is_skipped_and_named(demand: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEMPLATER_JUDGES", demand)
    with pytest.raises(pytest.skip.Exception, match="this judge needs the program chromium"):
        need(None, "the program chromium")


def test_where_judges_are_demanded_a_missing_one_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEMPLATER_JUDGES", "required")
    with pytest.raises(pytest.fail.Exception, match="this judge needs the program chromium"):
        need(None, "the program chromium")
