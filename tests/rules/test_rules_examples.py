"""Every rule of a locale finds its own examples, and not its near misses."""

from __future__ import annotations

from functools import cache

import pytest

from templater.letters import Library
from templater.rules import Rulebook
from templater.rules.rulebook import Person, WordRule

LOCALES = ("es", "en")


@cache
def book(locale: str) -> Rulebook:
    return Library().rulebook(locale)


def named(one: WordRule | Person | str) -> str:
    return one if isinstance(one, str) else one.code


@pytest.mark.parametrize(
    ("locale", "rule"), [(tag, rule) for tag in LOCALES for rule in book(tag).rules.values()], ids=named
)
def test_a_rule_finds_its_examples_and_not_its_near_misses(locale: str, rule: WordRule) -> None:
    assert rule.fires
    assert rule.silent
    for text in rule.fires:
        assert rule.code in {one.code for one in book(locale).findings(text)}, text
    for text in rule.silent:
        assert not [one for one in book(locale).findings(text) if one.severity != "info"], text


@pytest.mark.parametrize(
    ("locale", "person"), [(tag, person) for tag in LOCALES for person in book(tag).persons.values()], ids=named
)
def test_a_matter_for_a_person_is_found_in_its_examples_only(locale: str, person: Person) -> None:
    assert person.fires
    assert person.silent
    for text in person.fires:
        assert person.code in {one.code for one in book(locale).person_matters(text)}, text
    for text in person.silent:
        assert not list(book(locale).person_matters(text)), text
